/** A hall as its manager arranges it: forms for the usual, the text for everything, what changes before it does. */
import { createApp, h, onMounted, reactive } from './vue.js';
import { Refused, ask, loadHall, newKey } from './api.js';
import { adminForms } from './admin-forms.js';
import { accountsPanel } from './admin-accounts.js';
import { devicesPanel, noticesPanel } from './admin-hall.js';
import { Changes, historyPanel, textPanel } from './admin-text.js';
import { hallOfPage, icon } from './parts.js';
import { Box, failureText, staffBar, staffGate, useStaff } from './staff.js';
import { local, words } from './words.js';

const PARTS = ['queues', 'hours', 'rules', 'notices', 'devices', 'accounts', 'text', 'history'];

const Admin = {
  setup() {
    const slug = hallOfPage();
    const base = `/api/v1/halls/${slug}`;
    const state = reactive({
      hall: null, part: PARTS.includes(location.hash.slice(1)) ? location.hash.slice(1) : 'queues',
      config: null, tree: null, alwaysOpen: false, note: null, plan: null, problems: [], busy: false, lost: false,
    });
    const user = useStaff({
      may: (session) => session.roles.some((role) => ['manager', 'admin'].includes(role)) && (session.hall === undefined || session.hall === slug),
      remark: 'notHallManager',
      enter: load,
    });
    const w = () => words().admin;

    const note = (kind, title, help) => { state.note = title ? { kind, title, help } : null; };
    function failed(failure) {
      if (failure instanceof Refused && failure.status === 401) {
        user.signedOut();
        return;
      }
      const text = failureText(failure);
      note('bad', text.title, text.help);
    }

    async function load() {
      try {
        state.config = await ask('GET', `${base}/configuration`);
        const read = await ask('POST', `${base}/configuration/preview`, { body: { file: state.config.newest.file } });
        state.tree = read.tree;
        state.alwaysOpen = read.alwaysOpen === true;
        state.lost = false;
      } catch (failure) {
        state.lost = true;
        if (failure instanceof Refused) {
          failed(failure);
        } else {
          setTimeout(load, 3_000);
        }
      }
    }

    /** Shows what edits or a whole text would change; nothing is stored. */
    async function plan({ file = state.config.newest.file, edits = [] }) {
      if (state.busy) {
        return;
      }
      state.busy = true;
      state.problems = [];
      note();
      try {
        const seen = await ask('POST', `${base}/configuration/preview`, { body: { file, edits } });
        state.plan = { ...seen, on: state.config.newest.version, when: 'tomorrow', failure: null, key: newKey() };
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

    async function putIntoForce(version, key) {
      await ask('POST', `${base}/reconfigure`, { body: { version }, key });
    }

    async function store() {
      const planned = state.plan;
      if (state.busy) {
        return;
      }
      state.busy = true;
      planned.failure = null;
      try {
        const newest = await ask('GET', `${base}/configuration`);
        if (newest.newest.version !== planned.on && !planned.stored) {
          planned.failure = { title: w().othersStored(newest.newest.version, newest.newest.by ?? '') };
          state.config = newest;
          return;
        }
        const stored = await ask('PUT', `${base}/configuration`, { body: { file: planned.file } });
        planned.stored = stored.version;
        if (planned.when === 'now') {
          await putIntoForce(stored.version, planned.key);
        }
        state.plan = null;
        note('good', planned.when === 'now' ? w().inForceNow(stored.version) : w().inForceTomorrow(stored.version));
        await load();
        state.hall = await loadHall(slug);
      } catch (failure) {
        planned.failure = failureText(failure);
        if (planned.stored) {
          planned.failure.title = w().storedNotNow(planned.stored, planned.failure.title);
        }
      } finally {
        state.busy = false;
      }
    }

    async function useNewest() {
      try {
        await putIntoForce(state.config.newest.version, newKey());
        note('good', w().inForceNow(state.config.newest.version));
        await load();
      } catch (failure) {
        failed(failure);
      }
    }

    const desk = { slug, base, state, plan, failed, note, user, w };
    const panels = {
      ...adminForms(desk), notices: noticesPanel(desk), devices: devicesPanel(desk), accounts: accountsPanel(desk), text: textPanel(desk), history: historyPanel(desk),
    };

    function go(part) {
      state.part = part;
      state.problems = [];
      note();
      history.pushState(null, '', `#${part}`);
    }
    onMounted(async () => {
      addEventListener('popstate', () => { state.part = PARTS.includes(location.hash.slice(1)) ? location.hash.slice(1) : 'queues'; });
      state.hall = await loadHall(slug);
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

    const planBox = () => h(Box, { title: w().planTitle, help: w().planHelp(state.plan.against), wide: true, onClose: () => { state.plan = null; } }, () => [
      state.plan.changes.length === 0
        ? h('p', { class: 'empty' }, state.plan.file === state.config.inForce.file ? w().noChange : w().onlyText)
        : h(Changes, { changes: state.plan.changes, more: state.plan.more, hall: state.hall }),
      state.alwaysOpen && state.part === 'hours' && h('p', { class: 'soft' }, w().alwaysOpen),
      h('fieldset', { class: 'when' }, [h('legend', w().when), h('div', { class: 'checks' }, ['tomorrow', 'now'].map((when) => h('label', { key: when }, [
        h('input', { type: 'radio', name: 'when', value: when, checked: state.plan.when === when, onChange: () => { state.plan.when = when; } }), w().whenWords[when],
      ])))]),
      state.plan.failure && h('div', { class: 'notice bad', role: 'alert' }, [icon('lost'), h('div', [h('strong', state.plan.failure.title), state.plan.failure.help && h('p', { class: 'detail', lang: 'en' }, state.plan.failure.help)])]),
      h('div', { class: 'answers' }, [
        h('button', { type: 'button', class: 'primary', id: 'store', autofocus: true, 'aria-disabled': String(state.busy), onClick: store }, state.busy ? words().staff.busy : w().store),
        h('button', { type: 'button', onClick: () => { state.plan = null; } }, words().staff.no),
      ]),
    ]);

    const problems = () => state.problems.length > 0 && state.part !== 'text' && h('div', { class: 'notice bad', role: 'alert' }, [icon('lost'), h('div', [
      h('strong', w().invalid), h('ul', state.problems.map((problem) => h('li', { key: problem, lang: 'en' }, problem))),
    ])]);

    return () => [
      staffBar(user, w().title, state.hall && local(state.hall.name), [h('a', { href: `/supervision/${slug}` }, words().supervision.title)]),
      h('main', user.staff.session ? [
        h('h1', { class: 'unseen', tabindex: -1 }, w().title),
        state.lost && h('div', { class: 'notice stale', role: 'status' }, [icon('lost'), h('strong', words().signIn.lost)]),
        waitingVersion(),
        state.note && h('div', { class: ['notice', state.note.kind], role: state.note.kind === 'bad' ? 'alert' : 'status' }, [
          icon(state.note.kind === 'good' ? 'check' : 'lost'), h('div', [h('strong', state.note.title), state.note.help && h('p', { class: 'detail', lang: 'en' }, state.note.help)]),
        ]),
        problems(),
        h('div', { class: 'arranged' }, [menu(), state.hall && state.tree
          ? h('section', { class: 'card part', 'data-part': state.part, key: state.part, 'aria-labelledby': 'part-title' }, [
            h('h2', { id: 'part-title' }, w().parts[state.part]), h('p', { class: 'soft lead' }, w().leads[state.part]), panels[state.part](),
          ])
          : h('div', { class: 'skeleton tall', 'aria-busy': 'true' })]),
        state.plan && planBox(),
      ] : [staffGate(user, 'admin')]),
    ];
  },
};

document.body.classList.add('staff');
createApp(Admin).mount('#app');
