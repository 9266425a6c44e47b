/** What a clerk sees at a window beyond the hall's board; asked for when the board says it changed. */
import { reactive, watch } from './vue.js';
import { Refused, ask } from './api.js';
import { rowOf } from './board.js';

/** How long a change may stay unseen: of the window's own queues, of anything else in the hall. */
const QUEUES_MILLIS = 1_000;
const HALL_MILLIS = 5_000;

/**
 * Follows the desk of one window after the other.
 *
 * @param live from `followBoard`
 * @param windowId the window now; null: none
 * @param signedOut is called when the server does not know who asks
 */
export function followDesk(slug, live, windowId, signedOut) {
  const desk = reactive({ data: null });
  let timer = 0;
  let dueAt = Infinity;
  let askedAt = 0;
  let asking = false;

  function within(millis) {
    const at = Math.max(Date.now(), askedAt + millis);
    if (at < dueAt) {
      dueAt = at;
      clearTimeout(timer);
      timer = setTimeout(refresh, at - Date.now());
    }
  }

  async function refresh() {
    dueAt = Infinity;
    const id = windowId();
    if (!id) {
      return;
    }
    if (asking) {
      within(QUEUES_MILLIS);
      return;
    }
    asking = true;
    askedAt = Date.now();
    try {
      const data = await ask('GET', `/api/v1/halls/${slug}/windows/${id}/desk`);
      if (id === windowId()) {
        desk.data = data;
      }
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 401) {
        signedOut();
      } else {
        within(HALL_MILLIS);
      }
    } finally {
      asking = false;
    }
  }

  const queueRows = () => JSON.stringify((desk.data?.queues ?? []).map((queue) => rowOf(live.board?.queues, queue.id)));
  watch(windowId, () => {
    desk.data = null;
    within(0);
  }, { immediate: true });
  watch(() => [live.state, JSON.stringify(rowOf(live.board?.windows, windowId()))], () => within(0));
  watch(queueRows, () => within(QUEUES_MILLIS));
  watch(() => live.board?.seq, () => within(HALL_MILLIS));

  return { desk, refresh: () => within(0) };
}
