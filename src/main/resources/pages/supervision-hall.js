/** A hall as its supervisor sees it: what to do now, what is wrong, and the means to mend it. */
import { computed, h, onMounted, onUnmounted, reactive, watch } from './vue.js';
import { Refused, ask, loadHall } from './api.js';
import { adviceBanner, minutesOf } from './advice.js';
import { followBoard, rowOf } from './board.js';
import { serverNow, timeOfDay } from './clock.js';
import { hallOfPage, icon, useNow } from './parts.js';
import { failureText, staffBar, staffGate, useStaff } from './staff.js';
import { DayCharts } from './supervision-charts.js';
import { SupervisionDialog } from './supervision-dialogs.js';
import { language, local, words } from './words.js';

const OUTLOOK_MILLIS = 3_000;
const OUTLOOK_AGAIN_MILLIS = 15_000;
const HALL_AGAIN_MILLIS = 60_000;
const SHOWN_ALARMS = 30;

export const SupervisedHall = {
  setup() {
    const slug = hallOfPage();
    const now = useNow(5_000);
    const state = reactive({ hall: null, outlook: null, asks: null, note: null, trouble: false });
    const user = useStaff({
      may: (session) => session.roles.some((role) => ['supervisor', 'manager', 'admin'].includes(role))
        && (session.hall === undefined || session.hall === slug),
      remark: 'notSupervisor',
      enter: start,
    });
    let live = reactive({ board: null, state: 'loading', since: Date.now() });
    const link = reactive({ live });
    let askedAt = 0;
    let timer = 0;

    function start() {
      if (!live.follows) {
        live = followBoard(slug, { topic: 'supervision', ended: user.signedOut });
        live.follows = true;
        link.live = live;
      } else {
        live.again();
      }
      refresh();
    }

    async function refresh() {
      clearTimeout(timer);
      timer = setTimeout(refresh, OUTLOOK_AGAIN_MILLIS);
      if (!user.staff.session) {
        return;
      }
      askedAt = Date.now();
      try {
        state.outlook = await ask('GET', `/api/v1/halls/${slug}/outlook`);
        state.trouble = false;
      } catch (failure) {
        if (failure instanceof Refused && failure.status === 401) {
          user.signedOut();
        }
        state.trouble = true;
      }
    }

    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(refresh, Math.max(0, askedAt + OUTLOOK_MILLIS - Date.now()));
    };
    watch(() => [link.live.board?.seq, link.live.state], soon);
    const board = () => link.live.board;
    const zone = () => state.hall?.zone;
    const clock = (at) => timeOfDay(Date.parse(at), zone());
    const nameOf = (id) => local(rowOf(state.hall.queues, id)?.name ?? { zh: id, en: id });
    const ago = (at) => Math.max(0, Math.floor((serverNow() - Date.parse(at) + 0 * now.value) / 60_000));

    function done(text) {
      state.note = { kind: 'good', text };
      soon();
    }

    const openAlarms = computed(() => (board()?.alarms ?? [])
      .filter((alarm) => !alarm.acknowledged && alarm.state === 'open').toReversed());
    const otherAlarms = computed(() => (board()?.alarms ?? [])
      .filter((alarm) => alarm.acknowledged || alarm.state !== 'open').toReversed().slice(0, SHOWN_ALARMS));

    onMounted(async () => {
      const load = async () => { state.hall = await loadHall(slug); };
      setInterval(load, HALL_AGAIN_MILLIS);
      await load();
    });
    onUnmounted(() => clearTimeout(timer));

    const facts = () => [
      [words().supervision.waiting, words().supervision.people(state.outlook.waiting)],
      [words().supervision.manned, words().supervision.windows(state.outlook.manned)],
      [words().supervision.alarms, words().supervision.count(state.outlook.alarms)],
      [words().supervision.asOf, clock(state.outlook.at)],
    ];

    /** The way from the sentence to the deed, where there is one on this page. */
    function remedy(advice) {
      const w = words().supervision;
      if (advice.kind === 'lend-windows') {
        return h('button', {
          type: 'button', class: 'primary', onClick: () => { state.asks = { name: 'queues', window: advice.windows[0], with: advice.queue }; },
        }, w.lend(advice.windows[0]));
      }
      if (advice.kind === 'paused' && user.is('manager', 'admin')) {
        return h('button', { type: 'button', class: 'primary', onClick: () => { state.asks = { name: 'resume' }; } }, w.resume);
      }
      if (advice.kind === 'alarms') {
        return h('a', { class: 'button', href: '#alarms' }, w.seeAlarms);
      }
      return null;
    }

    const banner = () => (state.outlook && state.hall
      ? adviceBanner(state.outlook.advice, state.outlook.advice.queue ? nameOf(state.outlook.advice.queue) : '', zone(), facts(), remedy(state.outlook.advice))
      : h('div', { class: 'skeleton', 'aria-busy': 'true' }));

    const meter = (line) => {
      const most = Math.max(2 * minutesOf(state.outlook.longWait), 1);
      const share = Math.min(10, Math.ceil((10 * minutesOf(line.p50)) / most));
      return h('span', { class: ['meter', `share-${line.waiting === 0 ? 0 : share}`], 'aria-hidden': 'true' }, [h('i'), h('u')]);
    };

    const zoneRow = (line) => h('tr', { key: line.id, class: [line.trouble, line.waiting === 0 && 'idle'], 'data-queue': line.id }, [
      h('th', { scope: 'row' }, [h('i', { class: 'prefix' }, rowOf(state.hall.queues, line.id)?.prefix), h('span', nameOf(line.id))]),
      h('td', { class: 'state-cell' }, [h('span', { class: ['mark', line.trouble] }, words().supervision.trouble[line.trouble])]),
      h('td', { class: 'number big' }, line.waiting),
      h('td', { class: 'wait' }, [
        line.waiting === 0 ? h('span', { class: 'soft' }, words().supervision.nobody) : line.manned === 0 ? h('span', words().supervision.ifOpened(minutesOf(line.p50))) : [h('b', minutesOf(line.p50)), ` ${words().supervision.minutes}`,
          h('small', words().supervision.most(minutesOf(line.p90)))],
        meter(line),
      ]),
      h('td', { class: 'first' }, line.nextSince && line.waiting > 0 ? words().supervision.firstWaits(ago(line.nextSince)) : '–'),
      h('td', { class: 'number count', 'data-label': `${words().supervision.people(line.waiting)}${words().supervision.waiting} · ${words().supervision.manned}` }, h('span', { class: line.waiting > 0 && line.manned === 0 && 'unserved' }, `${line.manned} / ${line.windows}`)),
    ]);

    const zones = () => h('section', { class: 'card zones' }, [
      h('h2', [words().supervision.zones, h('small', words().supervision.target(minutesOf(state.outlook.longWait)))]),
      h('div', { class: 'scroll' }, [h('table', [
        h('thead', h('tr', words().supervision.columns.map((name, index) => h('th', { scope: 'col', class: [2, 5].includes(index) && 'number' }, name)))),
        h('tbody', state.outlook.queues.map(zoneRow)),
      ])]),
    ]);

    const alarmText = (alarm) => words().supervision.alarm[alarm.kind]({
      ...alarm, queue: alarm.queue && nameOf(alarm.queue), minutes: ago(alarm.since ?? alarm.raisedAt),
    });
    const alarmRow = (alarm) => h('li', { key: alarm.alarm, 'data-alarm': alarm.alarm, class: [alarm.state, alarm.acknowledged && 'seen'] }, [
      h('div', [
        h('strong', alarmText(alarm)),
        h('small', [`${clock(alarm.raisedAt)} `, alarm.acknowledged
          ? words().supervision.seen(alarm.acknowledged.note)
          : alarm.state === 'cleared' ? words().supervision.cleared : '']),
      ]),
      !alarm.acknowledged && h('button', {
        type: 'button', class: 'line', onClick: () => { state.asks = { name: 'alarm', alarm: alarm.alarm, text: alarmText(alarm) }; },
      }, words().supervision.acknowledge),
    ]);
    const alarms = () => h('section', { class: 'card alarms', id: 'alarms' }, [
      h('h2', [words().supervision.alarms, h('small', words().supervision.count(openAlarms.value.length))]),
      openAlarms.value.length === 0 ? h('p', { class: 'empty' }, words().supervision.noAlarms) : h('ul', openAlarms.value.map(alarmRow)),
      otherAlarms.value.length > 0 && h('details', [h('summary', words().supervision.earlier(otherAlarms.value.length)), h('ul', otherAlarms.value.map(alarmRow))]),
    ]);

    const byHand = () => h('section', { class: 'card by-hand' }, [
      h('h2', [words().supervision.byHand, h('small', words().supervision.count(board().callsOutOfOrder.length))]),
      board().callsOutOfOrder.length === 0 ? h('p', { class: 'empty' }, words().supervision.noByHand)
        : h('ul', board().callsOutOfOrder.toReversed().slice(0, 8).map((call) => h('li', { key: call.at + call.ticket }, [
          h('b', call.ticket), h('span', [`${clock(call.at)} · ${call.window} · `, call.reason]),
        ]))),
    ]);

    /** Who is needed and not there: windows of a queue that waits too long. */
    const isWanted = (window) => !['called', 'serving', 'open'].includes(window.state)
      && state.outlook?.queues.some((line) => ['unmanned', 'long'].includes(line.trouble) && window.queues.includes(line.id));
    const windowTile = (window) => h('li', { key: window.id }, [h('button', {
      type: 'button', class: ['tile', window.state, isWanted(window) && 'wanted'], 'data-window': window.id,
      onClick: () => { state.asks = { name: 'window', window: window.id }; },
    }, [
      h('strong', window.id),
      h('span', { class: ['state', window.state] }, words().window.state[window.state]),
      isWanted(window) ? h('span', { class: 'want' }, words().supervision.wanted)
        : h('span', { class: 'ticket' }, window.ticket ?? (window.pausedSince ? words().window.minutes(ago(window.pausedSince)) : '')),
    ])]);
    const windows = () => h('section', { class: 'card windows' }, [
      h('h2', [words().supervision.windowsTitle, h('small', words().supervision.windowsHelp)]),
      h('ul', { class: 'tiles' }, board().windows.map(windowTile)),
    ]);

    const hallActions = () => user.is('manager', 'admin') && h('section', { class: 'card whole' }, [
      h('h2', words().supervision.wholeHall),
      h('div', { class: 'answers' }, [
        state.outlook?.advice.kind === 'paused'
          ? h('button', { type: 'button', onClick: () => { state.asks = { name: 'resume' }; } }, words().supervision.resume)
          : h('button', { type: 'button', id: 'pause-hall', onClick: () => { state.asks = { name: 'pause' }; } }, words().supervision.pause),
        h('button', { type: 'button', id: 'end-day', onClick: () => { state.asks = { name: 'end' }; } }, words().supervision.endDay),
      ]),
    ]);

    const ready = () => state.hall && state.outlook && board();
    return () => [
      staffBar(user, words().supervision.title, state.hall && local(state.hall.name), [
        h('a', { href: '/supervision' }, words().supervision.allHalls),
        user.is('manager', 'admin') && h('a', { href: `/admin/${slug}` }, words().admin.title),
      ]),
      h('main', { lang: language.value === 'zh' ? 'zh-CN' : 'en' }, user.staff.session ? [
        h('h1', { class: 'unseen', tabindex: -1 }, words().supervision.title),
        link.live.state === 'stale' && h('div', { class: 'notice stale', role: 'alert' }, [icon('lost'), h('strong', words().stale(timeOfDay(link.live.since, zone())))]),
        banner(),
        state.note && h('div', { class: ['notice', state.note.kind], role: 'status' }, [icon('check'), h('strong', state.note.text)]),
        ready() ? h('div', { class: 'columns' }, [
          h('div', { class: 'main-column' }, [zones(), windows()]),
          h('div', { class: 'side-column' }, [alarms(), byHand(), hallActions()]),
        ]) : h('div', { class: 'skeleton tall', 'aria-busy': 'true' }),
        ready() && h(DayCharts, { hall: state.hall, slug }),
        state.asks && ready() && h(SupervisionDialog, {
          key: JSON.stringify(state.asks), slug, hall: state.hall, board: board(), asks: state.asks,
          onAsk: (asks) => { state.asks = asks; }, onDone: done, onClose: () => { state.asks = null; }, failureText,
        }),
      ] : [staffGate(user, 'supervision')]),
    ];
  },
};
