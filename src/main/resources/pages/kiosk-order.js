/** What a person at the kiosk has chosen, and the request it becomes. */
import { newKey } from './api.js';

/** Matters of one visit; a hall that allows fewer says so when numbers are asked for. */
export const MOST_MATTERS = 5;

const PENDING_MILLIS = 120_000;

/** One matter of each queue or item: the same twice would be the same number. */
export function withMatter(matters, matter) {
  return matters.some((one) => one.queue.id === matter.queue.id && one.item?.id === matter.item?.id)
    ? matters
    : [...matters, matter];
}

/** The body of the request for numbers. */
export function bodyOf(matters, guideCode) {
  const asked = matters.map(({ queue, item }) => (item ? { item: item.id } : { queue: queue.id }));
  const body = asked.length === 1 ? { ...asked[0] } : { matters: asked };
  return guideCode ? { ...body, guideCode } : body;
}

/**
 * The key of numbers that were asked for and never answered: whoever asks for the same next gets
 * them, so none is lost and nobody gets two. Of one tab: two tabs are two kiosks.
 */
export const pending = {
  take(body) {
    const name = pending.name(body);
    const kept = JSON.parse(sessionStorage.getItem(name) ?? 'null');
    const key = kept && Date.now() - kept.at < PENDING_MILLIS ? kept.key : newKey();
    sessionStorage.setItem(name, JSON.stringify({ key, at: Date.now() }));
    return key;
  },
  forget: (body) => sessionStorage.removeItem(pending.name(body)),
  name: (body) => `yichuang.pending.${location.pathname}.${JSON.stringify(body)}`,
};
