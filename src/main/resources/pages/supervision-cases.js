/** Which cases are late or about to be, and who must act; and how cases do, in figures with their formula. */
import { defineComponent, h, reactive } from './vue.js';
import { ask } from './api.js';
import { serverNow, timeOfDay } from './clock.js';
import { followSocket } from './live-socket.js';
import { icon, notice, useAgain } from './parts.js';
import { failureText } from './staff.js';
import { local, words } from './words.js';

const FIGURES_AGAIN_MILLIS = 60_000;
const SHOWN_CASES = 8;
const DAY_MILLIS = 86_400_000;
/** The worst first. */
const LEVELS = ['escalated-to-supervisor', 'escalated-to-department-lead', 'escalated-to-window-head', 'escalated-to-backup', 'red', 'yellow'];
const HEADLINES = ['on-time', 'on-the-spot', 'satisfied'];
const COUNTS = ['visits-per-case'];

const byUrgency = (a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.dueDate.localeCompare(b.dueDate) || a.case.localeCompare(b.case);

/** Alarms of a hall's cases that nobody has met, the worst first, and its open cases by their lights. */
function followCases(hall, ended) {
  const live = reactive({ alarms: null, lights: null, state: 'loading', since: Date.now(), again: () => {} });
  const lightsOf = (halls) => halls.find((one) => one.hall === hall) ?? live.lights;
  const sorted = (alarms) => alarms.filter((alarm) => alarm.hall === hall).sort(byUrgency);

  function take(message) {
    if (message.type === 'snapshot') {
      live.alarms = sorted(message.alarms);
      live.lights = lightsOf(message.halls);
      link.settled();
    } else if (message.type === 'delta' && live.alarms) {
      const changed = new Set([...(message.cleared ?? []), ...(message.alarms ?? []).map((alarm) => alarm.case)]);
      live.alarms = sorted([...live.alarms.filter((alarm) => !changed.has(alarm.case)), ...(message.alarms ?? [])]);
      live.lights = lightsOf(message.halls ?? []);
      link.vouched();
    }
  }
  const link = followSocket(`/api/v1/supervision/live?hall=${hall}`, live, { take, known: () => live.alarms, ended });
  return live;
}

export const HallCases = defineComponent({
  props: { slug: String, zone: String, windows: Array, ended: Function },
  setup(props) {
    const live = followCases(props.slug, props.ended);
    const state = reactive({ figures: null, failure: null, all: false });
    const w = () => words().supervision.cases;
    useAgain(async () => {
      try {
        state.figures = await ask('GET', `/api/v1/supervision/indicators?hall=${props.slug}`);
        state.failure = null;
      } catch (failure) {
        state.failure = failureText(failure);
      }
    }, FIGURES_AGAIN_MILLIS);

    const today = () => Date.parse(new Intl.DateTimeFormat('sv-SE', { timeZone: props.zone }).format(serverNow()));
    const daysLeft = (date) => Math.round((Date.parse(date) - today()) / DAY_MILLIS);

    /** Where whoever must act is at work now. */
    const at = (account) => account && props.windows.find((window) => window.clerk === account)?.id;
    const person = (account) => account && ` · ${w().account(account)}${at(account) ? ` · ${w().at(at(account))}` : ''}`;

    const row = (alarm) => h('li', { key: alarm.case, 'data-case': alarm.case, class: alarm.light }, [
      h('span', { class: ['mark', 'light', alarm.light] }, w().due(daysLeft(alarm.dueDate))),
      h('div', { class: 'what' }, [
        h('strong', alarm.itemName ? local(alarm.itemName) : alarm.item),
        h('small', `${alarm.case} · ${w().clock(alarm.clock)} · ${alarm.dueDate}`),
      ]),
      h('div', { class: 'acts' }, [h('b', w().to[alarm.to]), h('small', [w().since(alarm.level), person(alarm.account)])]),
    ]);
    function list() {
      if (live.alarms.length === 0) {
        return h('p', { class: 'empty' }, w().none);
      }
      const hidden = live.alarms.length - SHOWN_CASES;
      const more = Math.max(live.lights?.alarms ?? 0, live.alarms.length) - live.alarms.length;
      return [
        h('ul', { class: 'case-list' }, (state.all ? live.alarms : live.alarms.slice(0, SHOWN_CASES)).map(row)),
        hidden > 0 && h('button', { type: 'button', class: 'line', 'aria-expanded': String(state.all), onClick: () => { state.all = !state.all; } }, state.all ? w().fewer : w().all(hidden)),
        state.all && more > 0 && h('p', { class: 'soft' }, w().more(more)),
      ];
    }
    const lights = () => live.lights && h('p', { class: 'lights' }, ['red', 'yellow', 'green'].map((light) => h('span', { class: ['mark', 'light', light] }, w().lights[light](live.lights[light]))));
    const urgent = () => h('section', { class: 'card cases', 'aria-labelledby': 'cases-title' }, [
      h('h2', { id: 'cases-title' }, w().title),
      live.state === 'stale' && h('p', { class: 'notice stale', role: 'status' }, [icon('lost'), words().stale(timeOfDay(live.since, props.zone))]),
      live.alarms === null ? h('div', { class: 'skeleton', 'aria-busy': 'true' }) : [lights(), list()],
    ]);

    const indicator = (id) => state.figures.indicators.find((one) => one.id === id);
    const value = (one) => (one.value === undefined ? '–' : COUNTS.includes(one.id) ? one.value.toFixed(2) : `${(100 * one.value).toFixed(1)}%`);
    const figure = (one) => h('div', { key: one.id, class: 'indicator', 'data-indicator': one.id }, [
      h('dt', w().names[one.id]),
      h('dd', [h('b', value(one)), h('span', one.denominator > 0 ? `${one.numerator} ÷ ${one.denominator}` : one.note ? local(one.note) : w().nothing)]),
      h('dd', { class: 'soft' }, local(one.formula)),
    ]);
    const shown = () => HEADLINES.map(indicator).filter((one) => one.id !== 'satisfied' || one.denominator > 0);
    const figures = () => h('section', { class: 'card case-figures', 'aria-labelledby': 'figures-title' }, [
      h('h2', { id: 'figures-title' }, [w().figures, state.figures && h('small', w().period(state.figures.from, state.figures.to))]),
      state.failure && notice('warn', state.failure.title, state.failure.help),
      state.figures === null ? h('div', { class: 'skeleton', 'aria-busy': 'true' }) : [
        h('p', { class: 'soft' }, w().counts(state.figures.cases)),
        h('dl', { class: 'indicators' }, shown().map(figure)),
        h('details', [h('summary', w().others), h('dl', { class: 'indicators' }, state.figures.indicators.filter((one) => !shown().includes(one)).map(figure))]),
      ],
    ]);
    return () => h('div', { class: 'of-cases' }, [urgent(), figures()]);
  },
});
