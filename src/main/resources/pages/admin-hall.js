/** Notices on the displays, and the devices of the hall. */
import { h, reactive } from './vue.js';
import { Refused, ask } from './api.js';
import { dayOf, serverNow, timeOfDay } from './clock.js';
import { Confirm } from './staff.js';
import { language, words } from './words.js';

const SILENT_MILLIS = 120_000;
const AGAIN_MILLIS = 15_000;
const DAY_MILLIS = 86_400_000;

/** `2026-11-23T15:00` in the hall's zone as a moment. */
function momentIn(zone, text) {
  const wall = (at) => new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).format(at).replace(' ', 'T');
  const guess = Date.parse(`${text}Z`);
  const shifted = guess - (Date.parse(`${wall(guess)}Z`) - guess);
  return new Date(shifted - (Date.parse(`${wall(shifted)}Z`) - guess)).toISOString();
}
const wallIn = (zone, at) => new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
}).format(at).replace(' ', 'T');

const reader = (load) => {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(load, AGAIN_MILLIS);
  };
};

export function noticesPanel(desk) {
  const { base, state, failed, note, w } = desk;
  const form = reactive({ notices: null, zh: '', en: '', from: '', until: '', missing: '', busy: false, asked: null });
  const again = reader(load);

  async function load() {
    again();
    if (state.part !== 'notices' && form.notices) {
      return;
    }
    try {
      form.notices = (await ask('GET', `${base}/notices`)).notices;
    } catch (failure) {
      if (failure instanceof Refused) {
        failed(failure);
      }
    }
  }
  function start() {
    form.from = wallIn(state.hall.zone, serverNow());
    form.until = wallIn(state.hall.zone, serverNow() + DAY_MILLIS / 6);
    form.notices ??= undefined;
    load();
  }
  async function post(event) {
    event.preventDefault();
    if (!form.zh.trim()) {
      form.missing = 'zh';
      document.querySelector('#notice-zh').focus();
      return;
    }
    if (!form.from || !form.until || form.until <= form.from) {
      form.missing = 'until';
      document.querySelector('#notice-until').focus();
      return;
    }
    if (form.busy) {
      return;
    }
    form.busy = true;
    note();
    try {
      const body = { zh: form.zh.trim(), from: momentIn(state.hall.zone, form.from), until: momentIn(state.hall.zone, form.until) };
      await ask('POST', `${base}/notices`, { body: form.en.trim() ? { ...body, en: form.en.trim() } : body });
      form.zh = '';
      form.en = '';
      note('good', w().posted);
      await load();
    } catch (failure) {
      failed(failure);
    } finally {
      form.busy = false;
    }
  }
  const when = (at) => {
    const millis = Date.parse(at);
    return `${dayOf(millis, state.hall.zone, language.value)} ${timeOfDay(millis, state.hall.zone)}`;
  };
  const shows = (notice) => Date.parse(notice.from) <= serverNow();
  const text = (name, most, lang) => h('div', { class: 'field' }, [
    h('label', { for: `notice-${name}` }, w().noticeText[name]),
    h('input', {
      id: `notice-${name}`, type: 'text', maxlength: most, lang, value: form[name], 'aria-invalid': form.missing === name ? 'true' : undefined,
      onInput: (event) => { form[name] = event.target.value; form.missing = ''; },
    }),
  ]);
  const moment = (name) => h('div', { class: 'field' }, [
    h('label', { for: `notice-${name}` }, w().noticeText[name]),
    h('input', {
      id: `notice-${name}`, type: 'datetime-local', value: form[name], 'aria-invalid': form.missing === name ? 'true' : undefined,
      onInput: (event) => { form[name] = event.target.value; form.missing = ''; },
    }),
  ]);

  return () => {
    if (!form.from) {
      start();
    }
    return [
      h('form', { class: 'notice-form', novalidate: true, onSubmit: post }, [
        text('zh', 120, 'zh-CN'), text('en', 120, 'en'), h('div', { class: 'pair' }, [moment('from'), moment('until')]),
        form.missing && h('p', { class: 'missing', role: 'alert' }, w().noticeMissing[form.missing]),
        h('button', { type: 'submit', class: 'primary', 'aria-disabled': String(form.busy) }, w().post),
      ]),
      h('h3', w().notices),
      !form.notices ? h('div', { class: 'skeleton', 'aria-busy': 'true' }) : form.notices.length === 0 ? h('p', { class: 'empty' }, w().noNotices)
        : h('ul', { class: 'plain-list' }, form.notices.map((notice) => h('li', { key: notice.id, 'data-notice': notice.id }, [
          h('span', [
            h('span', { class: ['mark', shows(notice) ? 'in-force' : ''] }, shows(notice) ? w().shown : w().coming),
            h('b', ` ${notice.zh}`), notice.en && h('span', { lang: 'en', class: 'soft' }, ` ${notice.en}`), h('small', w().fromUntil(when(notice.from), when(notice.until))),
          ]),
          h('button', { type: 'button', class: 'line', onClick: () => { form.asked = notice; } }, w().withdraw),
        ]))),
      form.asked && h(Confirm, {
        title: w().withdrawTitle, help: form.asked.zh, yes: w().withdraw, onClose: () => { form.asked = null; },
        run: async () => {
          await ask('DELETE', `${base}/notices/${form.asked.id}`);
          note('good', w().withdrawn);
          await load();
        },
      }),
    ];
  };
}

export function devicesPanel(desk) {
  const { slug, base, state, failed, note, w } = desk;
  const form = reactive({ devices: null, asked: false, ringing: 0 });
  const again = reader(load);

  async function load() {
    again();
    if (state.part !== 'devices' && form.devices) {
      return;
    }
    try {
      form.devices = (await ask('GET', `${base}/devices`)).devices;
    } catch (failure) {
      if (failure instanceof Refused) {
        failed(failure);
      }
    }
  }
  async function identify(device) {
    form.ringing = device.id;
    try {
      const rung = await ask('POST', `${base}/devices/${device.id}/identify`);
      note('good', w().rung(rung.name));
    } catch (failure) {
      failed(failure);
    } finally {
      form.ringing = 0;
    }
  }
  const sign = (device) => {
    const seen = device.lastSeen && Date.parse(device.lastSeen);
    return !seen ? ['waiting', words().devices.neverSeen]
      : serverNow() - seen > SILENT_MILLIS ? ['silent', words().devices.silent(timeOfDay(seen, state.hall.zone))]
        : ['works', words().devices.works(timeOfDay(seen, state.hall.zone))];
  };

  return () => {
    if (!form.asked) {
      form.asked = true;
      load();
    }
    return [
      h('p', [h('a', { class: 'go', href: `/devices/${slug}` }, w().pairMore)]),
      !form.devices ? h('div', { class: 'skeleton', 'aria-busy': 'true' }) : form.devices.length === 0 ? h('p', { class: 'empty' }, words().devices.none)
        : h('ul', { class: 'plain-list' }, form.devices.map((device) => h('li', { key: device.id, 'data-device': device.name }, [
          h('span', [h('b', device.name), ` ${words().devices[device.kind]}`, h('small', { class: ['sign', sign(device)[0]] }, sign(device)[1])]),
          h('button', { type: 'button', class: 'line', 'aria-disabled': String(form.ringing === device.id), onClick: () => identify(device) }, w().identify),
        ]))),
    ];
  };
}
