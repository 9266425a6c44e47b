/** Forms for what is changed often; what they change is written into the hall's file in its place. */
import { h, reactive } from './vue.js';
import { Box } from './staff.js';
import { words } from './words.js';

const DAYS = ['workdays', 'sat', 'sun', 'make-up', 'holidays'];
const SPANS = 2;

/** Numbers of the rules, each with its unit and what is usual. */
const RULES = [
  ['class', [['credits-minutes/elderly', 15], ['credits-minutes/with-infant', 15], ['credits-minutes/disabled', 20], ['credits-minutes/service', 20], ['credits-minutes/green-channel', 60]], 'minutes', 1440],
  ['waiting', [['long-wait-minutes', 20], ['conduct/idle-minutes', 5], ['conduct/unmanned-minutes', 5], ['conduct/silent-minutes', 2], ['end-after-minutes', 15]], 'minutes', 480],
  ['missed', [['rejoin/within-minutes', 30], ['rejoin/within-calls', 10], ['rejoin/at-most', 2], ['rules/max-recalls', 3]], '', 1440],
];

const at = (tree, path) => path.split('/').reduce((node, name) => node?.[name], tree);
const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const number = (id, label, value, most, unit, set) => h('div', { class: 'field', key: id }, [
  h('label', { for: id }, label),
  h('span', { class: 'with-unit' }, [
    h('input', { id, type: 'number', min: 0, max: most, value, inputmode: 'numeric', onInput: (event) => set(event.target.value) }), unit && h('span', unit),
  ]),
]);

