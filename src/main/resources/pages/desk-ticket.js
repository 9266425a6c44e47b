/** The left half of the console: who is at the window, and what to do now. */
import { h } from './vue.js';
import { ACTIONS, GUARD_MILLIS, OUTCOMES } from './desk-actions.js';
import { minutesAndSeconds, serverNow, timeOfDay } from './clock.js';
import { focusOn, notice } from './parts.js';
import { local, words } from './words.js';

const MOST_MATTERS = 20;

export const badge = (status) => h('span', { class: ['badge', status] }, words().window.state[status]);

/** Waiting so far, in words. */
export const waitedSince = (at) => words().window.minutes(Math.max(0, Math.floor((serverNow() - Date.parse(at)) / 60_000)));

/** The same where there is little room. */
export const shortWait = (at) => words().window.shortMinutes(Math.max(0, Math.floor((serverNow() - Date.parse(at)) / 60_000)));

/** Who gets a credit, in words. */
export const personBadge = (person) => person && h('span', { class: 'person-class' }, words().window.person[person]);

/** @param desk what the console knows; @param actions from `deskActions` */
export function ticketPane(desk, actions) {
  const { state } = desk;
  const keyHint = (key) => state.shortcuts && h('kbd', { 'aria-hidden': 'true' }, key);

  const outcomes = () => h('fieldset', { class: 'outcomes' }, [
    h('legend', words().window.outcome),
    state.outcomes.map((chosen, index) => h('div', { class: 'matter', key: index }, [
      state.outcomes.length > 1 && h('span', { class: 'which' }, words().window.matter(index + 1)),
      h('div', { class: 'choices', role: 'radiogroup', 'aria-label': words().window.matter(index + 1) }, OUTCOMES.map((outcome, place) => h('label', {
        class: chosen === outcome && 'chosen',
      }, [
        h('input', {
          type: 'radio',
          name: `matter-${index}`,
          value: outcome,
          checked: chosen === outcome,
          onChange: () => { state.outcomes[index] = outcome; focusOn('#main-action'); },
        }),
        h('span', words().window.outcomes[outcome]),
        state.outcomes.length === 1 && keyHint(place + 1),
      ]))),
      state.outcomes.length > 1 && h('button', {
        type: 'button', class: 'quiet', onClick: () => state.outcomes.splice(index, 1),
      }, words().window.remove),
      index === state.outcomes.length - 1 && index < MOST_MATTERS - 1 && h('button', {
        type: 'button', class: 'quiet add', onClick: () => state.outcomes.push('done'),
      }, `＋ ${words().window.add}`),
    ])),
  ]);

  const fact = (term, value) => value && h('div', [h('dt', term), h('dd', value)]);

  function facts(status) {
    const details = desk.details();
    const queue = details && state.hall.queues.find((one) => one.id === details.queue);
    return h('dl', { class: 'facts' }, [
      fact(words().window.queue, queue && local(queue.name)),
      fact(words().window.taken, details && timeOfDay(Date.parse(details.issuedAt), state.hall.zone)),
      fact(words().window.waitedWord, details && waitedOf(details)),
      fact(words().window.announced, status === 'called' && words().window.times(desk.announced().count)),
      fact(words().window.matters, details?.matters > 1 && details.matters),
      details?.person && h('div', [h('dt', { class: 'unseen' }, words().window.personWord), h('dd', personBadge(details.person))]),
      details?.rejoins > 0 && h('div', [h('dd', words().window.rejoined(details.rejoins))]),
    ]);
  }

  function waitedOf(details) {
    const until = desk.calledAt() || Date.parse(details.since);
    return words().window.minutes(Math.max(0, Math.floor((until - Date.parse(details.issuedAt)) / 60_000)));
  }

  const button = ({ name, key }, why, shared) => h('div', { class: 'side-action', key: name }, [
    h('button', {
      type: 'button',
      id: `do-${name}`,
      title: why || undefined,
      'aria-disabled': why ? 'true' : undefined,
      'aria-describedby': why ? shared || `why-${name}` : undefined,
      'aria-keyshortcuts': state.shortcuts ? key : undefined,
      onClick: () => actions.perform(name),
    }, [h('span', words().window.action[name]), keyHint(key)]),
    !shared && h('p', { id: `why-${name}`, class: 'why' }, why),
  ]);

  /** A row of actions; what forbids all of them is said once. */
  function buttons(name, label, list) {
    const whys = list.map((action) => actions.obstacle(action.name));
    const shared = whys[0] && whys.every((why) => why === whys[0]) ? `why-${name}` : '';
    return h('div', { class: 'side-actions', role: 'group', 'aria-label': label }, [
      list.map((action, index) => button(action, whys[index], shared)),
      shared && h('p', { id: shared, class: 'why shared' }, whys[0]),
    ]);
  }

  function nextUp() {
    const first = desk.data()?.next[0];
    return first && h('dl', { class: 'facts' }, [
      fact(words().window.next, first.number),
      fact(words().window.queue, local(state.hall.queues.find((one) => one.id === first.queue)?.name ?? { zh: '', en: '' })),
      fact(words().window.waitedWord, waitedSince(first.issuedAt)),
      first.person && h('div', [h('dd', personBadge(first.person))]),
    ]);
  }

  const legend = () => state.shortcuts && h('dl', { class: 'legend', 'aria-label': words().window.shortcuts }, [
    [[words().window.key], words().window.keys.main],
    [['1', '–', '5'], words().window.keys.outcome],
    [['1', '–', '9'], words().window.keys.held],
    [['Esc'], words().window.keys.back],
  ].map(([keys, text]) => h('div', [
    h('dt', keys.map((key) => (key === '–' ? '–' : h('kbd', key)))), h('dd', text),
  ])));

  const notes = () => h('div', { class: 'note' }, [
    state.trouble && notice('warn', words().window.trouble),
    state.note && notice(state.note.kind, state.note.title, state.note.help && h('span', { lang: 'en' }, state.note.help)),
  ]);

  return () => {
    const status = desk.status();
    const ticket = desk.row()?.ticket;
    const waiting = desk.waiting();
    const verb = actions.mainVerb();
    const since = status === 'called' ? desk.calledAt() : status === 'serving' ? desk.startedAt() : 0;
    const shown = desk.isOthers() ? 'others' : desk.armed() ? 'armed' : status === 'open' && !desk.hasNext() ? (waiting === 0 ? 'empty' : 'later') : status;
    return h('section', { class: ['pane', desk.isOthers() ? 'others' : status], 'aria-label': words().window.hint[shown] }, [
      h('p', { class: 'status', 'aria-live': 'polite' }, [badge(desk.armed() ? 'armed' : status), h('span', words().window.hint[shown])]),
      h('div', { class: 'who-is-here' }, [
        h('p', { class: ['number', !ticket && waiting === 0 && 'nobody', ticket?.length > 5 && 'long'], 'data-ticket': ticket }, ticket
          ?? [waiting, h('span', { class: 'unit' }, words().window.people)]),
        since > 0 && h('p', { class: 'timer', role: 'timer' }, [
          h('span', words().window.since[status]), h('b', desk.now() && minutesAndSeconds(serverNow() - since)),
        ]),
      ]),
      h('div', { class: 'middle' }, [
        ticket ? facts(status) : status === 'open' && nextUp(),
        status === 'serving' && !desk.isOthers() && outcomes(),
        notes(),
      ]),
      h('div', { class: 'main-step' }, [
        h('button', {
          type: 'button',
          id: 'main-action',
          class: 'primary',
          'data-state': status,
          'data-verb': verb,
          'data-ready': String(desk.now() - state.changedAt >= GUARD_MILLIS && !actions.obstacle('main')),
          'aria-disabled': actions.obstacle('main') ? 'true' : undefined,
          'aria-describedby': 'why-main',
          onClick: actions.main,
        }, [h('span', words().window.main[verb]), h('kbd', { 'aria-hidden': 'true' }, words().window.key)]),
        h('p', { id: 'why-main', class: 'why' }, actions.obstacle('main')),
      ]),
      buttons('of-ticket', words().window.ofTicket, ACTIONS.slice(0, 5)),
      buttons('of-window', words().window.ofWindow, ACTIONS.slice(5)),
      legend(),
    ]);
  };
}
