/** What the hall tells everybody at present. */
import { h, onMounted, onUnmounted, reactive } from './vue.js';
import { ask } from './api.js';
import { serverNow } from './clock.js';
import { icon } from './parts.js';

const AGAIN_MILLIS = 30_000;
const LOOK_MILLIS = 5_000;

/**
 * The notices of this moment, kept while the server cannot be asked.
 *
 * @returns {{shown: {id: number, zh: string, en?: string}[]}}
 */
export function followNotices(hall) {
  const posted = reactive({ shown: [] });
  let all = [];
  const timers = [];

  function look() {
    const at = serverNow();
    const shown = all.filter((notice) => Date.parse(notice.from) <= at && at < Date.parse(notice.until));
    if (JSON.stringify(shown) !== JSON.stringify(posted.shown)) {
      posted.shown = shown;
    }
  }
  async function refresh() {
    try {
      all = (await ask('GET', `/api/v1/halls/${hall}/notices`)).notices;
    } catch (lost) {
      // What was posted is as true as before; the board says that the server is lost.
    }
    look();
  }
  onMounted(() => {
    refresh();
    timers.push(setInterval(refresh, AGAIN_MILLIS), setInterval(look, LOOK_MILLIS));
  });
  onUnmounted(() => timers.forEach(clearInterval));
  return posted;
}

/** One line each, both languages; nothing while there is none. */
export const postedLines = (posted) => posted.shown.length > 0 && h('ul', { class: 'posted', role: 'status' }, posted.shown.map((notice) => h('li', { key: notice.id }, [
  icon('bell'), h('strong', notice.zh), notice.en && h('span', { lang: 'en' }, notice.en),
])));
