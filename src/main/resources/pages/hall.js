/** A hall's configuration on a page that stays open for days. */
import { getCurrentScope, onScopeDispose, reactive, watch } from './vue.js';
import { loadHall } from './api.js';

const AGAIN_MILLIS = 300_000;
const AFTER_FAILURE_MILLIS = 15_000;

/**
 * Asks for the hall now, when its board has another configuration or day, and every five minutes: its
 * hours change with the day. Never twice at once. Ends with the component that began it; `again()`
 * asks at once.
 *
 * @param live from `followBoard`; null: the page has no board
 * @param loaded is told of each answer
 */
export function followHall(slug, live, loaded) {
  const state = reactive({ hall: null, again: find });
  let again = 0;
  let asking = false;
  let changed = false;
  let over = false;

  async function find() {
    clearTimeout(again);
    if (asking || over) {
      changed = true;
      return;
    }
    asking = true;
    changed = false;
    let next = AGAIN_MILLIS;
    try {
      state.hall = await loadHall(slug, ended);
      await loaded?.(state.hall);
    } catch (failure) {
      next = AFTER_FAILURE_MILLIS;
    } finally {
      asking = false;
      again = over ? 0 : setTimeout(find, changed ? 0 : next);
    }
  }

  /** Asking goes on while the server is away, but not for a page that is left. */
  function ended() {
    if (over) {
      throw new Error('left');
    }
  }
  if (getCurrentScope()) {
    onScopeDispose(() => {
      over = true;
      clearTimeout(again);
    });
  }
  watch(() => live?.board && `${live.board.businessDay} ${live.board.version}`, (now, before) => before && find());
  find();
  return state;
}
