/** The one thing to do now, as the server reckons it, in words. */
import { dayOf, millisOf, serverNow, timeOfDay } from './clock.js';
import { h } from './vue.js';
import { icon } from './parts.js';
import { language, words } from './words.js';

/** How loud a kind is: `act` now, `look`, `well`, or `rest`. */
const LOUDNESS = {
  unmanned: 'act', 'open-windows': 'act', 'lend-windows': 'act', 'too-few': 'act', paused: 'act',
  unknown: 'look', overtime: 'look', alarms: 'look',
  well: 'well', opening: 'rest', ended: 'rest', closed: 'rest',
};
const SIGNS = { act: 'lost', look: 'bell', well: 'check', rest: 'closed' };
const DAY_MILLIS = 86_400_000;

export const loudness = (advice) => LOUDNESS[advice.kind];

/** Whole minutes of a duration; what is above zero is at least one. */
export function minutesOf(duration) {
  const millis = millisOf(duration ?? 'PT0S');
  return millis === 0 ? 0 : Math.max(1, Math.round(millis / 60_000));
}

/** What is so, and what to do about it. */
export function adviceWords(advice, queue, zone) {
  const say = words().supervision.advice[advice.kind];
  const clock = (at) => at && timeOfDay(Date.parse(at), zone);
  const later = (at) => (at && Date.parse(at) - serverNow() > DAY_MILLIS / 2
    ? `${dayOf(Date.parse(at), zone, language.value)} ${clock(at)}` : clock(at));
  return say({
    ...advice,
    queue,
    minutes: minutesOf(advice.p50),
    then: minutesOf(advice.then),
    windows: advice.windows ?? [],
    since: clock(advice.since),
    opens: later(advice.opens),
  });
}

/** The sentence with its sign. */
export const adviceSign = (advice) => icon(SIGNS[loudness(advice)]);

export const adviceBanner = (advice, queue, zone, facts, actions) => {
  const [says, todo] = adviceWords(advice, queue, zone);
  return h('section', { class: ['advice', loudness(advice)], 'data-advice': advice.kind, 'aria-live': 'polite', 'aria-atomic': 'true' }, [
    adviceSign(advice),
    h('div', { class: 'says' }, [h('p', { class: 'sentence' }, says), todo && h('p', { class: 'todo' }, todo)]),
    actions,
    h('dl', { class: 'facts' }, facts.map(([name, value]) => h('div', [h('dt', name), h('dd', value)]))),
  ]);
};
