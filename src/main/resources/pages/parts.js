/** Components that several pages share. */
import { h, nextTick, onMounted, onUnmounted, ref } from './vue.js';
import { language, speakTo, words } from './words.js';

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  globe: 'M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18',
  lost: 'M12 4l9 16H3zM12 10v4M12 17v.5',
  closed: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3 3',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4 21c0-5 4-7 8-7s8 2 8 7',
  check: 'M5 13l5 5 9-11',
  sound: 'M4 9v6h4l5 4V5L8 9zM17 9c1 2 1 4 0 6M19.5 7c2 3 2 7 0 10',
  stop: 'M12 3a9 9 0 100 18 9 9 0 000-18zM6 6l12 12',
};

/** A drawing beside a word; never alone, so hidden from screen readers. */
export const icon = (name) => h(
  'svg',
  { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
  [h('path', { d: PATHS[name] })],
);

/** A notice with a sign, a title and what to do. */
export const notice = (kind, title, help) => h(
  'div',
  { class: ['notice', kind], role: kind === 'bad' ? 'alert' : 'status' },
  [icon(kind === 'good' ? 'check' : 'lost'), h('div', [h('strong', title), help && h('p', help)])],
);

/** Changes between Chinese and English. */
export const languageSwitch = (keep) => h(
  'button',
  {
    type: 'button',
    class: 'language',
    lang: language.value === 'zh' ? 'en' : 'zh-CN',
    onClick: () => speakTo(language.value === 'zh' ? 'en' : 'zh', { keep }),
  },
  [icon('globe'), words().other],
);

/** Milliseconds now, anew every `millis`. */
export function useNow(millis) {
  const now = ref(Date.now());
  let timer = 0;
  onMounted(() => {
    timer = setInterval(() => { now.value = Date.now(); }, millis);
  });
  onUnmounted(() => clearInterval(timer));
  return now;
}

/** Puts the focus where a new screen begins, so that it is read from there. */
export async function focusOn(selector) {
  await nextTick();
  document.querySelector(selector)?.focus({ preventScroll: true });
}

/** The name of the hall of this page. */
export const hallOfPage = () => document.body.dataset.hall;
