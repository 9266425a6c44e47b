/** Components that several pages share. */
import { h, nextTick, onMounted, onUnmounted, ref } from './vue.js';
import { language, local, speakTo, words } from './words.js';

const PATHS = {
  back: 'M15 5l-7 7 7 7',
  globe: 'M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18',
  lost: 'M12 4l9 16H3zM12 10v4M12 17v.5',
  closed: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3 3',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4 21c0-5 4-7 8-7s8 2 8 7',
  check: 'M5 13l5 5 9-11',
  sound: 'M4 9v6h4l5 4V5L8 9zM17 9c1 2 1 4 0 6M19.5 7c2 3 2 7 0 10',
  search: 'M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l5 5',
  help: 'M12 3a9 9 0 100 18 9 9 0 000-18zM9.5 9.5a2.5 2.5 0 113.5 2.3c-.7.4-1 .9-1 1.7M12 17v.2',
  plus: 'M12 5v14M5 12h14',
  bin: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  key: 'M15 3a6 6 0 11-5 9l-7 7v2h4l1-2 2-1v-2h2l1-1M16 8v.1',
  large: 'M3 19L8.5 5 14 19M5 14h7M15 19l3-8 3 8M16 16h4',
  contrast: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 3v18M12 7h5M12 12h8M12 17h5',
  printer: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z',
  bell: 'M6 17h12l-1.5-3V10a4.5 4.5 0 00-9 0v4zM10 20h4',
  stop: 'M12 3a9 9 0 100 18 9 9 0 000-18zM6 6l12 12',
};

/** A drawing beside a word; never alone, so hidden from screen readers. */
export const icon = (name) => h(
  'svg',
  { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
  [h('path', { d: PATHS[name] })],
);

/** Chinese with its English, where everybody reads the same screen. */
export const bilingual = (tag, name, zh, en) => h(tag, { class: name }, [zh, h('span', { lang: 'en' }, en)]);

/** A text in the reader's language; who reads Chinese finds the English below. */
export const both = (text) => [local(text), language.value === 'zh' && h('small', { lang: 'en' }, text.en)];

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

/**
 * Does something when the component is shown, and again each time `millis` after it has ended, until
 * the component is left. The task may answer how many milliseconds it is until the next time.
 *
 * @returns {() => Promise<void>} does it at once
 */
export function useAgain(task, millis) {
  let timer = 0;
  let over = false;
  async function now() {
    clearTimeout(timer);
    const next = await task();
    clearTimeout(timer);
    timer = over ? 0 : setTimeout(now, next ?? millis);
  }
  onMounted(now);
  onUnmounted(() => {
    over = true;
    clearTimeout(timer);
  });
  return now;
}

/** Puts the focus where a new screen begins, so that it is read from there. */
export async function focusOn(selector) {
  await nextTick();
  document.querySelector(selector)?.focus({ preventScroll: true });
}

/** The name of the hall of this page. */
export const hallOfPage = () => document.body.dataset.hall;
