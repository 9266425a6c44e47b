/** The kiosk: one question on each screen, and always a next person. */
import { computed, createApp, h, onMounted, reactive, watch } from './vue.js';
import { Refused, command, currentSession } from './api.js';
import { followBoard, rowOf, pauseOf } from './board.js';
import { dayOf, serverNow, timeOfDay, within } from './clock.js';
import { followHall } from './hall.js';
import { sendHeartbeats } from './heartbeat.js';
import { showNameWhenAsked } from './identify.js';
import { GuideCode } from './kiosk-code.js';
import { Search, ZoneItems } from './kiosk-find.js';
import { MOST_MATTERS, bodyOf, pending, withMatter } from './kiosk-order.js';
import { action, message, question, waitOf } from './kiosk-parts.js';
import { Given } from './kiosk-ticket.js';
import { both, focusOn, hallOfPage, icon, languageSwitch, notice, useNow } from './parts.js';
import { Pairing } from './pairing.js';
import { renewPage } from './renewal.js';
import { SignIn } from './sign-in.js';
import { language, local, speakTo, words } from './words.js';

/** Back at the start, as the next person expects it, when nobody touches anything. */
const BACK_AFTER_MILLIS = {
  zones: 30_000, items: 45_000, search: 60_000, unsure: 30_000, confirm: 45_000, code: 45_000, ticket: 25_000, refused: 20_000,
};
/** Screens that nobody has begun to use, as long as all is as the next person expects it. */
const NOBODY_AT = ['zones', 'closed', 'pair'];
const SHOWN_MILLIS = 15_000;
const PATIENCE_MILLIS = 60_000;
const SESSION_AGAIN_MILLIS = 5_000;
const GIVES_NUMBERS = ['kiosk', 'manager', 'admin'];
/** The queue of the guide desk, in halls where it calls by number. */
const GUIDE_QUEUE = 'guide';

