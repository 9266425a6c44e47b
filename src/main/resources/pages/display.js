/** The hall's display: who is called, read from ten metres; Chinese and English together. */
import { createApp, h, onMounted, reactive } from './vue.js';
import { currentSession } from './api.js';
import { followBoard, rowOf, pauseOf } from './board.js';
import { dayOf, serverNow, timeOfDay, within } from './clock.js';
import { followHall } from './hall.js';
import { sendHeartbeats } from './heartbeat.js';
import { showNameWhenAsked } from './identify.js';
import { bilingual, hallOfPage, icon, useNow } from './parts.js';
import { approvalAddress, pairDevice } from './pairing.js';
import { followNotices, postedPlace } from './posted.js';
import { renewPage } from './renewal.js';
import { soundState } from './sound.js';
import { followCalls } from './speech.js';
import { wordsIn } from './words.js';

const RECENT = 5;
const SESSION_AGAIN_MILLIS = 5_000;
const zh = wordsIn('zh');
const en = wordsIn('en');

/** `Window 3` inside a sentence. */
const inSentence = (name) => name.replace(/^Window /, 'window ');

/** At the address with `#pair` an unpaired display shows its code beside the calls. */
const PairingStrip = {
  props: { hall: { type: String, required: true } },
  emits: ['paired'],
  setup(props, { emit }) {
    const state = pairDevice({ hall: props.hall, kind: 'display', paired: () => emit('paired') });
    return () => state.code && h('div', { class: 'notice pairing', role: 'status' }, [
      h('b', { class: 'code', 'data-code': state.code }, state.code),
      bilingual('span', '', zh.pairing.display(approvalAddress(props.hall)), en.pairing.display(approvalAddress(props.hall))),
    ]);
  },
};

/** The calls of a board, newest first, each ticket once. */
function callsOf(board) {
  const seen = new Set();
  return [...board.recentCalls].reverse().filter((call) => !seen.has(call.ticket) && seen.add(call.ticket));
}

/** Whether somebody is still expected to follow a call. */
const isCalled = (board, call) => {
  const row = rowOf(board.windows, call.window);
  return row?.state === 'called' && row.ticket === call.ticket;
};

/** Whether nobody can come now: outside the hours, and no window goes on. */
const isClosed = (hall, board) => !within(hall.openToday, serverNow())
  && board.windows.every((window) => window.state === 'closed');

