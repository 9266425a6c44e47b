/** Names of queues, how many windows, what they serve besides. */
import { defineComponent, h, nextTick } from './vue.js';
import { equal, missingLine, number, problemList, textField } from './admin-fields.js';
import { Box } from './staff.js';
import { language, local, words } from './words.js';

const NAME_CHARS = 100;
const MOST_WINDOWS = 60;
const MOST_MINUTES = 480;
const USUAL_PENALTY_MINUTES = 10;

const typed = (zone) => ({
  zh: zone.name.zh, en: zone.name.en, windows: String(zone.windows), service: String(zone['usual-service-minutes'] ?? ''), second: (zone['second-skills'] ?? []).map((skill) => ({ ...skill })),
});
/** What of it is written where, and as which value. */
const VALUES = [
  ['zh', 'name/zh', (text) => text.trim()], ['en', 'name/en', (text) => text.trim()], ['windows', 'windows', Number], ['service', 'usual-service-minutes', Number],
  ['second', 'second-skills', (skills) => skills.map((skill) => ({ zone: skill.zone, 'penalty-minutes': Number(skill['penalty-minutes']) }))],
];

export const QueuesPanel = defineComponent({
  props: { desk: Object },
  setup({ desk }) {
    const { state, plan, w } = desk;
    /** `was`: the queue as it was when somebody began to change it, so that only their changes are stored. */
    const form = desk.draft('queues', () => ({ zone: '', now: null, was: null, missing: '', isTyped() { return Boolean(this.zone) && !equal(this.now, this.was); } }));
    const zones = () => state.tree.zones;
    const zoneOf = (id) => zones().find((zone) => zone.id === id);
    const nameOf = (zone) => local(zone.name) ?? zone.name.zh;

    /** The name in the language that the reader does not use. */
    const inOther = (zone) => (language.value === 'zh' ? h('span', { class: 'soft', lang: 'en' }, zone.name.en) : h('span', { class: 'soft', lang: 'zh-CN' }, zone.name.zh));

    function change(zone) {
      Object.assign(form, { zone: zone.id, now: typed(zone), was: typed(zone), missing: '' });
    }
    function close() {
      form.zone = '';
      state.problems = [];
    }
    async function preview(event) {
      event.preventDefault();
      form.missing = ['zh', 'en', 'windows', 'service'].find((field) => form.now[field].trim() === '' && form.was[field] !== '') ?? '';
      if (form.missing) {
        await nextTick();
        document.querySelector(`#zone-${form.missing}`).focus();
        return;
      }
      await plan(() => ({
        edits: VALUES.filter(([field]) => !equal(form.now[field], form.was[field]))
          .map(([field, path, valueOf]) => ({ path: `zones/${form.zone}/${path}`, value: valueOf(form.now[field]) })),
      }), close);
    }
    function second(id, wanted) {
      const others = form.now.second.filter((skill) => skill.zone !== id);
      form.now.second = wanted ? [...others, { zone: id, 'penalty-minutes': USUAL_PENALTY_MINUTES }] : others;
    }

    const set = (field) => (value) => {
      form.now[field] = value;
      form.missing = '';
    };
    const nameField = (name) => textField(`zone-${name}`, w().zoneName[name], form.now[name], set(name), {
      maxlength: NAME_CHARS, autofocus: name === 'zh', lang: name === 'zh' ? 'zh-CN' : 'en', 'aria-invalid': form.missing === name ? 'true' : undefined,
    });
    const box = () => h(Box, { title: w().zoneTitle(nameOf(zoneOf(form.zone))), wide: true, busy: state.busy, onClose: close }, () => h('form', { class: 'confirm', novalidate: true, onSubmit: preview }, [
      h('div', { class: 'pair' }, [nameField('zh'), nameField('en')]),
      h('div', { class: 'pair' }, [
        number('zone-windows', w().windowCount, form.now.windows, MOST_WINDOWS, '', set('windows'), form.missing === 'windows'),
        number('zone-service', w().usualService, form.now.service, MOST_MINUTES, words().supervision.minutes, set('service'), form.missing === 'service'),
      ]),
      h('fieldset', [h('legend', w().second), h('p', { class: 'soft' }, w().secondHelp), h('div', { class: 'checks' }, zones().filter((zone) => zone.id !== form.zone).map((zone) => h('label', { key: zone.id }, [
        h('input', { type: 'checkbox', checked: form.now.second.some((skill) => skill.zone === zone.id), onChange: (event) => second(zone.id, event.target.checked) }),
        `${zone['ticket-prefix']} ${nameOf(zone)}`,
      ])))]),
      missingLine('zone-missing', form.missing && w().fieldMissing),
      problemList(state.problems),
      h('div', { class: 'answers' }, [
        h('button', { type: 'submit', class: 'primary', 'aria-disabled': String(state.busy) }, w().preview), h('button', { type: 'button', onClick: close }, words().staff.no),
      ]),
    ]));
    const besides = (zone) => (zone['second-skills'] ?? []).length > 0
      && ` · ${w().alsoServes(zone['second-skills'].map((skill) => (zoneOf(skill.zone) ? nameOf(zoneOf(skill.zone)) : skill.zone)))}`;

    return () => [
      h('ul', { class: 'zone-list' }, zones().map((zone) => h('li', { key: zone.id, 'data-zone': zone.id }, [
        h('i', { class: 'prefix' }, zone['ticket-prefix']),
        h('div', { class: 'what' }, [h('strong', nameOf(zone)), inOther(zone), h('small', [w().windowsOf(zone['ticket-prefix'], zone.windows), besides(zone)])]),
        h('button', { type: 'button', class: 'line', 'aria-label': w().changeOf(nameOf(zone)), onClick: () => change(zone) }, w().change),
      ]))),
      form.zone && zoneOf(form.zone) && !state.plan && box(),
    ];
  },
});
