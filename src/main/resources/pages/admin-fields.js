/** What forms of the administration share. */
import { h } from './vue.js';
import { icon } from './parts.js';
import { words } from './words.js';

/** The value at a path of names; undefined when there is none. */
export const valueAt = (tree, path) => path.split('/').reduce((node, name) => node?.[name], tree);
export const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** What is missing in a form, where it is. */
export const missingLine = (id, text) => text && h('p', { id, class: 'missing', role: 'alert' }, text);

/** A number with its unit. */
export const number = (id, label, value, most, unit, set, isMissing = false) => h('div', { class: 'field', key: id }, [
  h('label', { for: id }, label),
  h('span', { class: 'with-unit' }, [
    h('input', {
      id, type: 'number', min: 0, max: most, value, inputmode: 'numeric', 'aria-invalid': isMissing ? 'true' : undefined, onInput: (event) => set(event.target.value),
    }), unit && h('span', unit),
  ]),
]);

/** A text; `attributes` are those of its input. */
export const textField = (id, label, value, set, attributes = {}) => h('div', { class: 'field' }, [
  h('label', { for: id }, label),
  h('input', { id, type: 'text', value, ...attributes, onInput: (event) => set(event.target.value) }),
]);

/** What a draft of the configuration breaks, line by line. */
export const problemList = (problems) => problems.length > 0 && h('div', { class: 'notice bad problems', role: 'alert' }, [icon('lost'), h('div', [
  h('strong', words().admin.invalid), h('ul', problems.map((problem) => h('li', { key: problem, lang: 'en' }, problem))),
])]);
