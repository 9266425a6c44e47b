/** The hall's file as text, what changed in it, and its earlier versions. */
import { defineComponent, h, nextTick, reactive } from './vue.js';
import { ask } from './api.js';
import { dayOf, timeOfDay } from './clock.js';
import { icon } from './parts.js';
import { Box } from './staff.js';
import { language, local, words } from './words.js';

const LINE = /^hall\.yaml:(\d+): (.*)$/s;

/** Where a change is, in words as far as there are any. */
function placeOf(path, hall) {
  const [head, id, ...rest] = path.split('/');
  const known = words().admin.places;
  const field = (names) => names.map((name) => known.fields[name] ?? name).join(' · ');
  if (head === 'queues') {
    const queue = hall?.queues.find((one) => one.id === id);
    return `${known.queue(queue ? local(queue.name) : id)} ${field(rest)}`;
  }
  if (head === 'windows') {
    return `${known.window(id)} ${field(rest)}`;
  }
  return field([head, id, ...rest].filter((name) => name !== undefined && name !== 'settings' && name !== 'plan'));
}

/** A value as people read it: milliseconds under names that say so become minutes. */
function valueOf(value, path) {
  if (value === undefined || value === null) {
    return '–';
  }
  if (typeof value === 'number' && /millis$/i.test(path.split('/').filter((name) => /millis/i.test(name)).at(-1) ?? '')) {
    return value % 60_000 === 0 ? `${value / 60_000} ${words().supervision.minutes}` : `${value / 1000} s`;
  }
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    return value.join('、') || '–';
  }
  return typeof value === 'object' ? (value.name?.zh ? `${value.name.zh}` : JSON.stringify(value)) : String(value);
}

export const Changes = defineComponent({
  props: { changes: Array, more: Boolean, hall: Object },
  setup: (props) => () => h('div', { class: 'scroll' }, [h('table', { class: 'changes' }, [
    h('thead', h('tr', words().admin.changeColumns.map((name) => h('th', { scope: 'col' }, name)))),
    h('tbody', props.changes.map((change) => h('tr', { key: change.path, 'data-change': change.path }, [
      h('th', { scope: 'row', title: change.path }, placeOf(change.path, props.hall)),
      h('td', { class: 'before' }, h('del', valueOf(change.before, change.path))),
      h('td', { class: 'after' }, h('ins', valueOf(change.after, change.path))),
    ]))),
    props.more && h('tfoot', h('tr', h('td', { colspan: 3 }, words().admin.moreChanges))),
  ])]),
});

/** The text; problems stand beside it and lead to their line. */
export function textPanel(desk) {
  const { state, plan, w } = desk;
  const form = reactive({ text: null, version: 0 });

  async function goTo(line) {
    await nextTick();
    const area = document.querySelector('#hall-text');
    const lines = form.text.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
    area.scrollTop = Math.max(0, (line - 6) * 20);
  }
  async function preview() {
    await plan({ file: form.text });
    const first = LINE.exec(state.problems[0] ?? '');
    if (first) {
      goTo(Number(first[1]));
    }
  }
  const problem = (text) => {
    const parts = LINE.exec(text);
    return h('li', { key: text }, parts
      ? h('button', { type: 'button', class: 'line', onClick: () => goTo(Number(parts[1])) }, [h('b', w().line(parts[1])), h('span', { lang: 'en' }, parts[2])])
      : h('span', { lang: 'en' }, text));
  };

  return () => {
    if (form.text === null || (form.version !== state.config.newest.version && form.text === form.from)) {
      form.text = state.config.newest.file;
      form.from = form.text;
      form.version = state.config.newest.version;
    }
    return [
      state.problems.length > 0 && h('div', { class: 'notice bad text-problems', role: 'alert' }, [icon('lost'), h('div', [h('strong', w().invalid), h('ul', state.problems.map(problem))])]),
      h('label', { for: 'hall-text', class: 'unseen' }, w().parts.text),
      h('textarea', {
        id: 'hall-text', spellcheck: false, autocapitalize: 'none', wrap: 'off', rows: 26, value: form.text, 'aria-invalid': state.problems.length > 0 ? 'true' : undefined,
        onInput: (event) => { form.text = event.target.value; },
      }),
      h('div', { class: 'answers' }, [
        h('button', { type: 'button', class: 'primary', id: 'preview-text', 'aria-disabled': String(state.busy), onClick: preview }, w().preview),
        form.text !== form.from && h('button', { type: 'button', onClick: () => { form.text = form.from; state.problems = []; } }, w().undo),
      ]),
    ];
  };
}

/** Who stored what when; a version can be looked at, and taken up again. */
export function historyPanel(desk) {
  const { base, state, plan, failed, w } = desk;
  const form = reactive({ versions: null, of: 0, shown: null });

  async function load() {
    form.of = state.config.newest.version;
    try {
      form.versions = (await ask('GET', `${base}/configurations`)).configurations;
    } catch (failure) {
      failed(failure);
    }
  }
  async function show(version) {
    try {
      form.shown = await ask('GET', `${base}/configurations/${version}`);
    } catch (failure) {
      failed(failure);
    }
  }
  const when = (at) => `${dayOf(Date.parse(at), state.hall.zone, language.value)} ${timeOfDay(Date.parse(at), state.hall.zone)}`;
  const box = () => h(Box, { title: w().versionTitle(form.shown.version), help: `${when(form.shown.storedAt)} · ${form.shown.by ?? w().imported}`, wide: true, onClose: () => { form.shown = null; } }, () => [
    form.shown.changes.length === 0 ? h('p', { class: 'empty' }, form.shown.version === 1 ? w().firstVersion : w().onlyText)
      : h(Changes, { changes: form.shown.changes, more: form.shown.more, hall: state.hall }),
    h('details', [h('summary', w().wholeText), h('pre', { tabindex: 0 }, form.shown.file)]),
    h('div', { class: 'answers' }, [
      form.shown.version !== state.config.newest.version && h('button', {
        type: 'button', class: 'primary', onClick: () => {
          const { file } = form.shown;
          form.shown = null;
          plan({ file });
        },
      }, w().takeUpAgain),
      h('button', { type: 'button', onClick: () => { form.shown = null; } }, words().staff.no),
    ]),
  ]);

  return () => {
    if (form.of !== state.config.newest.version) {
      load();
    }
    return [
      form.versions === null ? h('div', { class: 'skeleton', 'aria-busy': 'true' }) : h('ol', { class: 'plain-list versions' }, form.versions.map((entry) => h('li', { key: entry.version, 'data-version': entry.version }, [
        h('span', [
          h('b', w().version(entry.version)), ` ${when(entry.storedAt)} · ${entry.by ?? w().imported} `,
          entry.version === state.config.inForce.version && h('span', { class: 'mark in-force' }, w().inForce),
        ]),
        h('button', { type: 'button', class: 'line', onClick: () => show(entry.version) }, w().look),
      ]))),
      form.shown && box(),
    ];
  };
}
