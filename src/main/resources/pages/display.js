/** The hall's display: who is called, read from ten metres; Chinese and English together. */
import { createApp, h, onMounted, reactive, watch } from './vue.js';
import { currentSession, loadHall } from './api.js';
import { followBoard, rowOf, pauseOf } from './board.js';
import { dayOf, serverNow, timeOfDay } from './clock.js';
import { sendHeartbeats } from './heartbeat.js';
import { hallOfPage, icon, useNow } from './parts.js';
import { approvalAddress, pairDevice } from './pairing.js';
import { followCalls, speechState } from './speech.js';
import { wordsIn } from './words.js';

const RECENT = 5;
const RELOAD_HALL_MILLIS = 300_000;
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
      h('span', [zh.pairing.display(approvalAddress(props.hall)),
        h('span', { lang: 'en' }, en.pairing.display(approvalAddress(props.hall)))]),
    ]);
  },
};

const Display = {
  setup() {
    const slug = hallOfPage();
    const live = followBoard(slug);
    const now = useNow(1_000);
    const state = reactive({ hall: null, calling: null, said: '', pairing: false });

    function windowName(id) {
      const name = rowOf(state.hall?.windows, id)?.name ?? { zh: `${id} 号窗口`, en: `Window ${id}` };
      return { zh: name.zh, en: inSentence(name.en) };
    }

    function show(call) {
      state.calling = call;
      if (call) {
        const window = windowName(call.window);
        state.said = `${zh.display.call(call.ticket, window.zh)}。${en.display.call(call.ticket, window.en)}`;
      }
    }

    let again = 0;
    async function findHall() {
      clearTimeout(again);
      try {
        state.hall = await loadHall(slug);
      } finally {
        clearTimeout(again);
        again = setTimeout(findHall, RELOAD_HALL_MILLIS);
      }
    }

    watch(() => live.board?.version, (now, before) => {
      if (before) {
        findHall();
      }
    });

    async function findSession() {
      try {
        state.pairing = await currentSession() === null;
      } catch (lost) {
        setTimeout(findSession, 5_000);
      }
    }

    onMounted(() => {
      findHall();
      if (location.hash === '#pair') {
        findSession();
      }
      followCalls(live, windowName, show);
      sendHeartbeats(slug, 'display', location.hash === '#pair');
    });

    const both = (tag, name, key) => h(tag, { class: name }, [
      zh.display[key], h('span', { lang: 'en' }, en.display[key]),
    ]);

    const header = () => h('header', [
      h('div', { class: 'hall' }, state.hall && [
        h('strong', state.hall.name.zh), h('span', { lang: 'en' }, state.hall.name.en),
      ]),
      speechState() === 'asleep' && now.value > 0 && h('button', { type: 'button', class: 'sound' }, [
        icon('sound'), h('span', [zh.display.sound, h('span', { lang: 'en' }, en.display.sound)]),
      ]),
      h('div', { class: 'when' }, state.hall && [
        h('time', { class: 'clock' }, timeOfDay(now.value && serverNow(), state.hall.zone)),
        h('span', { class: 'day' }, [
          dayOf(serverNow(), state.hall.zone, 'zh'),
          h('span', { lang: 'en' }, dayOf(serverNow(), state.hall.zone, 'en')),
        ]),
      ]),
    ]);

    function current(call) {
      if (!call) {
        return h('section', { class: 'now none' }, [
          h('p', { class: 'label' }, [zh.display.none, h('span', { lang: 'en' }, en.display.none)]),
          h('p', [zh.display.noneHelp, h('span', { lang: 'en' }, en.display.noneHelp)]),
        ]);
      }
      const window = windowName(call.window);
      return h('section', { class: ['now', state.calling && 'new'], key: call.announcement, 'data-call': call.ticket }, [
        both('h1', 'label', 'now'),
        h('p', { class: `ticket length-${call.ticket.length}`, 'aria-hidden': 'true' }, [h('span', zh.display.please), h('b', call.ticket), h('span', zh.display.to)]),
        h('p', { class: 'window', 'aria-hidden': 'true' }, [h('b', window.zh)]),
        h('p', { class: 'english', lang: 'en' }, en.display.call(call.ticket, window.en)),
      ]);
    }

    const recent = (calls, empty) => h('section', { class: 'recent' }, [
      both('h2', 'label', 'recent'),
      calls.length === 0
        ? both('p', 'empty', empty)
        : h('ol', calls.map((call) => h('li', { key: call.announcement }, [
          h('b', call.ticket), h('span', { class: 'arrow', 'aria-hidden': 'true' }, '→'), h('span', { class: 'to' }, windowName(call.window).zh),
        ]))),
    ]);

    const count = (waiting) => h('b', { class: waiting === 0 && 'nobody' }, waiting);

    const queues = () => h('section', { class: 'waiting' }, [
      both('h2', 'label', 'waiting'),
      h('ul', state.hall.queues.map((queue) => h('li', { key: queue.id }, [
        h('span', { class: 'name' }, [h('i', queue.prefix), queue.name.zh]),
        count(rowOf(live.board.queues, queue.id)?.waiting ?? 0),
      ]))),
    ]);

    return () => {
      const ready = state.hall && live.board;
      const calls = ready ? [...live.board.recentCalls].reverse() : [];
      const call = state.calling ?? calls[0] ?? null;
      const others = calls
        .filter((other, index) => other.announcement !== call?.announcement
          && calls.findIndex((newer) => newer.ticket === other.ticket) === index
          && other.ticket !== call?.ticket)
        .slice(0, RECENT);
      return h('div', { class: ['board', live.state] }, [
        header(),
        state.pairing && h(PairingStrip, { hall: slug, onPaired: () => { state.pairing = false; } }),
        live.state === 'stale' && h('div', { class: 'notice stale', role: 'status' }, [
          icon('lost'),
          h('strong', zh.stale(timeOfDay(live.since, state.hall?.zone))),
          h('span', { lang: 'en' }, en.stale(timeOfDay(live.since, state.hall?.zone))),
        ]),
        ready && pauseOf(live.board) && h('div', { class: 'notice stale', role: 'status' }, [
          icon('lost'),
          h('strong', zh.paused(pauseOf(live.board).text)),
          h('span', { lang: 'en' }, en.paused(pauseOf(live.board).text)),
        ]),
        h('main', ready
          ? [current(call), recent(others, call ? 'noOthers' : 'noCalls')]
          : [h('section', { class: 'now skeleton', 'aria-busy': 'true' }, zh.loading), h('section', { class: 'recent skeleton' })]),
        ready && queues(),
        h('p', { class: 'unseen', 'aria-live': 'assertive' }, state.said),
      ]);
    };
  },
};

createApp(Display).mount('#app');
