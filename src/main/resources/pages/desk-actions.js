/** What a clerk can do, under which key, and why not now. */
import { Refused, command } from './api.js';
import { millisOf, serverNow } from './clock.js';
import { focusOn } from './parts.js';
import { words } from './words.js';

const PATIENCE_MILLIS = 30_000;
/** What takes longer is said to be under way; all else would only flicker. */
const SLOW_MILLIS = 500;
/** A second press that was meant for the state before must not do the next step. */
export const GUARD_MILLIS = 600;

export const OUTCOMES = ['done', 'accepted', 'incomplete', 'consulted', 'referred'];

/** In the order of their buttons; those with `asks` open a dialog first. */
export const ACTIONS = [
  { name: 'recall', key: 'R' },
  { name: 'miss', key: 'M' },
  { name: 'put-back', key: 'B' },
  { name: 'hold', key: 'H', asks: true },
  { name: 'transfer', key: 'T', asks: true },
  { name: 'call', key: 'G', asks: true },
  { name: 'quick-serve', key: 'Q', asks: true },
  { name: 'reopen', key: 'U' },
  { name: 'pause', key: 'P' },
  { name: 'close', key: 'C' },
];
const OF_TICKET = ['put-back', 'rejoin'];
const NEEDS_FREE = ['call', 'quick-serve', 'reopen', 'resume-ticket'];

/** @param desk what the console knows: `state`, `live`, `row`, `status`, `data`, `slug`, `hasNext` */
export function deskActions(desk) {
  const { state, live } = desk;
  const secondsUntil = (at) => Math.ceil((at - serverNow()) / 1000);

  /** The step that is right now. */
  function mainVerb() {
    if (desk.isOthers()) {
      return 'take-over';
    }
    if (desk.status() === 'open') {
      return desk.armed() ? 'disarm' : desk.hasNext() ? 'call-next' : 'store-next';
    }
    return { closed: 'open', paused: 'resume', called: 'start', serving: 'complete' }[desk.status()];
  }

  function whyNotRecall(why) {
    const { at, count } = desk.announced();
    const rules = state.hall.rules;
    const wait = secondsUntil(at + millisOf(rules.recallAfter));
    return count > rules.maxRecalls ? why.recalls(rules.maxRecalls) : wait > 0 ? why.wait(wait) : '';
  }

  function whyNotMiss(why) {
    const rules = state.hall.rules;
    const missing = rules.missAnnouncements - desk.announced().count;
    const wait = secondsUntil(desk.calledAt() + millisOf(rules.missAfter));
    return missing > 0 ? why.announcements(missing) : wait > 0 ? why.wait(wait) : '';
  }

  /** Why an action cannot be done now; empty when it can. */
  function obstacle(action) {
    const why = words().window.why;
    const status = desk.status();
    if (live.state !== 'live') {
      return why.lost;
    }
    if (state.slow) {
      return why.busy;
    }
    if (action === 'main' || action === 'rejoin') {
      return '';
    }
    if (desk.isOthers()) {
      return why.others;
    }
    if (status === 'closed') {
      return why.closed;
    }
    if (action === 'close' || action === 'pause') {
      return status === 'open' || (status === 'paused' && action === 'close') ? '' : status === 'paused' ? why.paused : why.occupied;
    }
    if (NEEDS_FREE.includes(action)) {
      if (status !== 'open') {
        return status === 'paused' ? why.paused : why.occupied;
      }
      const completed = desk.data()?.completed;
      return action === 'reopen' && !(Date.parse(completed?.reopenUntil) > serverNow()) ? why.noCompleted : '';
    }
    if (status !== 'called' && status !== 'serving') {
      return why.noTicket;
    }
    if (action === 'transfer') {
      return '';
    }
    if (action === 'hold') {
      return status === 'serving' ? '' : why.notStarted;
    }
    if (status === 'serving') {
      return why.serving;
    }
    return action === 'recall' ? whyNotRecall(why) : action === 'miss' ? whyNotMiss(why) : '';
  }

  function said(failure) {
    if (!(failure instanceof Refused)) {
      desk.note('bad', words().window.gaveUp);
    } else if (failure.status === 401) {
      desk.signedOut();
    } else {
      const known = words().problems[failure.slug];
      desk.note('bad', known ?? (failure.title || words().refused), known ? '' : failure.detail);
    }
  }

  /** Does it, repeating it under one key until the server answers. */
  async function act(verb, { body, ticket } = {}) {
    if (state.busy) {
      return;
    }
    state.busy = verb;
    const slow = setTimeout(() => { state.slow = true; }, SLOW_MILLIS);
    desk.note();
    const path = OF_TICKET.includes(verb) ? `tickets/${ticket}/${verb}` : `windows/${state.windowId}/${verb}`;
    try {
      const answer = await command(`/api/v1/halls/${desk.slug}/${path}`, {
        body,
        patienceMillis: PATIENCE_MILLIS,
        onTrouble: () => { state.trouble = true; },
      });
      if (verb === 'call-next' || verb === 'call') {
        desk.called(answer);
      }
      const done = words().window.did[verb];
      if (verb === 'call-next' && answer === null) {
        desk.note('plain', words().window.nobody);
      } else if (done && answer) {
        desk.note('good', done(answer.number ?? ''));
      }
    } catch (failure) {
      said(failure);
    } finally {
      clearTimeout(slow);
      Object.assign(state, { busy: '', slow: false, trouble: false });
      desk.refresh();
      focusOn('#main-action');
    }
  }

  function main() {
    const verb = mainVerb();
    if (!verb || obstacle('main') || state.asks || Date.now() - state.changedAt < GUARD_MILLIS) {
      return;
    }
    if (verb === 'take-over') {
      state.asks = { name: verb };
    } else {
      act(verb, verb === 'complete' ? { body: { outcomes: [...state.outcomes] } } : {});
    }
  }

  /** Does an action of the list, or asks for what it needs. */
  function perform(action, given) {
    if (obstacle(action)) {
      return;
    }
    if (ACTIONS.find((one) => one.name === action)?.asks) {
      state.asks = { name: action, ...given };
    } else if (action === 'reopen') {
      act(action, { body: { ticket: desk.data().completed.id } });
    } else if (action === 'resume-ticket') {
      act(action, { body: { ticket: given.ticket } });
    } else {
      act(action, { ticket: given?.ticket ?? desk.ticketId() });
    }
  }

  return { act, main, mainVerb, obstacle, perform };
}
