/** The week, and days on which the hall is closed. */
import { defineComponent, h, nextTick } from './vue.js';
import { equal, missingLine, problemList, textField, valueAt } from './admin-fields.js';
import { words } from './words.js';

const DAYS = ['workdays', 'sat', 'sun', 'make-up', 'holidays'];
const SPANS = 2;
const REASON_CHARS = 100;
const NO_CLOSURE = { date: '', reason: '' };

export const HoursPanel = defineComponent({
  props: { desk: Object },
  setup({ desk }) {
    const { state, plan, w } = desk;
    /** Days that somebody types: the others are as the newest version says. */
    const form = desk.draft('hours', () => ({
      days: {}, wrong: null, closure: { ...NO_CLOSURE }, closureMissing: '', isTyped() { return Object.keys(this.days).length > 0 || Boolean(this.closure.date || this.closure.reason); },
    }));
    const closed = () => state.tree.closures ?? [];

    const stated = (day) => valueAt(state.tree, `opening/${day}`) ?? (day === 'workdays' ? state.tree['opening-hours'] ?? state.tree.simulation?.['opening-hours'] : undefined) ?? [];
    function padded(day) {
      const spans = stated(day).map((span) => span.split('-').map((end) => end.trim()));
      return [...spans, ...Array.from({ length: Math.max(0, SPANS - spans.length) }, () => ['', ''])];
    }
    const spansOf = (day) => form.days[day] ?? padded(day);
    const filled = (day) => spansOf(day).filter(([from, until]) => from && until).map(([from, until]) => `${from}-${until}`);

    function type(day, index, end, value) {
      form.days[day] ??= padded(day);
      form.days[day][index][end] = value;
      form.wrong = null;
    }
    /** The first span that is no span: `end` is the missing one, or the one that is too early. */
    function firstWrong() {
      for (const day of Object.keys(form.days)) {
        const index = form.days[day].findIndex(([from, until]) => Boolean(from) !== Boolean(until) || (from && until <= from));
        if (index >= 0) {
          const [from, until] = form.days[day][index];
          return { day, index, end: from ? 1 : 0, kind: from && until ? 'order' : from ? 'until' : 'from' };
        }
      }
      return null;
    }

    async function saveHours(event) {
      event.preventDefault();
      form.wrong = firstWrong();
      if (form.wrong) {
        await nextTick();
        document.querySelector('.hours [aria-invalid="true"]').focus();
        return;
      }
      await plan(
        () => ({ edits: DAYS.filter((day) => !equal(filled(day), stated(day))).map((day) => ({ path: `opening/${day}`, value: filled(day) })) }),
        () => { form.days = {}; },
      );
    }
    async function addClosure(event) {
      event.preventDefault();
      form.closureMissing = !form.closure.date ? 'date' : !form.closure.reason.trim() ? 'reason' : '';
      if (form.closureMissing) {
        await nextTick();
        document.querySelector(`#closure-${form.closureMissing}`).focus();
        return;
      }
      const added = { dates: form.closure.date, reason: form.closure.reason.trim() };
      await plan(() => ({ edits: [{ path: 'closures', value: [...closed(), added] }] }), () => { form.closure = { ...NO_CLOSURE }; });
    }
    const remove = (closure) => plan(() => ({ edits: [{ path: 'closures', value: closed().filter((one) => !equal(one, closure)) }] }));

    const isWrong = (day, index, end) => form.wrong?.day === day && form.wrong.index === index && form.wrong.end === end;
    const time = (day, index, end, value) => h('input', {
      type: 'time', value, 'aria-label': w().timeLabel(w().days[day], index + 1, end), 'aria-invalid': isWrong(day, index, end) ? 'true' : undefined,
      'aria-describedby': isWrong(day, index, end) ? 'span-wrong' : undefined, onInput: (event) => type(day, index, end, event.target.value),
    });
    const dayRow = (day) => h('fieldset', { key: day, class: 'day-hours', 'data-day': day }, [
      h('legend', w().days[day]),
      h('div', { class: 'spans' }, spansOf(day).map(([from, until], index) => h('span', { class: 'span', key: index }, [time(day, index, 0, from), h('span', '–'), time(day, index, 1, until)]))),
      form.wrong?.day === day ? missingLine('span-wrong', w().spanWrong[form.wrong.kind](form.wrong.index + 1))
        : filled(day).length === 0 && h('span', { class: 'soft' }, day === 'make-up' ? w().likeWorkdays : w().closedDay),
    ]);
    const closureField = (name, attributes) => textField(`closure-${name}`, w().closure[name], form.closure[name], (value) => {
      form.closure[name] = value;
      form.closureMissing = '';
    }, { ...attributes, 'aria-invalid': form.closureMissing === name ? 'true' : undefined });

    return () => [
      problemList(state.problems),
      state.alwaysOpen && h('p', { class: 'notice' }, w().alwaysOpen),
      h('form', { class: 'hours', novalidate: true, onSubmit: saveHours }, [
        ...DAYS.map(dayRow),
        h('div', { class: 'answers' }, [
          h('button', { type: 'submit', class: 'primary' }, w().preview),
          Object.keys(form.days).length > 0 && h('button', { type: 'button', onClick: () => Object.assign(form, { days: {}, wrong: null }) }, w().undo),
        ]),
      ]),
      h('h3', w().closures),
      closed().length === 0 ? h('p', { class: 'empty' }, w().noClosures) : h('ul', { class: 'plain-list' }, closed().map((closure) => h('li', { key: JSON.stringify(closure) }, [
        h('span', [h('b', typeof closure.dates === 'string' ? closure.dates : JSON.stringify(closure.dates)), ` ${closure.reason ?? ''}`]),
        h('button', { type: 'button', class: 'line', 'aria-label': w().removeOf(closure.reason ?? closure.dates), onClick: () => remove(closure) }, w().remove),
      ]))),
      h('form', { class: 'row-form', novalidate: true, onSubmit: addClosure }, [
        closureField('date', { type: 'date' }), closureField('reason', { maxlength: REASON_CHARS }),
        h('button', { type: 'submit' }, w().addClosure),
        missingLine('closure-missing', form.closureMissing && w().closureMissing[form.closureMissing]),
      ]),
    ];
  },
});
