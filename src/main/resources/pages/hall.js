/** A hall's configuration on a page that stays open for days. */
import { reactive, watch } from './vue.js';
import { loadHall } from './api.js';

const AGAIN_MILLIS = 300_000;
const AFTER_FAILURE_MILLIS = 15_000;

/**
 * Asks for the hall now, when its board has another configuration or day, and every five minutes: its
 * hours change with the day. Never twice at once.
 *
 * @param live from `followBoard`
 * @param loaded is told of each answer
 */
export function followHall(slug, live, loaded) {
  const state = reactive({ hall: null });
  let again = 0;
  let asking = false;
  let changed = false;

  async function find() {
    clearTimeout(again);
    if (asking) {
      changed = true;
      return;
    }
    asking = true;
    changed = false;
    let next = AGAIN_MILLIS;
    try {
      state.hall = await loadHall(slug);
      await loaded?.(state.hall);
    } catch (failure) {
      next = AFTER_FAILURE_MILLIS;
    } finally {
      asking = false;
      again = setTimeout(find, changed ? 0 : next);
    }
  }

  watch(() => live.board && `${live.board.businessDay} ${live.board.version}`, (now, before) => before && find());
  find();
  return state;
}
