/** A WebSocket of the server that comes back by itself, and knows how old its news are. */
import { getCurrentScope, onScopeDispose } from './vue.js';
import { setServerTime } from './clock.js';

const HEARTBEAT_MILLIS = 5_000;
const OLD_AFTER_MILLIS = 2 * HEARTBEAT_MILLIS + 1_000;
const ASK_AGAIN_MILLIS = 1_500;
const LONGEST_PAUSE_MILLIS = 20_000;
const LOOK_MILLIS = 500;
const SESSION_ENDED = 4001;

/**
 * Follows a path for as long as the component lives that began to, else as long as the page.
 *
 * `live.state` is `loading` before anything is known, `live`, or `stale` since `live.since` (this
 * device's milliseconds); what became stale is live again when the server vouches for it.
 * `live.again()` connects anew.
 *
 * @param {string} path with its query
 * @param {{state: string, since: number, again: () => void}} live is changed
 * @param {{take: (message: object) => void, known: () => boolean, ended: () => void}} how `take` is
 *     told of each message but the heartbeats, `known` says whether there is something to vouch for,
 *     `ended` is called when the session may not look any more
 * @returns {{vouched: () => void, settled: () => void, askForSnapshot: () => void}} for `take`:
 *     what is known is as the server has it; a snapshot has come; one is needed
 */
export function followSocket(path, live, { take, known, ended }) {
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;
  let socket = null;
  let heardAt = Date.now();
  let triedAt = 0;
  let askedAt = 0;
  let failures = 0;
  let retry = 0;

  function vouched() {
    heardAt = Date.now();
    if (known()) {
      live.state = 'live';
    }
  }

  function settled() {
    failures = 0;
    askedAt = 0;
    if (live.state === 'loading') {
      vouched();
    }
  }

  function askForSnapshot() {
    if (Date.now() - askedAt > ASK_AGAIN_MILLIS && socket?.readyState === WebSocket.OPEN) {
      askedAt = Date.now();
      socket.send('{"type":"snapshot"}');
    }
  }

  function told(message) {
    if (message.type === 'heartbeat') {
      setServerTime(message.at);
      vouched();
    } else {
      take(message);
    }
  }

  function connect() {
    clearTimeout(retry);
    triedAt = Date.now();
    const mine = new WebSocket(address);
    socket = mine;
    mine.onmessage = (event) => socket === mine && told(JSON.parse(event.data));
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

  function leave() {
    const old = socket;
    socket = null;
    old?.close();
  }

  function reconnect() {
    leave();
    connect();
  }

  function look() {
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
  const looking = setInterval(look, LOOK_MILLIS);
  if (getCurrentScope()) {
    onScopeDispose(() => {
      clearInterval(looking);
      clearTimeout(retry);
      removeEventListener('online', reconnect);
      leave();
    });
  }
  connect();
  return { vouched, settled, askForSnapshot };
}