/** @param desk what the page knows */
export function adminForms(desk) {
  const { state, plan, w } = desk;
  const form = reactive({ zone: null, hours: null, closure: { date: '', reason: '' }, rules: {} });
  const closed = () => state.tree.closures ?? [];

  function editZone(zone) {
    form.zone = {
      id: zone.id, zh: zone.name.zh, en: zone.name.en, windows: String(zone.windows), service: String(zone['usual-service-minutes'] ?? ''),
      second: (zone['second-skills'] ?? []).map((skill) => ({ ...skill })),
    };
  }

  async function saveZone(event) {
    event.preventDefault();
    const zone = state.tree.zones.find((one) => one.id === form.zone.id);
    const path = `zones/${zone.id}`;
    const edits = [
      ['name/zh', form.zone.zh.trim(), zone.name.zh], ['name/en', form.zone.en.trim(), zone.name.en],
      ['windows', Number(form.zone.windows), zone.windows],
      ['usual-service-minutes', form.zone.service === '' ? undefined : Number(form.zone.service), zone['usual-service-minutes']],
      ['second-skills', form.zone.second.map((skill) => ({ zone: skill.zone, 'penalty-minutes': Number(skill['penalty-minutes']) })), zone['second-skills'] ?? []],
    ].filter(([, next, before]) => next !== undefined && !equal(next, before)).map(([name, value]) => ({ path: `${path}/${name}`, value }));
    form.zone = null;
    await plan({ edits });
  }

  function second(id, wanted) {
    form.zone.second = wanted ? [...form.zone.second, { zone: id, 'penalty-minutes': 10 }] : form.zone.second.filter((skill) => skill.zone !== id);
  }

  const zoneBox = () => h(Box, { title: w().zoneTitle(form.zone.zh), wide: true, onClose: () => { form.zone = null; } }, () => h('form', { class: 'confirm', novalidate: true, onSubmit: saveZone }, [
    h('div', { class: 'pair' }, [['zh', 100], ['en', 100]].map(([name, most]) => h('div', { class: 'field' }, [
      h('label', { for: `zone-${name}` }, w().zoneName[name]),
      h('input', { id: `zone-${name}`, type: 'text', maxlength: most, autofocus: name === 'zh', value: form.zone[name], lang: name === 'zh' ? 'zh-CN' : 'en', onInput: (event) => { form.zone[name] = event.target.value; } }),
    ]))),
    h('div', { class: 'pair' }, [
      number('zone-windows', w().windowCount, form.zone.windows, 60, '', (value) => { form.zone.windows = value; }),
      number('zone-service', w().usualService, form.zone.service, 480, words().supervision.minutes, (value) => { form.zone.service = value; }),
    ]),
    h('fieldset', [h('legend', w().second), h('p', { class: 'soft' }, w().secondHelp), h('div', { class: 'checks' }, state.tree.zones.filter((zone) => zone.id !== form.zone.id).map((zone) => h('label', { key: zone.id }, [
      h('input', { type: 'checkbox', checked: form.zone.second.some((skill) => skill.zone === zone.id), onChange: (event) => second(zone.id, event.target.checked) }),
      `${zone['ticket-prefix']} ${zone.name.zh}`,
    ])))]),
    h('div', { class: 'answers' }, [h('button', { type: 'submit', class: 'primary' }, w().preview), h('button', { type: 'button', onClick: () => { form.zone = null; } }, words().staff.no)]),
  ]));

  const queues = () => [
    h('ul', { class: 'zone-list' }, state.tree.zones.map((zone) => h('li', { key: zone.id, 'data-zone': zone.id }, [
      h('i', { class: 'prefix' }, zone['ticket-prefix']),
      h('div', { class: 'what' }, [
        h('strong', zone.name.zh), h('span', { class: 'soft', lang: 'en' }, zone.name.en),
        h('small', [w().windowsOf(zone['ticket-prefix'], zone.windows), (zone['second-skills'] ?? []).length > 0
          && ` · ${w().alsoServes(zone['second-skills'].map((skill) => state.tree.zones.find((one) => one.id === skill.zone)?.name.zh ?? skill.zone))}`]),
      ]),
      h('button', { type: 'button', class: 'line', 'aria-label': w().changeOf(zone.name.zh), onClick: () => editZone(zone) }, w().change),
    ]))),
    form.zone && zoneBox(),
  ];

  const stated = (day) => (at(state.tree, `opening/${day}`) ?? (day === 'workdays' ? state.tree['opening-hours'] ?? state.tree.simulation?.['opening-hours'] : undefined) ?? []);
  function startHours() {
    form.of = state.config.newest.version;
    form.hours = Object.fromEntries(DAYS.map((day) => {
      const spans = stated(day).map((span) => span.split('-').map((end) => end.trim()));
      while (spans.length < SPANS) {
        spans.push(['', '']);
      }
      return [day, spans];
    }));
  }
  const filled = (day) => form.hours[day].filter(([from, to]) => from && to).map(([from, to]) => `${from}-${to}`);

  async function saveHours(event) {
    event.preventDefault();
    const edits = DAYS.filter((day) => !equal(filled(day), stated(day))).map((day) => ({ path: `opening/${day}`, value: filled(day) }));
    await plan({ edits });
  }

  async function addClosure(event) {
    event.preventDefault();
    if (!form.closure.date || !form.closure.reason.trim()) {
      document.querySelector(form.closure.date ? '#closure-reason' : '#closure-date').focus();
      return;
    }
    await plan({ edits: [{ path: 'closures', value: [...closed(), { dates: form.closure.date, reason: form.closure.reason.trim() }] }] });
  }

  const time = (day, index, end) => h('input', {
    type: 'time', value: form.hours[day][index][end], 'aria-label': w().timeLabel(w().days[day], index + 1, end), onInput: (event) => { form.hours[day][index][end] = event.target.value; },
  });
  const hours = () => {
    if (form.of !== state.config.newest.version) {
      startHours();
    }
    return [
      state.alwaysOpen && h('p', { class: 'notice' }, w().alwaysOpen),
      h('form', { class: 'hours', novalidate: true, onSubmit: saveHours }, [
        ...DAYS.map((day) => h('fieldset', { key: day, class: 'day-hours' }, [
          h('legend', w().days[day]),
          h('div', { class: 'spans' }, form.hours[day].map((span, index) => h('span', { class: 'span', key: index }, [time(day, index, 0), h('span', '–'), time(day, index, 1)]))),
          filled(day).length === 0 && h('span', { class: 'soft' }, day === 'make-up' ? w().likeWorkdays : w().closedDay),
        ])),
        h('button', { type: 'submit', class: 'primary' }, w().preview),
      ]),
      h('h3', w().closures),
      closed().length === 0 ? h('p', { class: 'empty' }, w().noClosures) : h('ul', { class: 'plain-list' }, closed().map((closure) => h('li', { key: JSON.stringify(closure) }, [
        h('span', [h('b', typeof closure.dates === 'string' ? closure.dates : JSON.stringify(closure.dates)), ` ${closure.reason ?? ''}`]),
        h('button', { type: 'button', class: 'line', onClick: () => plan({ edits: [{ path: 'closures', value: closed().filter((one) => one !== closure) }] }) }, w().remove),
      ]))),
      h('form', { class: 'row-form', novalidate: true, onSubmit: addClosure }, [
        h('div', { class: 'field' }, [h('label', { for: 'closure-date' }, w().closureDate), h('input', { id: 'closure-date', type: 'date', value: form.closure.date, onInput: (event) => { form.closure.date = event.target.value; } })]),
        h('div', { class: 'field grow' }, [h('label', { for: 'closure-reason' }, w().closureReason), h('input', { id: 'closure-reason', type: 'text', maxlength: 100, value: form.closure.reason, onInput: (event) => { form.closure.reason = event.target.value; } })]),
        h('button', { type: 'submit' }, w().addClosure),
      ]),
    ];
  };

  async function saveRules(event) {
    event.preventDefault();
    const edits = Object.entries(form.rules).filter(([path, value]) => value !== '' && Number(value) !== at(state.tree, path)).map(([path, value]) => ({ path, value: Number(value) }));
    await plan({ edits });
    form.rules = state.problems.length > 0 ? form.rules : {};
  }
  const rules = () => h('form', { class: 'rules', novalidate: true, onSubmit: saveRules }, [
    ...RULES.map(([group, fields, unit, most]) => h('fieldset', { key: group }, [
      h('legend', w().ruleGroups[group]),
      h('div', { class: 'numbers' }, fields.map(([path, usual]) => number(
        path.replace('/', '-'), w().rules[path], form.rules[path] ?? at(state.tree, path) ?? usual, most,
        unit || path.endsWith('minutes') ? words().supervision.minutes : w().times, (value) => { form.rules[path] = value; },
      ))),
    ])),
    h('button', { type: 'submit', class: 'primary' }, w().preview),
  ]);

  return { queues, hours, rules };
}
