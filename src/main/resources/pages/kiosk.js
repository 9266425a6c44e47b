/** The kiosk: one question on each screen. */
import { computed, createApp, h, onMounted, reactive, watch } from './vue.js';
import { Refused, command, currentSession, loadHall, newKey } from './api.js';
import { followBoard, rowOf, pauseOf } from './board.js';
import { dayOf, serverNow, timeOfDay, within } from './clock.js';
import { sendHeartbeats } from './heartbeat.js';
import { focusOn, hallOfPage, icon, languageSwitch, useNow, notice } from './parts.js';
import { Pairing } from './pairing.js';
import { SignIn } from './sign-in.js';
import { language, local, speakTo, words, wordsIn } from './words.js';

/** Back at the start, in Chinese, when nobody touches anything. */
const BACK_AFTER_MILLIS = { choose: 45_000, confirm: 30_000, ticket: 15_000, refused: 15_000 };
const PATIENCE_MILLIS = 60_000;
const PENDING_MILLIS = 120_000;
const RELOAD_HALL_MILLIS = 300_000;
const SESSION_AGAIN_MILLIS = 5_000;
const GIVES_NUMBERS = ['kiosk', 'manager', 'admin'];

/**
 * The key of a number that was asked for and never answered: whoever asks for the same queue next
 * gets that number, so none is lost and nobody gets two.
 */
const pending = {
  name: (queue) => `yichuang.pending.${hallOfPage()}.${queue}`,
  take(queue) {
    const kept = JSON.parse(localStorage.getItem(this.name(queue)) ?? 'null');
    const key = kept && Date.now() - kept.at < PENDING_MILLIS ? kept.key : newKey();
    localStorage.setItem(this.name(queue), JSON.stringify({ key, at: Date.now() }));
    return key;
  },
  forget(queue) {
    localStorage.removeItem(this.name(queue));
  },
};

