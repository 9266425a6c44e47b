/** A hall as its supervisor sees it: what to do now, what is wrong, and the means to mend it. */
import { defineComponent, h, onMounted, onUnmounted, reactive, ref, watch } from './vue.js';
import { Refused, ask, loadHall } from './api.js';
import { adviceBanner } from './advice.js';
import { followBoard, rowOf } from './board.js';
import { timeOfDay } from './clock.js';
import { followHall } from './hall.js';
import { hallOfPage, icon } from './parts.js';
import { failureText, mayOversee, staffBar, staffGate, useStaff } from './staff.js';
import { HallCases } from './supervision-cases.js';
import { DayCharts } from './supervision-charts.js';
import { SupervisionDialog } from './supervision-dialogs.js';
import { hallPanels } from './supervision-panels.js';
import { language, local, words } from './words.js';

const OUTLOOK_MILLIS = 3_000;
const OUTLOOK_AGAIN_MILLIS = 15_000;

/** The hall while somebody is signed in: with the session ends all that is followed. */
const HallAtWork = defineComponent({
  props: { slug: String, user: Object },
  setup({ slug, user }) {
    const live = followBoard(slug, { topic: 'supervision', ended: user.signedOut });
    const config = followHall(slug, live);
    const state = reactive({ outlook: null, asks: null, trouble: null });
    let askedAt = 0;
    let timer = 0;
    let over = false;

    async function refresh() {
      clearTimeout(timer);
      askedAt = Date.now();
      try {
        state.outlook = await ask('GET', `/api/v1/halls/${slug}/outlook`);
        state.trouble = null;
      } catch (failure) {
        if (failure instanceof Refused && failure.status === 401) {
          user.signedOut();
        }
        state.trouble = failureText(failure);
      }
      soon(OUTLOOK_AGAIN_MILLIS);
    }
    function soon(millis) {
      clearTimeout(timer);
      timer = over ? 0 : setTimeout(refresh, Math.max(0, askedAt + millis - Date.now()));
    }
    const board = () => live.board;
    const hall = () => config.hall;
    const zone = () => hall()?.zone;
    const clock = (at) => timeOfDay(Date.parse(at), zone());
    const nameOf = (id) => local(rowOf(hall().queues, id)?.name ?? { zh: id, en: id });
    const rowsOfBoard = () => board() && [...board().queues, ...board().windows].map((row) => row.id).join();

    watch(() => [board()?.seq, live.state], () => soon(OUTLOOK_MILLIS));
    watch(rowsOfBoard, (now, before) => before && config.again());
    onMounted(refresh);
    onUnmounted(() => {
      over = true;
      clearTimeout(timer);
    });

    const asks = (what) => { state.asks = what; };
    const panels = hallPanels({ hall, board, outlook: () => state.outlook, nameOf, clock, asks });

    const facts = () => [
      [words().supervision.waiting, words().supervision.people(state.outlook.waiting)],
      [words().supervision.manned, words().supervision.windows(state.outlook.manned)],
      [words().supervision.alarms, words().supervision.count(board() ? panels.openAlarms().length : state.outlook.alarms)],
      [words().supervision.asOf, clock(state.outlook.at)],
    ];

    /** The way from the sentence to the deed, where there is one on this page. */
    function remedy(advice) {
      const w = words().supervision;
      if (advice.kind === 'lend-windows') {
        return h('button', { type: 'button', class: 'primary', onClick: () => asks({ name: 'queues', window: advice.windows[0], with: advice.queue }) }, w.lend(advice.windows[0]));
      }
      if (advice.kind === 'paused' && user.is('manager', 'admin')) {
        return h('button', { type: 'button', class: 'primary', onClick: () => asks({ name: 'resume' }) }, w.resume);
      }
      return advice.kind === 'alarms' ? h('a', { class: 'button', href: '#alarms' }, w.seeAlarms) : null;
    }
    const banner = () => (state.outlook && hall()
      ? adviceBanner(state.outlook.advice, state.outlook.advice.queue ? nameOf(state.outlook.advice.queue) : '', zone(), facts(), remedy(state.outlook.advice))
      : h('div', { class: 'skeleton', 'aria-busy': 'true' }));

    /** That what stands here is old: the board, or what to do about it. */
    function old() {
      if (live.state === 'stale') {
        return h('div', { class: 'notice stale', role: 'alert' }, [icon('lost'), h('strong', words().stale(timeOfDay(live.since, zone())))]);
      }
      return state.trouble && h('div', { class: 'notice stale', id: 'outlook-old', role: 'status' }, [icon('lost'), h('div', [
        h('strong', state.outlook ? words().supervision.outlookOld(clock(state.outlook.at)) : state.trouble.title),
        state.trouble.help && h('p', { class: 'detail', lang: 'en' }, state.trouble.help),
      ])]);
    }

    const hallActions = () => user.is('manager', 'admin') && h('section', { class: 'card whole' }, [
      h('h2', words().supervision.wholeHall),
      h('div', { class: 'answers' }, [
        state.outlook?.advice.kind === 'paused'
          ? h('button', { type: 'button', onClick: () => asks({ name: 'resume' }) }, words().supervision.resume)
          : h('button', { type: 'button', id: 'pause-hall', onClick: () => asks({ name: 'pause' }) }, words().supervision.pause),
        h('button', { type: 'button', id: 'end-day', onClick: () => asks({ name: 'end' }) }, words().supervision.endDay),
      ]),
    ]);

    function done(text) {
      user.note('good', text);
      soon(OUTLOOK_MILLIS);
    }
    const ready = () => hall() && state.outlook && board();
    return () => h('main', { lang: language.value === 'zh' ? 'zh-CN' : 'en' }, [
      h('h1', { class: 'unseen', tabindex: -1 }, words().supervision.title),
      old(), banner(), user.noteLine(),
      ready() ? h('div', { class: 'columns' }, [
        h('div', { class: 'main-column' }, [panels.zones(), panels.windows()]),
        h('div', { class: 'side-column' }, [panels.alarms(), panels.byHand(), hallActions()]),
      ]) : h('div', { class: 'skeleton tall', 'aria-busy': 'true' }),
      hall() && h(HallCases, { slug, zone: zone(), windows: board()?.windows ?? [], ended: user.signedOut }),
      ready() && h(DayCharts, { hall: hall(), slug, issued: board().queues.reduce((sum, queue) => sum + queue.issued, 0) }),
      state.asks && ready() && h(SupervisionDialog, {
        key: JSON.stringify(state.asks), slug, hall: hall(), board: board(), asks: state.asks, onAsk: asks, onDone: done, onClose: () => asks(null),
      }),
    ]);
  },
});

export const SupervisedHall = {
  setup() {
    const slug = hallOfPage();
    const name = ref(null);
    const user = useStaff({
      may: (session) => mayOversee(session) && (session.hall === undefined || session.hall === slug), remark: 'notSupervisor',
    });
    onMounted(async () => { name.value = (await loadHall(slug)).name; });
    return () => [
      staffBar(user, words().supervision.title, name.value && local(name.value), [
        h('a', { href: '/supervision' }, words().supervision.allHalls),
        user.is('manager', 'admin') && h('a', { href: `/admin/${slug}` }, words().admin.title),
      ]),
      user.staff.session ? h(HallAtWork, { slug, user }) : h('main', [staffGate(user, 'supervision')]),
    ];
  },
};
