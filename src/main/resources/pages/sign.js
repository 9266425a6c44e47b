/** The sign over one window: its name, what it does for people, and whom it calls or serves. */
import { createApp, h, onMounted, reactive } from './vue.js';
import { ask } from './api.js';
import { followBoard, pauseOf, rowOf } from './board.js';
import { timeOfDay } from './clock.js';
import { followHall } from './hall.js';
import { sendHeartbeats } from './heartbeat.js';
import { showNameWhenAsked } from './identify.js';
import { bilingual, hallOfPage, icon } from './parts.js';
import { renewPage } from './renewal.js';
import { wordsIn } from './words.js';

const MOST_ITEMS = 6;
const ITEMS_OF_PAGE = 100;
const zh = wordsIn('zh');
const en = wordsIn('en');

/** What a state looks like beside its words and its colour. */
const SIGNS = { open: 'check', paused: 'closed', closed: 'stop' };

/** The first of each list, then the second of each: wherever it is cut off, none is left out. */
const inTurn = (lists) => Array.from({ length: Math.max(0, ...lists.map((list) => list.length)) }, (none, nth) => lists.flatMap((list) => list[nth] ?? []))
  .flat();

const Sign = {
  setup() {
    const slug = hallOfPage();
    const id = decodeURIComponent(location.pathname.split('/')[4]);
    const live = followBoard(slug);
    showNameWhenAsked(live);
    const state = reactive({ items: [], total: 0 });

    /** Items of all the window's queues, each queue's in the hall's order. */
    async function findItems(hall) {
      const found = await Promise.all((rowOf(hall.windows, id)?.queues ?? []).map((queue) => ask(
        'GET', `/api/v1/halls/${slug}/items?limit=${ITEMS_OF_PAGE}&queue=${encodeURIComponent(queue)}`,
      )));
      state.items = inTurn(found.map((page) => page.items)).slice(0, MOST_ITEMS);
      state.total = found.reduce((sum, page) => sum + page.total, 0);
    }

    const config = followHall(slug, live, findItems);

    onMounted(() => {
      sendHeartbeats(slug, 'display', false);
      renewPage(() => live.state === 'live');
    });

    function name(window) {
      const zones = window.queues.map((queue) => rowOf(config.hall.queues, queue)?.name).filter(Boolean);
      return h('header', { class: 'name' }, [
        bilingual('h1', 'window', window.name.zh, window.name.en),
        bilingual('p', ['zones', zones.length > 1 && 'several'], h('strong', zones.map((zone) => zone.zh).join('、')), zones.map((zone) => zone.en).join(', ')),
      ]);
    }

    function now(window) {
      const row = rowOf(live.board.windows, window.id) ?? { state: 'closed' };
      const status = pauseOf(live.board) && row.state !== 'serving' ? 'paused' : row.state;
      return h('section', { class: ['state', status], 'data-state': status, key: `${status} ${row.ticket ?? ''}`, 'aria-live': 'polite' }, [
        bilingual('p', 'label', [SIGNS[status] && icon(SIGNS[status]), zh.sign[status]], en.sign[status]),
        row.ticket && status === row.state
          ? h('p', { class: `number length-${row.ticket.length}` }, row.ticket)
          : bilingual('p', 'help', zh.sign[`${status}Help`] ?? '', en.sign[`${status}Help`] ?? ''),
      ]);
    }

    const items = () => state.items.length > 0 && h('section', { class: 'items' }, [
      bilingual('h2', 'label', zh.sign.items, en.sign.items),
      h('ul', state.items.map((item) => bilingual('li', '', item.name.zh, item.name.en))),
      state.total > state.items.length && bilingual('p', 'more', zh.sign.more(state.total), en.sign.more(state.total)),
    ]);

    return () => {
      const window = live.board && rowOf(config.hall?.windows, id);
      return h('main', { class: ['plate', live.state] }, window
        ? [
          name(window), now(window), items(),
          live.state === 'stale' && h('p', { class: 'notice stale', role: 'status' }, [
            icon('lost'), h('strong', zh.stale(timeOfDay(live.since, config.hall.zone))), h('span', { lang: 'en' }, en.stale(timeOfDay(live.since, config.hall.zone))),
          ]),
        ]
        : [h('h1', { class: 'unseen' }, zh.loading), h('section', { class: 'state skeleton', 'aria-busy': 'true' })]);
    };
  },
};

createApp(Sign).mount('#app');
