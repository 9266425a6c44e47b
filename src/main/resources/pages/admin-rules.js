/** Credits in minutes, limits of misses and alarms. */
import { defineComponent, h, nextTick } from './vue.js';
import { missingLine, number, problemList, valueAt } from './admin-fields.js';
import { words } from './words.js';

/** Numbers of the rules, each with what is usual; the group's unit, where all have one, and its most. */
const RULES = [
  ['class', [['credits-minutes/elderly', 15], ['credits-minutes/with-infant', 15], ['credits-minutes/disabled', 20], ['credits-minutes/service', 20], ['credits-minutes/green-channel', 60]], 'minutes', 1440],
  ['waiting', [['long-wait-minutes', 20], ['conduct/idle-minutes', 5], ['conduct/unmanned-minutes', 5], ['conduct/silent-minutes', 2], ['end-after-minutes', 15]], 'minutes', 480],
  ['missed', [['rejoin/within-minutes', 30], ['rejoin/within-calls', 10], ['rejoin/at-most', 2], ['rules/max-recalls', 3]], '', 1440],
];
const USUAL = Object.fromEntries(RULES.flatMap(([, fields]) => fields));
const idOf = (path) => path.replace('/', '-');

export const RulesPanel = defineComponent({
  props: { desk: Object },
  setup({ desk }) {
    const { state, plan, w } = desk;
    /** Numbers that somebody types, by their path. */
    const form = desk.draft('rules', () => ({ numbers: {}, missing: '', isTyped() { return Object.keys(this.numbers).length > 0; } }));
    const stored = (path) => valueAt(state.tree, path) ?? USUAL[path];

    async function save(event) {
      event.preventDefault();
      form.missing = Object.keys(form.numbers).find((path) => form.numbers[path] === '') ?? '';
      if (form.missing) {
        await nextTick();
        document.querySelector(`#${idOf(form.missing)}`).focus();
        return;
      }
      await plan(
        () => ({ edits: Object.entries(form.numbers).filter(([path, value]) => Number(value) !== stored(path)).map(([path, value]) => ({ path, value: Number(value) })) }),
        () => { form.numbers = {}; },
      );
    }
    function type(path, value) {
      form.numbers[path] = value;
      form.missing = '';
    }
    const field = (path, unit, most) => number(
      idOf(path), w().rules[path], form.numbers[path] ?? stored(path), most,
      unit || path.endsWith('minutes') ? words().supervision.minutes : w().times, (value) => type(path, value), form.missing === path,
    );
    return () => [
      problemList(state.problems),
      h('form', { class: 'rules', novalidate: true, onSubmit: save }, [
        ...RULES.map(([group, fields, unit, most]) => h('fieldset', { key: group }, [
          h('legend', w().ruleGroups[group]),
          h('div', { class: 'numbers' }, fields.map(([path]) => field(path, unit, most))),
        ])),
        missingLine('rule-missing', form.missing && w().numberMissing(w().rules[form.missing])),
        h('div', { class: 'answers' }, [
          h('button', { type: 'submit', class: 'primary' }, w().preview),
          Object.keys(form.numbers).length > 0 && h('button', { type: 'button', onClick: () => Object.assign(form, { numbers: {}, missing: '' }) }, w().undo),
        ]),
      ]),
    ];
  },
});