const Kiosk = {
  setup() {
    const slug = hallOfPage();
    const live = followBoard(slug);
    const now = useNow(250);
    const state = reactive({
      hall: null, session: undefined, remark: '', screen: 'choose', queue: null, ticket: null, trouble: false,
      refusal: null, backAt: 0, byAccount: false,
    });

    const allowed = (session) => session !== null
      && session.roles.some((role) => GIVES_NUMBERS.includes(role))
      && (session.hall === undefined || session.hall === slug);

    function signedIn(session) {
      state.remark = session && !allowed(session) ? 'notKiosk' : '';
      state.session = allowed(session) ? session : null;
      state.byAccount = state.session === null && (state.byAccount || state.remark !== '');
    }

    function leaveSignIn() {
      state.byAccount = false;
      state.remark = '';
    }

    async function findSession() {
      try {
        signedIn(await currentSession());
      } catch (lost) {
        setTimeout(findSession, SESSION_AGAIN_MILLIS);
      }
    }

    let again = 0;
    async function findHall() {
      clearTimeout(again);
      try {
        state.hall = await loadHall(slug);
        if (state.session && state.screen === 'choose') {
          findSession();
        }
      } finally {
        clearTimeout(again);
        again = setTimeout(findHall, RELOAD_HALL_MILLIS);
      }
    }

    function go(screen) {
      state.screen = screen;
      touched();
      if (screen === 'choose') {
        state.queue = null;
        state.ticket = null;
        state.refusal = null;
        speakTo('zh');
      }
    }

    function touched() {
      const millis = BACK_AFTER_MILLIS[state.screen];
      state.backAt = millis ? Date.now() + millis : 0;
    }

    async function take() {
      const queue = state.queue;
      state.trouble = false;
      go('issuing');
      try {
        state.ticket = await command(`/api/v1/halls/${slug}/tickets`, {
          body: { queue: queue.id },
          key: pending.take(queue.id),
          patienceMillis: PATIENCE_MILLIS,
          onTrouble: () => { state.trouble = true; },
        });
        pending.forget(queue.id);
        go('ticket');
      } catch (failure) {
        if (failure instanceof Refused && failure.status < 500) {
          pending.forget(queue.id);
        }
        if (failure instanceof Refused && failure.status === 401) {
          state.session = null;
          go('choose');
          return;
        }
        state.refusal = failure instanceof Refused ? failure : null;
        go('refused');
      }
    }

    const screen = computed(() => {
      if (state.screen === 'issuing' || state.screen === 'ticket') {
        return state.screen;
      }
      if (live.state === 'stale') {
        return 'lost';
      }
      if (state.session === undefined || state.hall === null || live.board === null) {
        return 'loading';
      }
      if (state.session === null) {
        return state.byAccount ? 'sign-in' : 'pair';
      }
      return state.screen;
    });

    watch(() => live.board && `${live.board.businessDay} ${live.board.version}`, (now, before) => {
      if (before) {
        findHall();
      }
    });
    watch(screen, () => focusOn('main h1'));
    watch(now, () => {
      if (state.backAt !== 0 && Date.now() >= state.backAt) {
        go('choose');
      }
    });
    onMounted(() => {
      speakTo('zh');
      findHall();
      findSession();
      sendHeartbeats(slug, 'kiosk', true);
      addEventListener('pointerdown', touched);
      addEventListener('keydown', touched);
    });

    const clock = (at) => timeOfDay(Date.parse(at), state.hall.zone);
    const spans = () => state.hall.issuingToday
      .map((span) => `${clock(span.from)}–${clock(span.to)}`)
      .join(language.value === 'zh' ? '，' : ', ');
    const closedLines = () => [
      state.hall.reason,
      spans() && words().kiosk.hours(spans()),
      state.hall.issuesNext && words().kiosk.next(
        dayOf(Date.parse(state.hall.issuesNext), state.hall.zone, language.value),
        clock(state.hall.issuesNext),
      ),
    ].filter(Boolean);
    const waiting = (queue) => rowOf(live.board?.queues, queue.id)?.waiting ?? 0;
    const isOpen = () => within(state.hall.issuingToday, serverNow());

    const message = (name, title, lines, action) => h('div', { class: ['message', name] }, [
      icon(name),
      h('h1', { tabindex: -1 }, title),
      lines.map((line) => h('p', line)),
      action,
    ]);

    const screens = {
      loading: () => h('div', { class: 'choose', 'aria-busy': 'true' }, [
        h('h1', { tabindex: -1 }, words().loading),
        h('div', { class: 'queues' }, Array.from({ length: 9 }, () => h('div', { class: 'skeleton' }))),
      ]),
      pair: () => h(Pairing, {
        hall: slug, kind: 'kiosk', onPaired: signedIn, onByAccount: () => { state.byAccount = true; },
      }),
      'sign-in': () => h(SignIn, { purpose: 'kiosk', remark: state.remark, onSignedIn: signedIn }),
      lost: () => message('lost', words().kiosk.lost, [
        words().kiosk.lostHelp,
        words().kiosk.since(timeOfDay(live.since, state.hall?.zone)),
      ]),
      choose: () => h('div', { class: 'choose' }, [
        h('h1', { tabindex: -1 }, [words().kiosk.choose, language.value === 'zh'
          && h('small', { lang: 'en' }, wordsIn('en').kiosk.choose)]),
        pauseOf(live.board) && notice('warn', words().paused(pauseOf(live.board).text)),
        !isOpen() && h('div', { class: 'notice warn', role: 'status' }, [
          icon('closed'), h('div', [
            h('strong', words().kiosk.closed), closedLines().map((line) => h('p', line)),
          ]),
        ]),
        h('div', { class: ['queues', state.hall.queues.length > 9 && 'many'] }, state.hall.queues.map((queue) => h('button', {
          type: 'button',
          class: 'queue',
          key: queue.id,
          'data-queue': queue.id,
          onClick: () => { state.queue = queue; go('confirm'); },
        }, [
          h('span', { class: 'prefix', 'aria-hidden': 'true' }, queue.prefix),
          h('span', { class: 'name' }, [local(queue.name), language.value === 'zh'
            && h('small', { lang: 'en' }, queue.name.en)]),
          h('span', { class: 'count' }, waiting(queue) === 0
            ? words().kiosk.nobody
            : [h('b', waiting(queue)), ` ${words().kiosk.waiting}`]),
        ]))),
      ]),
      confirm: () => h('div', { class: 'confirm' }, [
        h('h1', { tabindex: -1 }, [words().kiosk.confirm, language.value === 'zh'
          && h('small', { lang: 'en' }, wordsIn('en').kiosk.confirm)]),
        h('div', { class: 'chosen' }, [
          h('span', { class: 'prefix', 'aria-hidden': 'true' }, state.queue.prefix),
          h('p', { class: 'name' }, [local(state.queue.name), language.value === 'zh'
            && h('small', { lang: 'en' }, state.queue.name.en)]),
          h('p', { class: 'ahead' }, [icon('person'), words().kiosk.ahead(waiting(state.queue))]),
        ]),
        h('button', { type: 'button', class: 'primary take', onClick: take }, words().kiosk.take),
      ]),
      issuing: () => h('div', { class: 'message issuing' }, [
        h('span', { class: 'busy', 'aria-hidden': 'true' }),
        h('h1', { tabindex: -1 }, words().kiosk.issuing),
        h('p', { role: 'status' }, state.trouble ? words().kiosk.trouble : ' '),
      ]),
      ticket: () => h('div', { class: 'ticket' }, [
        h('h1', { tabindex: -1 }, [
          h('span', { class: 'label' }, [words().kiosk.yourNumber, language.value === 'zh'
            && h('small', { lang: 'en' }, wordsIn('en').kiosk.yourNumber)]),
          h('span', { class: ['number', state.ticket.number.length > 5 && 'long'] }, state.ticket.number),
        ]),
        h('p', { class: 'name' }, local(state.queue.name)),
        h('p', { class: 'ahead' }, [icon('person'), words().kiosk.inFront(state.ticket.ahead)]),
        h('p', { class: 'remember' }, words().kiosk.remember),
        h('figure', { class: 'scan' }, [
          h('img', { src: `/api/v1/public/tickets/${state.ticket.trackingCode}/qr.svg`, alt: '', width: 160, height: 160 }),
          h('figcaption', words().kiosk.scan),
        ]),
        h('button', { type: 'button', class: 'primary done', onClick: () => go('choose') }, words().kiosk.done),
      ]),
      refused: () => {
        const slugs = { 'not-issuing': 'closed', 'day-ended': 'ended', 'queue-full': 'full' };
        const known = slugs[state.refusal?.slug];
        if (known === 'closed') {
          return message('closed', words().kiosk.closed, closedLines());
        }
        if (known === 'ended') {
          return message('closed', words().kiosk.ended, closedLines());
        }
        if (known === 'full') {
          return message('stop', words().kiosk.full, [words().kiosk.fullHelp]);
        }
        return state.refusal
          ? message('stop', words().kiosk.refused, [
            words().kiosk.refusedHelp,
            h('span', { class: 'detail', lang: 'en' }, state.refusal.detail),
          ])
          : message('lost', words().kiosk.failed, [words().kiosk.failedHelp],
            h('button', { type: 'button', class: 'primary', onClick: take }, words().kiosk.again));
      },
    };

    const canGoBack = () => ['confirm', 'ticket', 'refused'].includes(screen.value);
    const seconds = () => Math.max(0, Math.ceil((state.backAt - now.value) / 1000));

    return () => [
      h('header', { class: 'bar' }, [
        h('div', { class: 'hall' }, state.hall && [
          h('strong', local(state.hall.name)),
          language.value === 'zh' && h('span', { lang: 'en' }, state.hall.name.en),
        ]),
        h('time', { class: 'clock' }, state.hall && timeOfDay(now.value && serverNow(), state.hall.zone)),
      ]),
      h('main', { class: `screen-${screen.value}` }, [screens[screen.value]()]),
      h('footer', { class: 'bar' }, [
        h('button', {
          type: 'button',
          class: 'back',
          hidden: !canGoBack() && screen.value !== 'sign-in',
          onClick: () => (screen.value === 'sign-in' ? leaveSignIn() : go('choose')),
        }, [icon('back'), words().kiosk[['confirm', 'sign-in'].includes(screen.value) ? 'back' : 'start']]),
        h('span', { class: 'returning' }, canGoBack() && state.backAt !== 0 && seconds() <= 15
          ? words().kiosk.returning(seconds())
          : ''),
        languageSwitch(false),
      ]),
    ];
  },
};

createApp(Kiosk).mount('#app');
