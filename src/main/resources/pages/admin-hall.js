/** Notices on the displays, and the devices of the hall. */
import { defineComponent, h, nextTick, reactive } from './vue.js';
import { Refused, ask } from './api.js';
import { missingLine, textField } from './admin-fields.js';
import { dayOf, momentIn, serverNow, timeOfDay, wallIn } from './clock.js';
import { deviceSign } from './device-sign.js';
import { useAgain } from './parts.js';
import { Confirm } from './staff.js';
import { language, words } from './words.js';

const AGAIN_MILLIS = 15_000;
const USUAL_NOTICE_MILLIS = 4 * 3_600_000;
const MOST_CHARS = 120;

/** A list that is asked for while it is shown; nobody else tells of its changes. */
function useList(desk, list, use) {
  return useAgain(async () => {
    try {
      use((await ask('GET', `${desk.base}/${list}`))[list]);
    } catch (failure) {
      if (failure instanceof Refused) {
        desk.failed(failure);
      }
    }
  }, AGAIN_MILLIS);
}

export const NoticesPanel = defineComponent({
  props: { desk: Object },
  setup({ desk }) {
    const { base, failed, note, w } = desk;
    const form = desk.draft('notices', () => ({ zh: '', en: '', from: '', until: '', missing: '', isTyped() { return Boolean(this.zh || this.en); } }));
    const state = reactive({ notices: null, busy: false, asked: null });
    const refresh = useList(desk, 'notices', (notices) => { state.notices = notices; });
    const { zone } = desk.hall();
    if (!form.isTyped()) {
      Object.assign(form, { from: wallIn(zone, serverNow()), until: wallIn(zone, serverNow() + USUAL_NOTICE_MILLIS), missing: '' });
    }

    async function post(event) {
      event.preventDefault();
      form.missing = !form.zh.trim() ? 'zh' : !form.from ? 'from' : !form.until || form.until <= form.from ? 'until' : '';
      if (form.missing) {
        await nextTick();
        document.querySelector(`#notice-${form.missing}`).focus();
        return;
      }
      if (state.busy) {
        return;
      }
      state.busy = true;
      note();
      try {
        const body = { zh: form.zh.trim(), from: momentIn(zone, form.from), until: momentIn(zone, form.until) };
        await ask('POST', `${base}/notices`, { body: form.en.trim() ? { ...body, en: form.en.trim() } : body });
        Object.assign(form, { zh: '', en: '' });
        note('good', w().posted);
        await refresh();
      } catch (failure) {
        failed(failure);
      } finally {
        state.busy = false;
      }
    }
    async function withdraw() {
      await ask('DELETE', `${base}/notices/${state.asked.id}`);
      note('good', w().withdrawn);
      await refresh();
    }

    const when = (at) => `${dayOf(Date.parse(at), zone, language.value)} ${timeOfDay(Date.parse(at), zone)}`;
    const shows = (notice) => Date.parse(notice.from) <= serverNow();
    const field = (name, attributes) => textField(`notice-${name}`, w().noticeText[name], form[name], (value) => {
      form[name] = value;
      form.missing = '';
    }, { ...attributes, 'aria-invalid': form.missing === name ? 'true' : undefined });
    const row = (notice) => h('li', { key: notice.id, 'data-notice': notice.id }, [
      h('span', [
        h('span', { class: ['mark', shows(notice) ? 'in-force' : ''] }, shows(notice) ? w().shown : w().coming),
        h('b', { lang: 'zh-CN' }, ` ${notice.zh}`), notice.en && h('span', { lang: 'en', class: 'soft' }, ` ${notice.en}`), h('small', w().fromUntil(when(notice.from), when(notice.until))),
      ]),
      h('button', { type: 'button', class: 'line', onClick: () => { state.asked = notice; } }, w().withdraw),
    ]);
    return () => [
      h('form', { class: 'notice-form', novalidate: true, onSubmit: post }, [
        field('zh', { maxlength: MOST_CHARS, lang: 'zh-CN' }), field('en', { maxlength: MOST_CHARS, lang: 'en' }),
        h('div', { class: 'pair' }, [field('from', { type: 'datetime-local' }), field('until', { type: 'datetime-local' })]),
        missingLine('notice-missing', form.missing && w().noticeMissing[form.missing]),
        h('button', { type: 'submit', class: 'primary', 'aria-disabled': String(state.busy) }, w().post),
      ]),
      h('h3', w().notices),
      !state.notices ? h('div', { class: 'skeleton', 'aria-busy': 'true' }) : state.notices.length === 0 ? h('p', { class: 'empty' }, w().noNotices)
        : h('ul', { class: 'plain-list' }, state.notices.map(row)),
      state.asked && h(Confirm, { title: w().withdrawTitle, help: state.asked.zh, yes: w().withdraw, run: withdraw, onClose: () => { state.asked = null; } }),
    ];
  },
});

export const DevicesPanel = defineComponent({
  props: { desk: Object },
  setup({ desk }) {
    const { slug, base, failed, note, w } = desk;
    const state = reactive({ devices: null, ringing: 0 });
    useList(desk, 'devices', (devices) => { state.devices = devices; });

    async function identify(device) {
      if (state.ringing) {
        return;
      }
      state.ringing = device.id;
      try {
        const rung = await ask('POST', `${base}/devices/${device.id}/identify`);
        note('good', w().rung(rung.name));
      } catch (failure) {
        failed(failure);
      } finally {
        state.ringing = 0;
      }
    }
    const row = (device) => h('li', { key: device.id, 'data-device': device.name }, [
      h('span', [h('b', device.name), ` ${words().devices[device.kind]}`, deviceSign('small', device, serverNow(), desk.hall().zone)]),
      h('button', { type: 'button', class: 'line', 'aria-disabled': String(state.ringing === device.id), onClick: () => identify(device) }, w().identify),
    ]);
    return () => [
      h('p', [h('a', { class: 'go', href: `/devices/${slug}` }, w().pairMore)]),
      !state.devices ? h('div', { class: 'skeleton', 'aria-busy': 'true' }) : state.devices.length === 0 ? h('p', { class: 'empty' }, words().devices.none)
        : h('ul', { class: 'plain-list' }, state.devices.map(row)),
    ];
  },
});
