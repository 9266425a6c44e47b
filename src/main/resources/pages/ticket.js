/** A ticket on the phone of whoever holds its code, which stands behind the `#` of the address. */
import { computed, createApp, h, onMounted, reactive, ref, watch } from './vue.js';
import { Refused, ask, command, loadHall } from './api.js';
import { followBoard, pauseOf, rowOf } from './board.js';
import { millisOf, timeOfDay } from './clock.js';
import { focusOn, icon, languageSwitch, notice } from './parts.js';
import { language, local, speakAsBefore, words } from './words.js';

const CODE = /^[0-9a-hjkmnp-tv-z]{32}$/;
/** How long a change may stay unseen: of the own queue, of anything else, when nothing says. */
const QUEUE_MILLIS = 3_000;
const HALL_MILLIS = 15_000;
const PATIENCE_MILLIS = 30_000;
const SOON = 3;
/** Nothing changes any more. */
const OVER = ['Completed', 'Cancelled', 'Lapsed'];
/** What a phone that was touched once does when it is time to get up, and to go. */
const BUZZES = { Next: [200], Called: [300, 150, 300] };
const SIGNS = {
  Waiting: 'person', Called: 'sound', Serving: 'person', Missed: 'lost', Held: 'closed', Completed: 'check', Cancelled: 'stop', Lapsed: 'closed',
};

