/** The clerk's console: one main action for each state, always under the same key. */
import { computed, createApp, h, reactive, watch } from './vue.js';
import { followBoard, pauseOf, rowOf } from './board.js';
import { timeOfDay } from './clock.js';
import { deskActions } from './desk-actions.js';
import { DeskDialog } from './desk-dialogs.js';
import { watchKeys } from './desk-keys.js';
import { deskLists } from './desk-lists.js';
import { badge, ticketPane } from './desk-ticket.js';
import { followDesk } from './desk.js';
import { followHall } from './hall.js';
import { focusOn, hallOfPage, icon, useNow } from './parts.js';
import { staffBar, staffGate, useStaff } from './staff.js';
import { language, local, words } from './words.js';

const NOTE_MILLIS = 6_000;

const runTheHall = (session) => session.roles.some((role) => role === 'manager' || role === 'admin');

const Console = {
  setup() {
    const slug = hallOfPage();
    const live = followBoard(slug);
    const now = useNow(250);
    const stored = `yichuang.window.${slug}`;
    const state = reactive({
      hall: null, windowId: localStorage.getItem(stored), busy: '', slow: false, trouble: false,
      note: null, noteUntil: 0, call: null, asks: null, outcomes: ['done'], changedAt: 0,
      shortcuts: localStorage.getItem('yichuang.shortcuts') !== 'off',
    });
    const user = useStaff({
      may: (session) => (session.hall === undefined || session.hall === slug) && (session.windows.length > 0 || runTheHall(session)),
      remark: 'noWindow',
      left: () => note(),
    });
    const session = () => user.staff.session;

    const config = computed(() => rowOf(state.hall?.windows, state.windowId));
    const row = computed(() => rowOf(live.board?.windows, state.windowId));
    const mine = computed(() => (state.hall?.windows ?? [])
      .filter((one) => session() && (runTheHall(session()) || session().windows.includes(one.id))));
    const atDesk = () => (session() && mine.value.includes(config.value) ? state.windowId : null);

    function note(kind, title, help) {
      state.note = title ? { kind, title, help } : null;
      state.noteUntil = kind === 'bad' ? Infinity : Date.now() + NOTE_MILLIS;
    }

    const follow = followDesk(slug, live, atDesk, user.signedOut);
    const data = () => follow.desk.data;
    /** The desk's ticket, when it is the one that the board shows. */
    const details = () => (data()?.ticket?.number === row.value?.ticket ? data()?.ticket : null);
    const announcements = () => (live.board?.recentCalls ?? [])
      .filter((call) => call.ticket === row.value?.ticket && call.window === state.windowId);

    const desk = {
      slug, state, live, note, data, details,
      signedOut: user.signedOut,
      signedIn: () => Boolean(session()),
      now: () => now.value,
      refresh: follow.refresh,
      row: () => row.value,
      mine: () => mine.value,
      status: () => row.value?.state ?? 'closed',
      isOthers: () => row.value?.state !== 'closed' && data()?.window.clerk === 'another',
      armed: () => row.value?.state === 'open' && data()?.window.armed === true,
      ticketId: () => `${live.board.businessDay.replaceAll('-', '')}-${row.value?.ticket}`,
      called: (answer) => { state.call = answer; },
      /** Queues that the window serves now, with what board and desk know of them. */
      queues: () => (data()?.queues ?? config.value.queues.map((id) => ({ id })))
        .map((queue) => ({ ...queue, ...rowOf(state.hall.queues, queue.id), ...rowOf(live.board.queues, queue.id) })),
      /** All who wait for it: in its queues, and those of other queues for it alone. */
      waiting: () => desk.queues().reduce((sum, queue) => sum + (queue.waiting ?? 0), 0)
        + (data()?.reserved ?? []).filter((ticket) => !rowOf(desk.queues(), ticket.queue)).length,
      /** Whether somebody can be called here: the desk knows, unless the board is newer. */
      hasNext: () => data()?.next.length > 0 || (!(data()?.seq >= live.board.seq) && desk.waiting() > 0),
      /** When the ticket was announced last, and how often; the board knows it, or the desk. */
      announced: () => {
        const last = announcements().at(-1);
        return last
          ? { at: Date.parse(last.at), count: last.recall + 1 }
          : { at: Date.parse(details()?.since ?? '') || 0, count: details()?.calls ?? 1 };
      },
      calledAt: () => {
        const first = announcements().findLast((call) => call.recall === 0);
        return first ? Date.parse(first.at) : (details()?.state === 'Called' && Date.parse(details().since)) || 0;
      },
      startedAt: () => (details()?.state === 'Serving' ? Date.parse(details().since) : 0),
    };
    const actions = deskActions(desk);
    watchKeys(desk, actions);

    watch(session, (here) => {
      if (here && !here.windows.includes(state.windowId) && here.roles.includes('clerk')) {
        state.windowId = here.windows.length === 1 ? here.windows[0] : null;
      }
    });

    function choose(id) {
      state.windowId = id;
      state.call = null;
      state.asks = null;
      note();
      if (id) {
        localStorage.setItem(stored, id);
      }
    }

    function switchShortcuts() {
      state.shortcuts = !state.shortcuts;
      localStorage.setItem('yichuang.shortcuts', state.shortcuts ? 'on' : 'off');
    }

    watch(() => [row.value?.state, row.value?.ticket, state.windowId], ([status, ticket], before) => {
      state.changedAt = Date.now();
      state.asks = null;
      if (status !== before[0] && state.note?.kind === 'plain') {
        note();
      }
      if (ticket !== before[1]) {
        state.outcomes = ['done'];
      }
    });
    watch(() => details()?.id, () => {
      if (details()?.matters > 1) {
        state.outcomes = Array.from({ length: Math.min(details().matters, 20) }, () => 'done');
      }
    });
    watch(() => state.asks, (asks) => asks === null && focusOn('#main-action'));
    watch(now, () => {
      if (state.note && Date.now() > state.noteUntil) {
        note();
      }
    });
    const screen = computed(() => {
      if (session() === undefined || !state.hall || (session() && !live.board)) {
        return live.state === 'stale' ? 'lost' : 'loading';
      }
      if (session() === null) {
        return 'sign-in';
      }
      return atDesk() ? 'desk' : 'choose';
    });
    watch(screen, (name) => focusOn(name === 'desk' ? '#main-action' : 'main h1'));

    followHall(slug, live, (hall) => { state.hall = hall; });

    const hallPause = () => pauseOf(live.board);
    const queueName = (id) => local(rowOf(state.hall.queues, id)?.name ?? { zh: id, en: id });
    const pane = ticketPane(desk, actions);
    const lists = deskLists(desk, actions);
    const screens = {
      loading: () => h('div', { class: 'waiting-page', 'aria-busy': 'true' }, [
        h('h1', { tabindex: -1, class: 'unseen' }, words().loading),
        h('div', { class: 'skeleton tall' }), h('div', { class: 'skeleton tall' }),
      ]),
      lost: () => h('div', { class: 'waiting-page' }, [h('h1', { tabindex: -1 }, words().loading)]),
      'sign-in': () => staffGate(user, 'window'),
      choose: () => h('div', { class: 'choose' }, [
        h('h1', { tabindex: -1 }, words().window.choose),
        h('p', words().window.chooseHelp),
        h('ul', mine.value.map((one) => h('li', { key: one.id }, [
          h('button', { type: 'button', 'data-window': one.id, onClick: () => choose(one.id) }, [
            h('strong', local(one.name)),
            h('span', { class: 'serves' }, one.queues.map(queueName).join(language.value === 'zh' ? '、' : ', ')),
            badge(rowOf(live.board.windows, one.id)?.state ?? 'closed'),
          ]),
        ]))),
      ]),
      desk: () => h('div', { class: 'work' }, [
        h('h1', { class: 'unseen' }, local(config.value.name)),
        pane(), lists(),
        state.asks && h(DeskDialog, { desk, actions, key: state.asks.name }),
      ]),
    };

    return () => [
      staffBar(user, screen.value === 'desk' ? local(config.value.name) : words().window.title, state.hall && local(state.hall.name), [
        screen.value === 'desk' && h('button', {
          type: 'button', class: 'quiet shortcuts', 'aria-pressed': String(state.shortcuts), onClick: switchShortcuts,
        }, [state.shortcuts && icon('check'), words().window.shortcuts]),
        screen.value === 'desk' && mine.value.length > 1 && h('button', {
          type: 'button', class: 'quiet', id: 'change-window', onClick: () => choose(null),
        }, words().window.change),
      ]),
      h('div', { class: 'above' }, [
        user.noteLine(),
        live.state === 'stale' && h('div', { class: 'notice stale', role: 'alert' }, [
          icon('lost'), h('strong', words().stale(timeOfDay(live.since, state.hall?.zone))),
        ]),
        live.state !== 'stale' && hallPause() && h('div', { class: 'notice warn still', role: 'status' }, [
          icon('closed'), h('strong', words().pausedForStaff(timeOfDay(Date.parse(hallPause().since), state.hall?.zone), hallPause().text)),
        ]),
      ]),
      h('main', { class: `screen-${screen.value}` }, [screens[screen.value]()]),
    ];
  },
};

createApp(Console).mount('#app');
