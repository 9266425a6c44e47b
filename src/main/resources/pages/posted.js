/** What the hall tells everybody at present. */
import { h, onMounted, onUnmounted, reactive } from './vue.js';
import { ask } from './api.js';
import { serverNow } from './clock.js';
import { icon } from './parts.js';

const AGAIN_MILLIS = 30_000;
const LOOK_MILLIS = 5_000;
/** Half of the time for which one notice is shown before the next. */
const TURN_MILLIS = 8_000;
const LONG_FROM = 40;

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

/** Long ones are written smaller, so that each fits the one place there is. */
const lengthOf = (notice) => (notice.zh.length > LONG_FROM ? 'long' : 'short');

/**
 * One notice after the other in the same place, so that they take nothing from the calls however many
 * there are; all displays of a hall show the same one. In every second turn the place may be given to
 * something else (`rests`), where a screen has no room of its own for it.
 */
export function postedPlace(posted) {
  const { shown } = posted;
  if (shown.length === 0) {
    return null;
  }
  const turn = Math.floor(serverNow() / TURN_MILLIS);
  const nth = Math.floor(turn / 2) % shown.length;
  const notice = shown[nth];
  return h('section', { class: ['posted', lengthOf(notice), turn % 2 === 1 && 'rests'], 'data-posted': notice.id }, [
    icon('bell'),
    h('p', [h('strong', notice.zh), notice.en && h('span', { lang: 'en' }, notice.en)]),
    shown.length > 1 && h('small', `${nth + 1}/${shown.length}`),
  ]);
}