const Display = {
  setup() {
    const slug = hallOfPage();
    const live = followBoard(slug);
    const posted = followNotices(slug);
    showNameWhenAsked(live);
    const now = useNow(1_000);
    const config = followHall(slug, live);
    const state = reactive({ calling: null, said: '', pairing: false });

    function windowName(id) {
      const name = rowOf(config.hall?.windows, id)?.name ?? { zh: `${id} 号窗口`, en: `Window ${id}` };
      return { zh: name.zh, en: inSentence(name.en) };
    }

    function show(call) {
      state.calling = call;
      if (call) {
        const window = windowName(call.window);
        state.said = `${zh.display.call(call.ticket, window.zh)}。${en.display.call(call.ticket, window.en)}`;
      }
    }

    async function findSession() {
      try {
        state.pairing = await currentSession() === null;
      } catch (lost) {
        setTimeout(findSession, SESSION_AGAIN_MILLIS);
      }
    }

    onMounted(() => {
      if (location.hash === '#pair') {
        findSession();
      }
      followCalls(live, windowName, show);
      sendHeartbeats(slug, 'display', location.hash === '#pair');
      renewPage(() => !state.calling && live.state === 'live');
    });

    const header = () => h('header', [
      h('div', { class: 'hall' }, config.hall && [
        h('strong', config.hall.name.zh), h('span', { lang: 'en' }, config.hall.name.en),
      ]),
      now.value > 0 && soundState() === 'asleep' && h('button', { type: 'button', class: 'sound', 'aria-label': `${zh.display.sound} ${en.display.sound}` }, [
        icon('sound'), bilingual('span', '', zh.display.sound, en.display.sound),
      ]),
      h('div', { class: 'when' }, config.hall && [
        h('time', { class: 'clock' }, timeOfDay(now.value && serverNow(), config.hall.zone)),
        bilingual('span', 'day', dayOf(serverNow(), config.hall.zone, 'zh'), dayOf(serverNow(), config.hall.zone, 'en')),
      ]),
    ]);

    /** What stands where a call would stand. */
    const still = (kind, sign, title, help) => h('section', { class: ['now', 'none', kind], key: kind }, [
      sign && icon(sign),
      bilingual('h1', 'label', zh.display[title], en.display[title]),
      bilingual('p', '', help(zh, 'zh'), help(en, 'en')),
    ]);

    const paused = (pause) => still('paused', 'stop', 'paused', (lang) => lang.display.pausedHelp(
      timeOfDay(Date.parse(pause.since), config.hall.zone), pause.text,
    ));

    function closed() {
      const next = Date.parse(config.hall.opensNext ?? '');
      return still('closed', 'closed', 'closed', (lang, code) => (next
        ? lang.display.closedHelp(dayOf(next, config.hall.zone, code), timeOfDay(next, config.hall.zone))
        : ''));
    }

    function current(call) {
      const window = windowName(call.window);
      return h('section', { class: ['now', state.calling && 'new'], key: call.announcement, 'data-call': call.ticket }, [
        bilingual('h1', 'label', zh.display.now, en.display.now),
        h('p', { class: `ticket length-${call.ticket.length}`, 'aria-hidden': 'true' }, [
          h('span', zh.display.please), h('b', call.ticket), h('span', zh.display.to),
        ]),
        h('p', { class: ['window', window.zh.length > 8 && 'long'], 'aria-hidden': 'true' }, [h('b', window.zh)]),
        h('p', { class: 'english', lang: 'en' }, en.display.call(call.ticket, window.en)),
      ]);
    }

    const recent = (calls, empty) => h('section', { class: 'recent' }, [
      bilingual('h2', 'label', zh.display.recent, en.display.recent),
      calls.length === 0
        ? bilingual('p', 'empty', zh.display[empty], en.display[empty])
        : h('ol', calls.map((call) => h('li', { key: call.ticket }, [
          h('b', call.ticket), h('span', { class: 'arrow', 'aria-hidden': 'true' }, '→'), h('span', { class: 'to' }, windowName(call.window).zh),
        ]))),
    ]);

    const count = (waiting) => h('b', { class: waiting === 0 && 'nobody' }, waiting);

    const queues = () => h('section', { class: 'waiting' }, [
      bilingual('h2', 'label', zh.display.waiting, en.display.waiting),
      h('ul', config.hall.queues.map((queue) => h('li', { key: queue.id }, [
        h('span', { class: 'name' }, [h('i', queue.prefix), queue.name.zh]),
        count(rowOf(live.board.queues, queue.id)?.waiting ?? 0),
      ]))),
    ]);

    const staleBanner = () => h('div', { class: 'notice stale', role: 'status' }, [
      icon('lost'),
      h('strong', zh.stale(timeOfDay(live.since, config.hall?.zone))),
      h('span', { lang: 'en' }, en.stale(timeOfDay(live.since, config.hall?.zone))),
    ]);

    function calls() {
      const all = callsOf(live.board);
      const pause = pauseOf(live.board);
      if (pause) {
        return [paused(pause), recent(all.slice(0, RECENT), 'noCalls')];
      }
      if (!state.calling && isClosed(config.hall, live.board)) {
        return [closed(), recent(all.slice(0, RECENT), 'noCalls')];
      }
      const call = state.calling ?? all.find((one) => isCalled(live.board, one));
      return call
        ? [current(call), recent(all.filter((other) => other.ticket !== call.ticket).slice(0, RECENT), 'noOthers')]
        : [still('free', '', 'none', (lang) => lang.display.noneHelp), recent(all.slice(0, RECENT), 'noCalls')];
    }

    return () => {
      const ready = config.hall && live.board;
      return h('div', { class: ['board', live.state] }, [
        header(),
        h('div', { class: 'above' }, [
          state.pairing && h(PairingStrip, { hall: slug, onPaired: () => { state.pairing = false; } }),
          live.state === 'stale' && staleBanner(),
          now.value > 0 && postedPlace(posted),
        ]),
        h('main', ready
          ? calls()
          : [h('section', { class: 'now skeleton', 'aria-busy': 'true' }, zh.loading), h('section', { class: 'recent skeleton' })]),
        ready && queues(),
        h('p', { class: 'unseen', 'aria-live': 'assertive' }, state.said),
      ]);
    };
  },
};

createApp(Display).mount('#app');
