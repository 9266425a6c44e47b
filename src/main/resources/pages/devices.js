/** The devices of a hall: a manager approves the code that a new one shows, or revokes one. */
import { createApp, h, onMounted, reactive, watch } from './vue.js';
import { Refused, ask, loadHall } from './api.js';
import { serverNow } from './clock.js';
import { DevicePrinter } from './device-printer.js';
import { deviceSign, lately } from './device-sign.js';
import { focusOn, hallOfPage, notice, useNow } from './parts.js';
import { staffBar, staffGate, useStaff } from './staff.js';
import { local, words } from './words.js';

const REFRESH_MILLIS = 15_000;
const MANAGES = ['manager', 'admin'];

const Devices = {
  setup() {
    const slug = hallOfPage();
    const now = useNow(5_000);
    const state = reactive({
      hall: null, devices: null, lost: false, note: null, code: '', kind: 'kiosk', name: '', busy: false, asked: null,
    });
    const user = useStaff({
      may: (session) => session.roles.some((role) => MANAGES.includes(role)) && (session.hall === undefined || session.hall === slug),
      remark: 'notManager',
      left: () => Object.assign(state, { devices: null, note: null, code: '', name: '', asked: null }),
    });
    watch(() => user.staff.session, (session) => {
      if (session) {
        refresh();
        focusOn('#code');
      }
    });

    function failed(failure) {
      if (failure instanceof Refused && failure.status === 401) {
        user.signedOut();
      }
      state.note = {
        kind: 'bad',
        text: () => (failure instanceof Refused
          ? words().devices.problems[failure.slug] ?? failure.detail
          : failure.status === 429 ? words().devices.paused : words().signIn.lost),
      };
    }

    async function refresh() {
      if (!user.staff.session) {
        return;
      }
      try {
        state.devices = (await ask('GET', `/api/v1/halls/${slug}/devices`)).devices;
        state.lost = false;
      } catch (failure) {
        state.lost = true;
        if (failure instanceof Refused) {
          failed(failure);
        }
      }
    }

    async function approve(event) {
      event.preventDefault();
      if (state.busy) {
        return;
      }
      if (!state.code.trim() || !state.name.trim()) {
        state.note = { kind: 'bad', text: () => words().devices.missing };
        focusOn(state.code.trim() ? '#name' : '#code');
        return;
      }
      state.busy = true;
      state.note = null;
      try {
        const device = await ask('POST', `/api/v1/halls/${slug}/devices`, {
          body: { code: state.code, kind: state.kind, name: state.name.trim() },
        });
        state.note = { kind: 'good', text: () => words().devices.approved(device.name) };
        state.code = '';
        state.name = '';
        await refresh();
      } catch (failure) {
        failed(failure);
      } finally {
        state.busy = false;
        focusOn('#code');
      }
    }

    async function revoke(device) {
      state.asked = null;
      try {
        await ask('DELETE', `/api/v1/halls/${slug}/devices/${device.id}`);
        state.note = { kind: 'good', text: () => words().devices.revoked(device.name) };
      } catch (failure) {
        failed(failure);
      }
      refresh();
    }

    onMounted(async () => {
      setInterval(refresh, REFRESH_MILLIS);
      state.hall = await loadHall(slug);
    });

    const field = (id, length, value) => h('div', { class: 'field' }, [
      h('label', { for: id }, words().devices[id]),
      h('input', {
        id,
        value: state[id],
        maxlength: length,
        autocomplete: 'off',
        autocapitalize: id === 'code' ? 'characters' : 'none',
        spellcheck: false,
        placeholder: value,
        onInput: (event) => { state[id] = event.target.value; },
      }),
    ]);
    const choice = (kind) => h('label', { class: 'choice' }, [
      h('input', {
        type: 'radio', name: 'kind', value: kind, checked: state.kind === kind, onChange: () => { state.kind = kind; },
      }),
      words().devices[kind],
    ]);

    const form = () => h('form', { class: 'approve', novalidate: true, onSubmit: approve }, [
      h('h2', words().devices.add),
      h('ol', { class: 'how' }, words().devices.how(`${location.host}/kiosk/${slug}`, `${location.host}/display/${slug}#pair`)
        .map((line) => h('li', line))),
      field('code', 12, 'WDJB-MJHT'),
      h('fieldset', [h('legend', words().devices.what), h('div', { class: 'choices' }, [choice('kiosk'), choice('display')])]),
      field('name', 40, words().devices.example),
      h('button', { class: 'primary', type: 'submit', 'aria-disabled': state.busy },
        state.busy ? words().devices.busy : words().devices.approve),
    ]);

    const row = (device) => h('li', { key: device.id, 'data-device': device.name }, [
      h('div', [
        h('strong', device.name),
        h('span', { class: 'kind' }, words().devices[device.kind]),
        deviceSign('p', device, now.value && serverNow(), state.hall?.zone),
        h('p', { class: 'by' }, words().devices.by(device.pairedBy, lately(device.pairedAt, state.hall?.zone))),
        device.kind === 'kiosk' && h(DevicePrinter, { hall: slug, device, onChanged: refresh }),
      ]),
      state.asked === device.id
        ? h('div', { class: 'sure' }, [
          h('p', words().devices.sure),
          h('button', { type: 'button', class: 'yes', onClick: () => revoke(device) }, words().devices.yes),
          h('button', { type: 'button', onClick: () => { state.asked = null; } }, words().devices.no),
        ])
        : h('button', { type: 'button', class: 'revoke', onClick: () => { state.asked = device.id; } }, words().devices.revoke),
    ]);

    const list = () => h('section', { class: 'list' }, [
      h('h2', words().devices.paired),
      state.lost && notice('warn', words().signIn.lost),
      state.devices === null
        ? h('div', { class: 'skeleton', 'aria-busy': 'true' })
        : state.devices.length === 0
          ? h('p', { class: 'empty' }, words().devices.none)
          : h('ul', state.devices.map(row)),
    ]);

    return () => [
      staffBar(user, words().devices.title, state.hall && local(state.hall.name)),
      h('main', user.staff.session
        ? [h('h1', { class: 'unseen', tabindex: -1 }, words().devices.title),
          user.noteLine(),
          h('div', { class: 'notes', 'aria-live': 'polite' }, state.note && notice(state.note.kind, state.note.text())),
          form(), list()]
        : [staffGate(user, 'devices')]),
    ];
  },
};

document.body.classList.add('staff');
createApp(Devices).mount('#app');
