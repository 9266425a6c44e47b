/** What a draft changes, seen before it is stored, and storing it over the version that it was written on. */
import { defineComponent, h } from './vue.js';
import { Refused, ask, newKey } from './api.js';
import { Changes } from './admin-text.js';
import { icon } from './parts.js';
import { Box, failureText } from './staff.js';
import { words } from './words.js';

/** @param desk what the page knows */
export function planning(desk) {
  const { base, state, failed, note, w } = desk;

  /**
   * Shows what a draft would change; nothing is stored.
   *
   * @param make answers `file` or `edits`, and `over`, the version that they were written on; asked
   *     once more when somebody else has stored meanwhile
   * @param stored is called when it was stored
   */
  async function plan(make, stored = () => {}) {
    if (state.busy) {
      return;
    }
    state.busy = true;
    state.problems = [];
    note();
    try {
      const { file = state.config.newest.file, edits = [], over = state.config.newest.version } = make();
      const seen = await ask('POST', `${base}/configuration/preview`, { body: { file, edits } });
      state.plan = { ...seen, over, make, whenStored: stored, when: 'tomorrow', failure: null, overtaken: false, stored: 0, key: newKey() };
    } catch (failure) {
      if (failure instanceof Refused && failure.slug === 'invalid-configuration') {
        state.problems = failure.problems;
      } else {
        failed(failure);
      }
    } finally {
      state.busy = false;
    }
  }

  async function store() {
    const planned = state.plan;
    if (state.busy) {
      return;
    }
    state.busy = true;
    planned.failure = null;
    try {
      const stored = await ask('PUT', `${base}/configuration`, { body: { file: planned.file, over: planned.over } });
      planned.stored = stored.version;
      if (planned.when === 'now') {
        await ask('POST', `${base}/reconfigure`, { body: { version: stored.version }, key: planned.key });
      }
      note('good', planned.when === 'now' ? w().inForceNow(stored.version) : w().inForceTomorrow(stored.version));
      await desk.load();
      planned.whenStored();
      state.plan = null;
      desk.reloadHall();
    } catch (failure) {
      await refused(planned, failure);
    } finally {
      state.busy = false;
    }
  }

  async function refused(planned, failure) {
    planned.failure = failureText(failure);
    if (failure instanceof Refused && failure.slug === 'configuration-overtaken') {
      planned.overtaken = true;
      await desk.load();
      planned.failure = { title: w().othersStored(state.config.newest.version, state.config.newest.by ?? w().imported), help: null };
    } else if (planned.stored) {
      planned.failure.title = w().storedNotNow(planned.stored, planned.failure.title);
    }
  }

  const again = () => plan(state.plan.make, state.plan.whenStored);
  return { plan, store, again };
}

export const PlanBox = defineComponent({
  props: { desk: Object },
  setup({ desk }) {
    const { state, w, store, again } = desk;
    const close = () => { state.plan = null; };
    const isSame = () => state.plan.file === state.config.newest.file;

    function act(event) {
      event.preventDefault();
      if (!isSame() && !state.plan.overtaken) {
        store();
      }
    }
    const when = () => h('fieldset', { class: 'when' }, [h('legend', w().when), h('div', { class: 'checks' }, ['tomorrow', 'now'].map((time) => h('label', { key: time }, [
      h('input', { type: 'radio', name: 'when', value: time, checked: state.plan.when === time, onChange: () => { state.plan.when = time; } }), w().whenWords[time],
    ])))]);
    const changes = () => (state.plan.changes.length === 0 ? h('p', { class: 'empty' }, w().onlyText)
      : h(Changes, { changes: state.plan.changes, more: state.plan.more, hall: desk.hall() }));
    const failure = () => state.plan.failure && h('div', { class: 'notice bad', role: 'alert' }, [icon('lost'), h('div', [
      h('strong', state.plan.failure.title), state.plan.failure.help && h('p', { class: 'detail', lang: 'en' }, state.plan.failure.help),
    ])]);
    function main() {
      if (isSame()) {
        return null;
      }
      return state.plan.overtaken
        ? h('button', { type: 'button', class: 'primary', id: 'plan-again', onClick: again }, w().previewAgain)
        : h('button', { type: 'submit', class: 'primary', id: 'store', autofocus: true, 'aria-disabled': String(state.busy) }, state.busy ? words().staff.busy : w().store);
    }
    return () => h(Box, {
      title: w().planTitle, help: isSame() ? undefined : w().planHelp(state.plan.against), wide: true, busy: state.busy, onClose: close,
    }, () => h('form', { class: 'confirm', novalidate: true, onSubmit: act }, [
      isSame() ? h('p', { class: 'empty' }, w().noChange) : changes(),
      state.alwaysOpen && state.part === 'hours' && h('p', { class: 'soft' }, w().alwaysOpen),
      !isSame() && !state.plan.overtaken && when(),
      failure(),
      h('div', { class: 'answers' }, [main(), h('button', { type: 'button', autofocus: isSame(), onClick: () => !state.busy && close() }, words().staff.no)]),
    ]));
  },
});