const Page = {
  setup() {
    const state = reactive({
      code: '', gone: '', ticket: null, hall: null, seenAt: 0, live: null, asks: false, busy: false, trouble: false, wrong: '',
    });
    const dialog = ref(null);
    let timer = 0;
    let dueAt = Infinity;
    let askedAt = 0;

    function within(millis) {
      const at = Math.max(Date.now(), askedAt + millis);
      if (at < dueAt) {
        dueAt = at;
        clearTimeout(timer);
        timer = setTimeout(refresh, at - Date.now());
      }
    }

    async function refresh() {
      dueAt = Infinity;
      askedAt = Date.now();
      const code = state.code;
      if (!code) {
        return;
      }
      try {
        const ticket = await ask('GET', `/api/v1/public/tickets/${code}`);
        if (code === state.code) {
          state.ticket = ticket;
          state.gone = '';
          state.seenAt = Date.now();
        }
      } catch (failure) {
        if (failure instanceof Refused && failure.status === 404 && code === state.code) {
          state.gone = failure.slug === 'day-over' ? 'over' : 'unknown';
        }
      }
      within(HALL_MILLIS);
    }

    async function findHall(slug) {
      state.live = followBoard(slug);
      state.hall = await loadHall(slug);
    }

    function readAddress() {
      const code = location.hash.slice(1).toLowerCase();
      Object.assign(state, { code: CODE.test(code) ? code : '', gone: CODE.test(code) ? '' : 'missing', ticket: null, wrong: '' });
      askedAt = 0;
      within(0);
    }

    async function change(verb) {
      state.asks = false;
      state.busy = true;
      state.wrong = '';
      try {
        await command(`/api/v1/public/tickets/${state.code}/${verb}`, {
          patienceMillis: PATIENCE_MILLIS, onTrouble: () => { state.trouble = true; },
        });
      } catch (failure) {
        const known = { 'too-late': 'tooLate', 'too-often': 'tooOften' }[failure.slug];
        state.wrong = failure instanceof Refused
          ? words().ticket[known] ?? words().problems[failure.slug] ?? failure.title
          : words().ticket.gaveUp;
      }
      state.busy = false;
      state.trouble = false;
      await refresh();
      focusOn('main h1');
    }

    const number = computed(() => state.ticket?.number);
    const board = computed(() => state.live?.board);
    const queueRow = computed(() => rowOf(board.value?.queues, state.ticket?.queue));
    const isNext = computed(() => state.ticket?.state === 'Waiting' && state.ticket.ahead === 0);
    const windowName = (id) => local(rowOf(state.hall?.windows, id)?.name ?? { zh: id, en: id });

    watch(() => state.ticket?.hall, (hall) => hall && !state.live && findHall(hall));
    watch(() => board.value?.recentCalls.findLast((call) => call.ticket === number.value)?.announcement, () => within(0));
    watch(() => JSON.stringify(board.value?.windows.find((row) => row.ticket === number.value)), () => within(0));
    watch(() => JSON.stringify(queueRow.value), () => within(QUEUE_MILLIS));
    watch(() => state.live?.state, () => within(QUEUE_MILLIS));
    const turn = computed(() => (isNext.value ? 'Next' : state.ticket?.state));
    watch(() => [turn.value, number.value, language.value], ([now], before) => {
      const word = now === 'Next' ? words().ticket.next : words().ticket.states[now];
      document.title = now ? `${BUZZES[now] ? '● ' : ''}${word} · ${number.value}` : words().ticket.yours;
      if (before?.[0] && before[0] !== now && BUZZES[now] && navigator.userActivation?.hasBeenActive) {
        navigator.vibrate?.(BUZZES[now]);
      }
    });
    watch(() => state.asks, async (asks) => {
      if (asks) {
        dialog.value.showModal();
      } else {
        dialog.value.close();
      }
    });
    onMounted(() => {
      speakAsBefore();
      readAddress();
      addEventListener('hashchange', readAddress);
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && within(1_000));
    });

    const headline = () => {
      const { state: status, window } = state.ticket;
      if (status === 'Called') {
        return words().ticket.goTo(windowName(window));
      }
      return isNext.value ? words().ticket.next : words().ticket.states[status];
    };
    const help = () => {
      const { state: status, window, ahead } = state.ticket;
      if (status === 'Waiting') {
        return ahead === 0 ? words().ticket.nextHelp : ahead < SOON ? words().ticket.soon : '';
      }
      return status === 'Serving' ? words().ticket.atWindow(windowName(window))
        : words().ticket.lapsed[state.ticket.lapsed] ?? words().ticket.help[status];
    };

    function estimate() {
      const given = state.ticket.estimate;
      if (!given?.p50) {
        return null;
      }
      const minutes = (span) => Math.max(1, Math.ceil(millisOf(span) / 60_000));
      return h('p', { class: 'estimate' }, [
        words().ticket.estimate(minutes(given.p50), minutes(given.p90)), state.ticket.afterClosing && h('strong', words().ticket.late),
      ]);
    }

    function place() {
      const ahead = state.ticket.ahead;
      if (state.ticket.state !== 'Waiting' || isNext.value) {
        return null;
      }
      return h('div', { class: 'place' }, [
        ahead === undefined
          ? queueRow.value && h('p', { class: 'in-queue' }, words().ticket.inQueue(queueRow.value.waiting))
          : h('p', { class: 'ahead' }, [h('span', words().ticket.ahead), h('b', ahead), h('span', words().ticket.people)]),
        estimate(),
      ]);
    }

    const button = (kind, text, run) => h('button', {
      type: 'button', class: kind, 'aria-disabled': state.busy ? 'true' : undefined, onClick: () => !state.busy && run(),
    }, text);

    const actions = () => h('div', { class: 'actions' }, [
      state.wrong && notice('bad', state.wrong),
      state.busy && notice('plain', state.trouble ? words().ticket.trouble : words().ticket.busy),
      state.ticket.state === 'Missed' && button('primary rejoin', words().ticket.rejoin, () => change('rejoin')),
      ['Waiting', 'Called'].includes(state.ticket.state) && button('quiet cancel', words().ticket.cancel, () => { state.asks = true; }),
    ]);

    const ticket = () => h('div', { class: ['slip', `is-${state.ticket.state.toLowerCase()}`, isNext.value && 'is-next'] }, [
      h('h1', { tabindex: -1 }, [
        h('span', { class: 'label' }, words().ticket.yours),
        h('span', { class: ['number', number.value.length > 5 && 'long'] }, number.value),
      ]),
      state.hall && h('p', { class: 'queue' }, local(rowOf(state.hall.queues, state.ticket.queue)?.name ?? { zh: '', en: '' })),
      h('div', { class: 'now', role: 'status', 'aria-live': state.ticket.state === 'Called' ? 'assertive' : 'polite' }, [
        icon(SIGNS[state.ticket.state]),
        h('div', [h('strong', headline()), help() && h('p', help())]),
      ]),
      place(),
      actions(),
    ]);

    const message = (name) => h('div', { class: 'message' }, [
      icon('lost'), h('h1', { tabindex: -1 }, words().ticket[name]), h('p', words().ticket[`${name}Help`]),
    ]);

    const isStale = () => state.ticket && state.live?.state === 'stale';
    const zone = () => state.hall?.zone;

    return () => [
      h('header', [
        h('p', { class: 'hall' }, state.hall ? local(state.hall.name) : ''),
        languageSwitch(true),
      ]),
      isStale() && h('div', { class: 'notice stale', role: 'alert' }, [icon('lost'), h('strong', words().ticket.stale(timeOfDay(state.seenAt, zone())))]),
      !state.gone && !isStale() && pauseOf(state.live?.board) && notice('warn', words().paused(pauseOf(state.live.board).text)),
      h('main', [
        state.gone ? message(state.gone) : state.ticket ? ticket() : h('div', { 'aria-busy': 'true' }, [
          h('h1', { class: 'unseen', tabindex: -1 }, words().loading), h('div', { class: 'skeleton' }),
        ]),
      ]),
      state.ticket && !state.gone && h('footer', [
        !OVER.includes(state.ticket.state) && h('p', words().ticket.follow),
        state.ticket.state === 'Waiting' && h('p', h('a', { class: 'paper', href: `/api/v1/public/tickets/${state.code}/ticket.pdf`, target: '_blank' }, words().ticket.paper)),
        h('p', words().ticket.updated(timeOfDay(state.seenAt, zone()))),
      ]),
      h('dialog', { ref: dialog, 'aria-labelledby': 'cancel-title', onClose: () => { state.asks = false; } }, [
        h('h2', { id: 'cancel-title' }, words().ticket.cancelTitle),
        h('p', words().ticket.cancelHelp),
        h('button', { type: 'button', class: 'primary keep', onClick: () => { state.asks = false; } }, words().ticket.cancelNo),
        h('button', { type: 'button', class: 'danger sure', onClick: () => change('cancel') }, words().ticket.cancelYes),
      ]),
    ];
  },
};

createApp(Page).mount('#app');
