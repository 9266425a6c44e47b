/** A hall's configuration on a page that stays open for days. */
import { reactive, watch } from './vue.js';
import { loadHall } from './api.js';

const AGAIN_MILLIS = 300_000;
const AFTER_FAILURE_MILLIS = 15_000;

/**
 * Asks for the hall now, when its board has another configuration, and every five minutes: its
 * hours change with the day.
 *
 * @param live from `followBoard`
 * @param loaded is told of each answer
 */
export function followHall(slug, live, loaded) {
  const state = reactive({ hall: null });
  let again = 0;
  let asking = false;

  async function find() {
    clearTimeout(again);
    if (asking) {
      return;
    }
    asking = true;
    let next = AGAIN_MILLIS;
    try {
      state.hall = await loadHall(slug);
      await loaded?.(state.hall);
    } catch (failure) {
      next = AFTER_FAILURE_MILLIS;
    } finally {
      asking = false;
      again = setTimeout(find, next);
    }
  }

  watch(() => live.board?.version, (now, before) => before && find());
  find();
  return state;
}
