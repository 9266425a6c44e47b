/** The right half of the console: who comes next and why, who is held, who was missed. */
import { h } from './vue.js';
import { rowOf } from './board.js';
import { timeOfDay } from './clock.js';
import { badge, personBadge, shortWait, waitedSince } from './desk-ticket.js';
import { local, words } from './words.js';

const MOST_NEIGHBOURS = 8;
const HALF_MINUTE_MILLIS = 30_000;

/** @param desk what the console knows; @param actions from `deskActions` */
export function deskLists(desk, actions) {
  const { state, live } = desk;
  const clock = (at) => timeOfDay(at, state.hall.zone);
  const queueName = (id) => local(rowOf(state.hall.queues, id)?.name ?? { zh: id, en: id });

  /** Why a candidate stands where it stands. */
  function reason(candidate) {
    const credit = Date.parse(candidate.issuedAt ?? '') - candidate.key;
    const arrived = words().window.arrived(clock(candidate.key + (credit || 0)));
    if (!(Math.abs(credit) > HALF_MINUTE_MILLIS)) {
      return arrived;
    }
    const minutes = Math.round(Math.abs(credit) / 60_000);
    return `${arrived} · ${credit > 0 ? words().window.earlier(minutes) : words().window.later(minutes)}`;
  }

  const candidate = (one, index) => h('li', { key: one.id, class: index === 0 && 'first' }, [
    h('b', one.number),
    h('span', { class: 'name' }, [queueName(one.queue), h('small', reason(one))]),
    personBadge(one.person),
    index === 0 && h('span', { class: 'mark' }, words().window.first),
  ]);

  const chip = (ticket) => h('button', {
    type: 'button',
    class: 'chip',
    key: ticket.id,
    title: actions.obstacle('call') || words().window.callThis(ticket.number),
    'aria-disabled': actions.obstacle('call') ? 'true' : undefined,
    onClick: () => actions.perform('call', { number: ticket.number }),
  }, [ticket.number, h('small', shortWait(ticket.issuedAt))]);

  const queues = () => h('section', { class: 'panel' }, [
    h('h2', words().window.queues),
    h('ul', { class: 'queue-list' }, desk.queues().map((queue) => h('li', { key: queue.id }, [
      h('i', queue.prefix),
      h('span', { class: 'name' }, [queueName(queue.id), h('small', queue.lastCalled
        ? `${words().window.last} ${queue.lastCalled}`
        : `${words().window.today} ${queue.issued ?? 0}`)]),
      h('b', queue.waiting ?? 0),
      h('span', { class: 'unit' }, words().window.waiting),
      queue.firsts?.length > 0 && h('div', { class: 'chips' }, queue.firsts.map(chip)),
    ]))),
  ]);

  function why() {
    const call = state.call?.ticket.number === desk.row()?.ticket ? state.call : null;
    const list = desk.row()?.ticket ? call?.why : desk.data()?.next;
    if (!list || (list.length === 0 && !call)) {
      return null;
    }
    return h('section', { class: 'panel' }, [
      h('h2', call ? words().window.reason : words().window.next),
      list.length === 0
        ? h('p', { class: 'by-hand' }, words().window.byHand)
        : h('ol', { class: 'reasons' }, list.slice(0, 4).map(candidate)),
    ]);
  }

  const parkedRow = (ticket, detail, buttons) => h('li', { key: ticket.id }, [
    h('b', ticket.number), h('span', { class: 'name' }, [queueName(ticket.queue), h('small', detail)]), buttons,
  ]);

  const small = (action, text, key, run) => {
    const obstacle = actions.obstacle(action);
    return h('button', {
      type: 'button', class: 'small', title: obstacle || undefined, 'aria-disabled': obstacle ? 'true' : undefined, onClick: run,
    }, [text, key && state.shortcuts && h('kbd', { 'aria-hidden': 'true' }, key)]);
  };

  const parked = (name, tickets, row) => h('section', { class: ['panel', 'parked'], 'data-list': name }, [
    h('h2', [words().window[name], h('span', { class: 'how-many' }, tickets.length)]),
    tickets.length === 0 ? h('p', { class: 'none' }, words().window.noneOf[name]) : h('ul', tickets.map(row)),
  ]);

  /** Who was handed over to this window alone. */
  const reserved = () => desk.data()?.reserved.length > 0 && parked('reserved', desk.data().reserved, (ticket) => parkedRow(
    ticket, words().window.waited(waitedSince(ticket.issuedAt)), personBadge(ticket.person),
  ));

  const held = () => parked('held', desk.data()?.held ?? [], (ticket, place) => parkedRow(
    ticket,
    [ticket.reason, ` · ${waitedSince(ticket.since)}`, ticket.hereOnly && ` · ${words().window.hereOnlyShort}`],
    small('resume-ticket', words().window.goOn, place < 9 && place + 1, () => actions.perform('resume-ticket', { ticket: ticket.id })),
  ));

  const missed = () => parked('missed', desk.data()?.missed ?? [], (ticket) => parkedRow(
    ticket,
    words().window.missedAgo(waitedSince(ticket.since)),
    [
      small('call', words().window.callAgain, '', () => actions.perform('call', { number: ticket.number })),
      small('rejoin', words().window.rejoin, '', () => actions.perform('rejoin', { ticket: ticket.id })),
    ],
  ));

  /** The clerk's other windows; of many, those at work. */
  function neighbours() {
    const others = live.board.windows
      .filter((one) => one.id !== state.windowId && desk.mine().some((own) => own.id === one.id))
      .filter((one, place, all) => all.length <= MOST_NEIGHBOURS || one.state !== 'closed')
      .slice(0, MOST_NEIGHBOURS);
    return others.length > 0 && h('section', { class: 'panel' }, [
      h('h2', words().window.neighbours),
      h('ul', { class: 'neighbours' }, others.map((one) => h('li', { key: one.id }, [
        h('b', one.id), badge(one.state), h('span', one.ticket ?? ''),
      ]))),
    ]);
  }

  return () => h('aside', { 'aria-label': words().window.lists }, [why(), reserved(), queues(), held(), missed(), neighbours()]);
}
