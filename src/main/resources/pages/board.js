/** A hall's board as it changes; the rules of `/asyncapi.yaml`. */
import { reactive } from './vue.js';
import { followSocket } from './live-socket.js';

function replaced(rows, changes) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  (changes ?? []).forEach((row) => byId.set(row.id, row));
  return [...byId.values()];
}

/**
 * What a delta makes of a board: the newer board, the same board when the delta is old, null when
 * something is missing.
 */
export function applied(board, delta) {
  if (!board || delta.epoch !== board.epoch || delta.from > board.seq) {
    return null;
  }
  if (delta.to <= board.seq) {
    return board;
  }
  return {
    ...board,
    seq: delta.to,
    queues: replaced(board.queues, delta.changes.queues),
    windows: replaced(board.windows, delta.changes.windows),
    recentCalls: delta.changes.recentCalls ?? board.recentCalls,
    notices: delta.changes.notices ?? board.notices,
    alarms: delta.changes.alarms ?? board.alarms,
    callsOutOfOrder: delta.changes.callsOutOfOrder ?? board.callsOutOfOrder,
  };
}

/**
 * Follows a hall as `followSocket` does: its board, or with the topic `supervision` what supervisors
 * see; `ended` is called when the session may not look any more. `live.identify` is the device that
 * was last asked to show its name. `estimates` says what somebody who came now would wait in each
 * queue, as far as that is known.
 */
export function followBoard(hall, { topic = 'board', ended = () => {} } = {}) {
  const live = reactive({ board: null, estimates: [], state: 'loading', since: Date.now(), identify: null, again: () => {} });

  function take(message) {
    if (message.type === 'snapshot') {
      live.board = message.board ?? message.supervision;
      link.settled();
    } else if (message.type === 'delta') {
      const next = applied(live.board, message);
      if (next) {
        live.board = next;
        link.vouched();
      } else {
        link.askForSnapshot();
      }
    } else if (message.type === 'hint') {
      live.estimates = message.estimates;
    } else if (message.type === 'identify') {
      live.identify = message;
    }
  }

  const link = followSocket(`/api/v1/halls/${hall}/live?topic=${topic}`, live, { take, known: () => live.board, ended });
  return live;
}

/** Since when and why the hall stands still; undefined while it runs. */
export const pauseOf = (board) => board?.notices?.find((notice) => notice.kind === 'paused');

/** The row of a list of the board; undefined when there is none. */
export const rowOf = (rows, id) => rows?.find((row) => row.id === id);
