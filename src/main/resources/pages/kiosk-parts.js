/** What the screens of the kiosk are put together from. */
import { h } from './vue.js';
import { millisOf } from './clock.js';
import { both, icon } from './parts.js';
import { words, wordsIn } from './words.js';

const MINUTE = 60_000;

/** A question, with its English below while the page is Chinese. */
export const question = (key, ...values) => {
  const text = (lang) => {
    const word = wordsIn(lang).kiosk[key];
    return typeof word === 'function' ? word(...values) : word;
  };
  return h('h1', { tabindex: -1 }, both({ zh: text('zh'), en: text('en') }));
};

/** A large button with a drawing. */
export const action = (kind, drawing, text, onClick, more = {}) => h(
  'button',
  { type: 'button', class: ['act', kind], onClick, ...more },
  [drawing && icon(drawing), h('span', text)],
);

/** What somebody who came now would wait, in words; empty when nobody can say. */
export function waitOf(estimates, queue) {
  const hint = estimates.find((one) => one.queue === queue);
  if (!hint) {
    return '';
  }
  const half = Math.ceil(millisOf(hint.p50) / MINUTE);
  const most = Math.ceil(millisOf(hint.p90) / MINUTE);
  return most === 0 ? '' : words().kiosk.wait(half, most);
}

/** A screen that says one thing, and what to do. */
export const message = (name, title, lines, actions) => h('div', { class: ['message', name] }, [
  icon(name),
  h('h1', { tabindex: -1 }, title),
  lines.map((line) => h('p', line)),
  actions,
]);
