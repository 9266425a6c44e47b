/** The hall's file as text, what changed in it, and its earlier versions. */
import { defineComponent, h, nextTick, onMounted, reactive, watch } from './vue.js';
import { ask } from './api.js';
import { dayOf, timeOfDay } from './clock.js';
import { icon } from './parts.js';
import { Box } from './staff.js';
import { language, listed, local, words } from './words.js';

const LINE_PIXELS = 20;
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
    return listed(value) || '–';
  }
  return typeof value === 'object' ? (value.name?.zh ? local(value.name) ?? value.name.zh : JSON.stringify(value)) : String(value);
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

/**
 * The text; problems stand beside it and lead to their line. What was typed on a version stays when
 * another one is stored meanwhile, and says so.
 */
export const TextPanel = defineComponent({
  props: { desk: Object },
  setup({ desk }) {
    const { state, plan, w } = desk;
    const form = desk.draft('text', () => ({ text: '', from: '', version: 0, isTyped() { return this.text !== this.from; } }));
    const newest = () => state.config.newest;
    const takeNewest = () => Object.assign(form, { text: newest().file, from: newest().file, version: newest().version });
    const isOvertaken = () => form.version !== newest().version;
    watch(() => newest().version, () => form.isTyped() || takeNewest(), { immediate: true });

    async function goTo(line) {
      await nextTick();
      const area = document.querySelector('#hall-text');
      const lines = form.text.split('\n');
      const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
      area.focus();
      area.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
      area.scrollTop = Math.max(0, (line - 6) * LINE_PIXELS);
    }
    async function preview() {
      await plan(() => ({ file: form.text, over: form.version }), takeNewest);
      const first = LINE.exec(state.problems[0] ?? '');
      if (first) {
        goTo(Number(first[1]));
      }
    }
    function undo() {
      takeNewest();
      state.problems = [];
    }
    const problem = (text) => {
      const parts = LINE.exec(text);
      return h('li', { key: text }, parts
        ? h('button', { type: 'button', class: 'line', onClick: () => goTo(Number(parts[1])) }, [h('b', w().line(parts[1])), h('span', { lang: 'en' }, parts[2])])
        : h('span', { lang: 'en' }, text));
    };
    const overtaken = () => h('div', { class: 'notice warn overtaken', role: 'status' }, [
      icon('lost'), h('div', [h('strong', w().textOvertaken(form.version, newest().version, newest().by ?? w().imported)), h('p', w().textOvertakenHelp)]),
      h('button', { type: 'button', class: 'line', onClick: undo }, w().takeTheirs),
      h('button', { type: 'button', class: 'line', onClick: () => { form.version = newest().version; } }, w().keepMine),
    ]);

    return () => [
      isOvertaken() && overtaken(),
      state.problems.length > 0 && h('div', { class: 'notice bad text-problems', role: 'alert' }, [icon('lost'), h('div', [h('strong', w().invalid), h('ul', state.problems.map(problem))])]),
      h('label', { for: 'hall-text', class: 'unseen' }, w().parts.text),
      h('textarea', {
        id: 'hall-text', spellcheck: false, autocapitalize: 'none', wrap: 'off', rows: 26, value: form.text, 'aria-invalid': state.problems.length > 0 ? 'true' : undefined,
        onInput: (event) => { form.text = event.target.value; },
      }),
      h('div', { class: 'answers' }, [
        h('button', { type: 'button', class: 'primary', id: 'preview-text', 'aria-disabled': String(state.busy), onClick: preview }, w().preview),
        form.isTyped() && h('button', { type: 'button', onClick: undo }, w().undo),
      ]),
    ];
  },
});

/** Who stored what when; a version can be looked at, and taken up again. */
export const HistoryPanel = defineComponent({
  props: { desk: Object },
  setup({ desk }) {
    const { base, state, plan, failed, w } = desk;
    const form = reactive({ versions: null, shown: null });
    const newest = () => state.config.newest.version;

    async function load() {
      try {
        form.versions = (await ask('GET', `${base}/configurations`)).configurations;
      } catch (failure) {
        form.versions ??= [];
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
    function takeUp() {
      const { file } = form.shown;
      form.shown = null;
      plan(() => ({ file }));
    }
    onMounted(load);
    watch(newest, load);

    const when = (at) => `${dayOf(Date.parse(at), desk.hall().zone, language.value)} ${timeOfDay(Date.parse(at), desk.hall().zone)}`;
    const close = () => { form.shown = null; };
    const box = () => h(Box, { title: w().versionTitle(form.shown.version), help: `${when(form.shown.storedAt)} · ${form.shown.by ?? w().imported}`, wide: true, onClose: close }, () => [
      form.shown.changes.length === 0 ? h('p', { class: 'empty' }, form.shown.version === 1 ? w().firstVersion : w().onlyText)
        : h(Changes, { changes: form.shown.changes, more: form.shown.more, hall: desk.hall() }),
      h('details', [h('summary', w().wholeText), h('pre', { tabindex: 0 }, form.shown.file)]),
      h('div', { class: 'answers' }, [
        form.shown.version !== newest() && h('button', { type: 'button', class: 'primary', onClick: takeUp }, w().takeUpAgain),
        h('button', { type: 'button', autofocus: true, onClick: close }, words().staff.no),
      ]),
    ]);
    const row = (entry) => h('li', { key: entry.version, 'data-version': entry.version }, [
      h('span', [
        h('b', w().version(entry.version)), ` ${when(entry.storedAt)} · ${entry.by ?? w().imported} `,
        entry.version === state.config.inForce.version && h('span', { class: 'mark in-force' }, w().inForce),
      ]),
      h('button', { type: 'button', class: 'line', 'aria-label': w().lookOf(entry.version), onClick: () => show(entry.version) }, w().look),
    ]);
    return () => [
      form.versions === null ? h('div', { class: 'skeleton', 'aria-busy': 'true' }) : h('ol', { class: 'plain-list versions' }, form.versions.map(row)),
      form.shown && box(),
    ];
  },
});
