/** The parts of a hall's administration while its manager is signed in; with the session ends all of it. */
import { defineComponent, h, onMounted, onUnmounted, reactive } from './vue.js';
import { Refused, ask, newKey } from './api.js';
import { AccountsPanel } from './admin-accounts.js';
import { DevicesPanel, NoticesPanel } from './admin-hall.js';
import { HoursPanel } from './admin-hours.js';
import { PlanBox, planning } from './admin-plan.js';
import { QueuesPanel } from './admin-queues.js';
import { RulesPanel } from './admin-rules.js';
import { HistoryPanel, TextPanel } from './admin-text.js';
import { followHall } from './hall.js';
import { icon } from './parts.js';
import { failureText } from './staff.js';
import { words } from './words.js';

const PANELS = {
  queues: QueuesPanel, hours: HoursPanel, rules: RulesPanel, notices: NoticesPanel, devices: DevicesPanel, accounts: AccountsPanel, text: TextPanel, history: HistoryPanel,
};
const PARTS = Object.keys(PANELS);
const AFTER_FAILURE_MILLIS = 3_000;

const partOfAddress = () => (PARTS.includes(location.hash.slice(1)) ? location.hash.slice(1) : PARTS[0]);

export const HallAdmin = defineComponent({
  props: { slug: String, user: Object, draft: Function },
  setup({ slug, user, draft }) {
    const base = `/api/v1/halls/${slug}`;
    const followed = followHall(slug, null);
    const state = reactive({ part: partOfAddress(), config: null, tree: null, alwaysOpen: false, plan: null, problems: [], busy: false, lost: false });
    const w = () => words().admin;
    let again = 0;
    let over = false;

    function failed(failure) {
      if (failure instanceof Refused && failure.status === 401) {
        user.signedOut();
        return;
      }
      const text = failureText(failure);
      user.note('bad', text.title, text.help);
    }

    async function load() {
      clearTimeout(again);
      try {
        const config = await ask('GET', `${base}/configuration`);
        const read = await ask('POST', `${base}/configuration/preview`, { body: { file: config.newest.file } });
        Object.assign(state, { config, tree: read.tree, alwaysOpen: read.alwaysOpen === true, lost: false });
      } catch (failure) {
        state.lost = true;
        if (failure instanceof Refused) {
          failed(failure);
        } else if (!over) {
          again = setTimeout(load, AFTER_FAILURE_MILLIS);
        }
      }
    }

    const desk = { slug, base, state, draft, failed, note: user.note, w, load, hall: () => followed.hall, reloadHall: followed.again };
    Object.assign(desk, planning(desk));

    async function useNewest() {
      const { version } = state.config.newest;
      try {
        await ask('POST', `${base}/reconfigure`, { body: { version }, key: newKey() });
        user.note('good', w().inForceNow(version));
        await load();
      } catch (failure) {
        failed(failure);
      }
    }

    function show(part) {
      state.part = part;
      state.problems = [];
      state.plan = null;
    }
    function go(part) {
      show(part);
      user.note();
      history.pushState(null, '', `#${part}`);
    }
    const wentBack = () => show(partOfAddress());
    onMounted(() => {
      addEventListener('popstate', wentBack);
      load();
    });
    onUnmounted(() => {
      over = true;
      clearTimeout(again);
      removeEventListener('popstate', wentBack);
    });

    const menu = () => h('nav', { class: 'parts', 'aria-label': w().title }, h('ul', PARTS.map((part) => h('li', { key: part }, [
      h('a', {
        href: `#${part}`, 'aria-current': state.part === part ? 'page' : undefined,
        onClick: (event) => { event.preventDefault(); go(part); },
      }, w().parts[part]),
    ]))));
    const waitingVersion = () => state.config && state.config.newest.version !== state.config.inForce.version && h('div', { class: 'notice warn', role: 'status' }, [
      icon('closed'), h('div', [h('strong', w().waits(state.config.newest.version, state.config.inForce.version))]),
      h('button', { type: 'button', id: 'use-newest', onClick: useNewest }, w().useNow),
    ]);

    return () => h('main', [
      h('h1', { class: 'unseen', tabindex: -1 }, w().title),
      state.lost && h('div', { class: 'notice stale', role: 'status' }, [icon('lost'), h('strong', words().signIn.lost)]),
      waitingVersion(),
      user.noteLine(),
      h('div', { class: 'arranged' }, [menu(), followed.hall && state.tree
        ? h('section', { class: 'card part', 'data-part': state.part, key: state.part, 'aria-labelledby': 'part-title' }, [
          h('h2', { id: 'part-title' }, w().parts[state.part]), h('p', { class: 'soft lead' }, w().leads[state.part]), h(PANELS[state.part], { desk }),
        ])
        : h('div', { class: 'skeleton tall', 'aria-busy': 'true' })]),
      state.plan && h(PlanBox, { desk }),
    ]);
  },
});
