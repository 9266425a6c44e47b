/** Words of the pages, Chinese first. */
import { shallowRef } from './vue.js';
import en from './words-en.js';
import zh from './words-zh.js';

const all = { zh, en };
const STORED = 'yichuang.language';

/** The reader's language: `zh` or `en`. */
export const language = shallowRef('zh');

/** The words of the reader's language. */
export const words = () => all[language.value];

/** The words of a given language. */
export const wordsIn = (lang) => all[lang];

/** A text of the catalogue, in the reader's language. */
export const local = (text) => text[language.value];

/** Several names in one line. */
export const listed = (names) => names.join(language.value === 'zh' ? '、' : ', ');

/** Changes the language of the page. */
export function speakTo(lang, { keep = false } = {}) {
  language.value = lang;
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  if (keep) {
    localStorage.setItem(STORED, lang);
  }
}

/** Takes the language that was kept on this device. */
export function speakAsBefore() {
  speakTo(localStorage.getItem(STORED) === 'en' ? 'en' : 'zh');
}
