/** The devices of a hall: a manager approves the code that a new one shows, or revokes one. */
import { createApp, h, onMounted, reactive } from './vue.js';
import { Refused, ask, currentSession, endSession, loadHall } from './api.js';
import { dayOf, serverNow, timeOfDay } from './clock.js';
import { DevicePrinter } from './device-printer.js';
import { focusOn, hallOfPage, languageSwitch, notice, useNow } from './parts.js';
import { SignIn } from './sign-in.js';
import { language, local, speakAsBefore, words } from './words.js';

const REFRESH_MILLIS = 15_000;
const SILENT_MILLIS = 120_000;
const MANAGES = ['manager', 'admin'];

const Devices = {
  setup() {
    const slug = hallOfPage();
    const now = useNow(5_000);
    const state = reactive({
      hall: null, session: undefined, remark: '', devices: null, lost: false, note: null,
      code: '', kind: 'kiosk', name: '', busy: false, asked: null,
    });

    function signedIn(session) {
      const may = session && session.roles.some((role) => MANAGES.includes(role))
        && (session.hall === undefined || session.hall === slug);
      state.remark = session && !may ? 'notManager' : '';
      state.session = may ? session : null;
      if (may) {
        refresh();
        focusOn('#code');
      }
    }

    async function findSession() {
      try {
        signedIn(await currentSession());
      } catch (lost) {
        setTimeout(findSession, 3_000);
      }
    }

    function failed(failure) {
      if (failure instanceof Refused && failure.status === 401) {
        state.session = null;
      }
      state.note = {
        kind: 'bad',
        text: () => (failure instanceof Refused
          ? words().devices.problems[failure.slug] ?? failure.detail
          : failure.status === 429 ? words().devices.paused : words().signIn.lost),
      };
    }

    async function refresh() {
      if (!state.session) {
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

    async function signOut() {
      try {
        if (await endSession()) {
          return;
        }
      } catch (failure) {
        if (!(failure instanceof Refused)) {
          failed(failure);
          return;
        }
      }
      state.session = null;
      state.devices = null;
    }

    onMounted(async () => {
      speakAsBefore();
      findSession();
      setInterval(refresh, REFRESH_MILLIS);
      state.hall = await loadHall(slug);
    });

    const when = (at) => {
      const millis = Date.parse(at);
      const time = timeOfDay(millis, state.hall?.zone);
      return serverNow() - millis < 12 * 3_600_000 ? time : `${dayOf(millis, state.hall?.zone, language.value)} ${time}`;
    };
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

    function sign(device) {
      if (!device.until) {
        return { kind: 'waiting', text: words().devices.notFetched };
      }
      const seen = device.lastSeen && Date.parse(device.lastSeen);
      if (!seen) {
        return { kind: 'waiting', text: words().devices.neverSeen };
      }
      return now.value && serverNow() - seen > SILENT_MILLIS
        ? { kind: 'silent', text: words().devices.silent(when(device.lastSeen)) }
        : { kind: 'works', text: words().devices.works(when(device.lastSeen)) };
    }

    const row = (device) => h('li', { key: device.id, 'data-device': device.name }, [
      h('div', [
        h('strong', device.name),
        h('span', { class: 'kind' }, words().devices[device.kind]),
        h('p', { class: ['sign', sign(device).kind] }, sign(device).text),
        h('p', { class: 'by' }, words().devices.by(device.pairedBy, when(device.pairedAt))),
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
      h('header', { class: 'bar' }, [
        h('div', { class: 'where' }, [
          h('strong', words().devices.title), h('span', { class: 'hall' }, state.hall && local(state.hall.name)),
        ]),
        h('nav', [
          languageSwitch(true),
          state.session && h('button', { type: 'button', class: 'quiet', id: 'sign-out', onClick: signOut }, [
            h('span', { class: 'who' }, state.session.username), words().signOut,
          ]),
        ]),
      ]),
      h('main', state.session
        ? [h('h1', { class: 'unseen', tabindex: -1 }, words().devices.title),
          h('div', { class: 'notes', 'aria-live': 'polite' }, state.note && notice(state.note.kind, state.note.text())),
          form(), list()]
        : [state.session === undefined
          ? h('div', { class: 'skeleton', 'aria-busy': 'true' })
          : h(SignIn, { purpose: 'devices', remark: state.remark, onSignedIn: signedIn })]),
    ];
  },
};

createApp(Devices).mount('#app');