const Kiosk = {
  setup() {
    const slug = hallOfPage();
    const live = followBoard(slug);
    showNameWhenAsked(live);
    const now = useNow(250);
    const state = reactive({
      session: undefined, remark: '', screen: 'zones', zone: null, matters: [], guideCode: '',
      ticket: null, trouble: false, refusal: null, backAt: 0, byAccount: false, large: false, contrast: false,
    });

    const allowed = (session) => session !== null
      && session.roles.some((role) => GIVES_NUMBERS.includes(role))
      && (session.hall === undefined || session.hall === slug);

    function signedIn(session) {
      state.remark = session && !allowed(session) ? 'notKiosk' : '';
      state.session = allowed(session) ? session : null;
      state.byAccount = state.session === null && (state.byAccount || state.remark !== '');
    }

    async function findSession() {
      try {
        signedIn(await currentSession());
      } catch (lost) {
        setTimeout(findSession, SESSION_AGAIN_MILLIS);
      }
    }

    /** With its hall a kiosk learns whether it may still give numbers. */
    const config = followHall(slug, live, () => state.session && state.screen === 'zones' && findSession());

    /** The next person finds everything as it was for the first one. */
    function start() {
      Object.assign(state, {
        zone: null, matters: [], guideCode: '', ticket: null, refusal: null, large: false, contrast: false,
      });
      speakTo('zh');
      go('zones');
    }

    function go(screen) {
      state.screen = screen;
      touched();
    }

    /** Whether there is something that the next person must not find. */
    const isFresh = () => state.screen === 'zones' && state.matters.length === 0
      && language.value === 'zh' && !state.large && !state.contrast;

    function touched() {
      const millis = BACK_AFTER_MILLIS[state.screen];
      state.backAt = millis && !isFresh() ? Date.now() + millis : 0;
    }

    function choose(queue, item) {
      state.matters = withMatter(state.matters, { queue, item });
      go('confirm');
    }

    function remove(matter) {
      state.matters = state.matters.filter((one) => one !== matter);
      go(state.matters.length === 0 ? 'zones' : 'confirm');
    }

    /** @param failure what the server said; null when it did not answer */
    function refused(failure) {
      state.refusal = failure;
      go('refused');
    }

    async function take() {
      if (state.screen === 'issuing') {
        return;
      }
      const body = bodyOf(state.matters, state.guideCode);
      state.trouble = false;
      go('issuing');
      try {
        state.ticket = await command(`/api/v1/halls/${slug}/tickets`, {
          body,
          key: pending.take(body),
          patienceMillis: PATIENCE_MILLIS,
          goesOn: (failure) => failure.slug !== 'codes-paused',
          onTrouble: () => { state.trouble = true; },
        });
        pending.forget(body);
        go('ticket');
      } catch (failure) {
        if (failure instanceof Refused && failure.status < 500) {
          pending.forget(body);
        }
        if (failure instanceof Refused && failure.status === 401) {
          state.session = null;
          start();
          return;
        }
        refused(failure instanceof Refused || failure.slug ? failure : null);
      }
    }

    function withoutCode() {
      state.guideCode = '';
      take();
    }

    const isOpen = () => within(config.hall.issuingToday, serverNow());

    const screen = computed(() => {
      if (state.screen === 'issuing' || state.screen === 'ticket') {
        return state.screen;
      }
      if (live.state === 'stale') {
        return 'lost';
      }
      if (state.session === undefined || config.hall === null || live.board === null) {
        return 'loading';
      }
      if (state.session === null) {
        return state.byAccount ? 'sign-in' : 'pair';
      }
      return state.screen !== 'refused' && now.value && !isOpen() ? 'closed' : state.screen;
    });

    const BACK = {
      items: () => go('zones'),
      search: () => go('zones'),
      unsure: () => go('zones'),
      confirm: () => (state.matters.length > 1 ? go('zones') : start()),
      code: () => go('confirm'),
      ticket: start,
      refused: start,
      'sign-in': () => Object.assign(state, { byAccount: false, remark: '' }),
    };
    const back = () => (screen.value === 'zones' && state.matters.length > 0 ? go('confirm') : BACK[screen.value]?.());
    const canGoBack = () => screen.value in BACK || (screen.value === 'zones' && state.matters.length > 0);

    watch(screen, (shown) => {
      focusOn('main h1');
      // whoever stood here when the server went away has gone when it comes back
      if (shown === 'lost' || shown === 'closed') {
        start();
      }
    });
    watch(() => [state.large, state.contrast], ([large, contrast]) => {
      document.body.classList.toggle('large', large);
      document.body.classList.toggle('contrast', contrast);
      touched();
    });
    watch(language, touched);
    watch(now, () => {
      if (state.backAt !== 0 && Date.now() >= state.backAt) {
        start();
      }
    });
    onMounted(() => {
      speakTo('zh');
      findSession();
      sendHeartbeats(slug, 'kiosk', true);
      renewPage(() => isFresh() && NOBODY_AT.includes(screen.value));
      addEventListener('pointerdown', touched);
      addEventListener('keydown', (event) => (event.key === 'Escape' ? back() : touched()));
      // the browser's own way back is the page's
      history.pushState(null, '');
      addEventListener('popstate', () => {
        history.pushState(null, '');
        back();
      });
    });

    const clock = (at) => timeOfDay(Date.parse(at), config.hall.zone);
    const spans = () => config.hall.issuingToday
      .map((span) => `${clock(span.from)}–${clock(span.to)}`)
      .join(language.value === 'zh' ? '，' : ', ');
    const closedLines = () => [
      config.hall.reason,
      spans() && words().kiosk.hours(spans()),
      config.hall.issuesNext && h('strong', words().kiosk.next(
        dayOf(Date.parse(config.hall.issuesNext), config.hall.zone, language.value),
        clock(config.hall.issuesNext),
      )),
    ].filter(Boolean);
    const waiting = (queue) => rowOf(live.board?.queues, queue.id)?.waiting ?? 0;
    const guideQueue = () => rowOf(config.hall.queues, GUIDE_QUEUE);
    const zones = () => config.hall.queues.filter((queue) => queue.id !== GUIDE_QUEUE);
    const unsure = () => action('unsure', 'help', words().kiosk.unsure, () => go('unsure'));

    const zoneButton = (queue) => h('button', {
      type: 'button',
      class: 'queue',
      key: queue.id,
      'data-queue': queue.id,
      onClick: () => { state.zone = queue; go('items'); },
    }, [
      h('span', { class: 'prefix', 'aria-hidden': 'true' }, queue.prefix),
      h('span', { class: 'name' }, both(queue.name)),
      h('span', { class: 'count' }, waiting(queue) === 0
        ? words().kiosk.nobody
        : [h('b', waiting(queue)), ` ${words().kiosk.waiting}`]),
    ]);

    const matterRow = (matter) => h('li', { key: `${matter.queue.id} ${matter.item?.id}` }, [
      h('span', { class: 'prefix', 'aria-hidden': 'true' }, matter.queue.prefix),
      h('div', [
        h('p', { class: 'name' }, both(matter.item?.name ?? matter.queue.name)),
        h('p', { class: 'wait' }, [
          icon('person'),
          h('span', [words().kiosk.ahead(waiting(matter.queue)), waitOf(live.estimates, matter.queue.id)]
            .filter(Boolean).join(language.value === 'zh' ? '，' : ', ')),
        ]),
      ]),
      state.matters.length > 1 && h('button', {
        type: 'button', class: 'remove', 'aria-label': words().kiosk.remove(local(matter.item?.name ?? matter.queue.name)), onClick: () => remove(matter),
      }, [icon('bin'), h('span', words().kiosk.removeShort)]),
    ]);

    const refusals = {
      'not-issuing': () => message('closed', words().kiosk.closed, closedLines()),
      'day-ended': () => message('closed', words().kiosk.ended, closedLines()),
      'queue-full': () => message('stop', words().kiosk.full, [words().kiosk.fullHelp]),
      'too-many-matters': () => message('stop', words().kiosk.tooMany, [words().kiosk.tooManyHelp],
        action('primary', null, words().kiosk.back, () => go('confirm'))),
      'unknown-guide-code': () => message('stop', words().kiosk.codeWrong, [words().kiosk.codeWrongHelp], [
        action('primary', 'key', words().kiosk.codeAgain, () => go('code')),
        action('plain', null, words().kiosk.withoutCode, withoutCode),
      ]),
      'codes-paused': () => message('stop', words().kiosk.codePaused, [],
        action('primary', null, words().kiosk.withoutCode, withoutCode)),
    };

    const screens = {
      loading: () => h('div', { class: 'zones', 'aria-busy': 'true' }, [
        h('h1', { tabindex: -1 }, words().loading),
        h('div', { class: 'queues' }, Array.from({ length: 9 }, () => h('div', { class: 'skeleton' }))),
      ]),
      pair: () => h(Pairing, {
        hall: slug, kind: 'kiosk', onPaired: signedIn, onByAccount: () => { state.byAccount = true; },
      }),
      'sign-in': () => h(SignIn, { purpose: 'kiosk', remark: state.remark, onSignedIn: signedIn }),
      lost: () => message('lost', words().kiosk.lost, [
        words().kiosk.lostHelp,
        h('strong', words().kiosk.since(timeOfDay(live.since, config.hall?.zone))),
      ]),
      closed: () => message('closed', words().kiosk.closed, closedLines()),
      zones: () => h('div', { class: 'zones' }, [
        question('choose'),
        pauseOf(live.board) && notice('warn', words().paused(pauseOf(live.board).text)),
        h('div', { class: ['queues', zones().length > 10 && 'many'] }, zones().map(zoneButton)),
        h('div', { class: 'acts' }, [
          action('find', 'search', words().kiosk.find, () => go('search')), unsure(),
        ]),
      ]),
      items: () => h(ZoneItems, {
        key: state.zone.id,
        hall: slug,
        zone: state.zone,
        onChoose: (item) => choose(state.zone, item),
        onSearch: () => go('search'),
        onRefused: refused,
      }),
      search: () => h(Search, {
        hall: slug,
        zones: config.hall.queues,
        onChoose: (item, zone) => choose(zone, item),
        onUnsure: () => go('unsure'),
        onRefused: refused,
      }),
      unsure: () => message('help', words().kiosk.unsureTitle,
        [guideQueue() ? words().kiosk.unsureQueue : words().kiosk.unsureHelp],
        guideQueue() && action('primary', null, words().kiosk.unsureTake, () => choose(guideQueue(), null))),
      confirm: () => h('div', { class: 'confirm' }, [
        state.matters.length === 1 ? question('confirm') : question('confirmSeveral', state.matters.length),
        h('ul', { class: ['chosen', state.matters.length > 1 && 'several'] }, state.matters.map(matterRow)),
        h('button', { type: 'button', class: 'primary take', onClick: take }, words().kiosk.take),
        h('div', { class: 'acts' }, [
          state.matters.length < MOST_MATTERS && action('more', 'plus', words().kiosk.more, () => go('zones')),
          state.guideCode
            ? h('p', { class: 'kept', role: 'status' }, [icon('check'), words().kiosk.codeKept])
            : action('code', 'key', words().kiosk.haveCode, () => go('code')),
        ]),
      ]),
      code: () => h(GuideCode, { onEntered: (code) => { state.guideCode = code; go('confirm'); } }),
      issuing: () => h('div', { class: 'message issuing' }, [
        h('span', { class: 'busy', 'aria-hidden': 'true' }),
        h('h1', { tabindex: -1 }, words().kiosk.issuing),
        h('p', { role: 'status' }, state.trouble ? words().kiosk.trouble : ' '),
      ]),
      ticket: () => h(Given, {
        hall: slug, ticket: state.ticket, queues: config.hall.queues, onDone: start,
      }),
      refused: () => refusals[state.refusal?.slug]?.() ?? (state.refusal
        ? message('stop', words().kiosk.refused, [
          words().kiosk.refusedHelp,
          h('span', { class: 'detail', lang: 'en' }, state.refusal.detail),
        ])
        : message('lost', words().kiosk.failed, [words().kiosk.failedHelp],
          action('primary', null, words().kiosk.again, take))),
    };

    const seconds = () => Math.max(0, Math.ceil((state.backAt - now.value) / 1000));
    const isEnding = () => state.backAt !== 0 && state.backAt - now.value <= SHOWN_MILLIS && screen.value in BACK_AFTER_MILLIS;
    const toggle = (name, drawing) => h('button', {
      type: 'button', class: name, 'aria-pressed': String(state[name]), onClick: () => { state[name] = !state[name]; },
    }, [icon(drawing), words().kiosk[state[name] ? `${name}Off` : name]]);
    const backWord = () => (['ticket', 'refused'].includes(screen.value) ? 'start' : 'back');

    return () => [
      h('header', { class: 'bar' }, [
        h('div', { class: 'hall' }, config.hall && [
          h('strong', local(config.hall.name)),
          language.value === 'zh' && h('span', { lang: 'en' }, config.hall.name.en),
        ]),
        h('time', { class: 'clock' }, config.hall && timeOfDay(now.value && serverNow(), config.hall.zone)),
      ]),
      h('main', { class: `screen-${screen.value}` }, [screens[screen.value]()]),
      h('div', { class: 'returning', role: 'timer', 'aria-live': 'off' }, isEnding() ? [
        h('progress', { max: SHOWN_MILLIS / 1000, value: seconds(), 'aria-hidden': 'true' }),
        h('span', words().kiosk.returning(seconds())),
      ] : []),
      h('footer', { class: 'bar' }, [
        h('button', { type: 'button', class: 'back', hidden: !canGoBack(), onClick: back },
          [icon('back'), words().kiosk[backWord()]]),
        h('div', { class: 'toggles' }, [
          languageSwitch(false), toggle('large', 'large'), toggle('contrast', 'contrast'),
        ]),
      ]),
    ];
  },
};

createApp(Kiosk).mount('#app');
