/** A hall's board as it changes; the rules of `/asyncapi.yaml`. */
import { reactive } from './vue.js';
import { setServerTime } from './clock.js';

const HEARTBEAT_MILLIS = 5_000;
const OLD_AFTER_MILLIS = 2 * HEARTBEAT_MILLIS + 1_000;
const ASK_AGAIN_MILLIS = 1_500;
const LONGEST_PAUSE_MILLIS = 20_000;

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

const SESSION_ENDED = 4001;

/**
 * Follows a hall for as long as the page lives: its board, or with the topic `supervision` what
 * supervisors see; `ended` is called when the session may not look any more, `live.again()` looks
 * anew. `live.identify` is the device that was last asked to show its name.
 *
 * `state` is `loading` before the first board, `live`, or `stale` since `since` (this device's
 * milliseconds). What became stale is live again when the server vouches for it. `estimates` says
 * what somebody who came now would wait in each queue, as far as that is known.
 */
export function followBoard(hall, { topic = 'board', ended = () => {} } = {}) {
  const live = reactive({ board: null, estimates: [], state: 'loading', since: Date.now(), identify: null, again: () => {} });
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const address = `${scheme}://${location.host}/api/v1/halls/${hall}/live?topic=${topic}`;
  let socket = null;
  let heardAt = Date.now();
  let triedAt = 0;
  let askedAt = 0;
  let failures = 0;
  let retry = 0;

  function vouched() {
    heardAt = Date.now();
    if (live.board) {
      live.state = 'live';
    }
  }

  function askForSnapshot() {
    if (Date.now() - askedAt > ASK_AGAIN_MILLIS && socket?.readyState === WebSocket.OPEN) {
      askedAt = Date.now();
      socket.send('{"type":"snapshot"}');
    }
  }

  function take(message) {
    if (message.type === 'snapshot') {
      live.board = message.board ?? message.supervision;
      failures = 0;
      askedAt = 0;
      if (live.state === 'loading') {
        vouched();
      }
    } else if (message.type === 'delta') {
      const next = applied(live.board, message);
      if (next) {
        live.board = next;
        vouched();
      } else {
        askForSnapshot();
      }
    } else if (message.type === 'hint') {
      live.estimates = message.estimates;
    } else if (message.type === 'heartbeat') {
      setServerTime(message.at);
      vouched();
    } else if (message.type === 'identify') {
      live.identify = message;
    }
  }

  function connect() {
    clearTimeout(retry);
    triedAt = Date.now();
    const mine = new WebSocket(address);
    socket = mine;
    mine.onmessage = (event) => socket === mine && take(JSON.parse(event.data));
    mine.onclose = (event) => {
      if (socket === mine) {
        socket = null;
        if (event.code === SESSION_ENDED) {
          ended();
          return;
        }
        const longest = Math.min(LONGEST_PAUSE_MILLIS, 1_000 * 2 ** failures++);
        retry = setTimeout(connect, longest * (0.3 + 0.7 * Math.random()));
      }
    };
  }

  function reconnect() {
    const old = socket;
    socket = null;
    old?.close();
    connect();
  }

  function watch() {
    if (Date.now() - heardAt > OLD_AFTER_MILLIS && live.state !== 'stale') {
      live.state = 'stale';
      live.since = heardAt;
      if (socket) {
        reconnect();
      }
    } else if (live.state === 'stale' && socket && Date.now() - triedAt > OLD_AFTER_MILLIS) {
      reconnect();
    }
  }

  live.again = reconnect;
  addEventListener('online', reconnect);
  setInterval(watch, 500);
  connect();
  return live;
}

/** Since when and why the hall stands still; undefined while it runs. */
export const pauseOf = (board) => board?.notices?.find((notice) => notice.kind === 'paused');

/** The row of a list of the board; undefined when there is none. */
export const rowOf = (rows, id) => rows?.find((row) => row.id === id);
