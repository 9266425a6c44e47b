/** The sign over one window: its name, what it does for people, and whom it calls or serves. */
import { createApp, h, onMounted, reactive } from './vue.js';
import { ask } from './api.js';
import { followBoard, pauseOf, rowOf } from './board.js';
import { timeOfDay } from './clock.js';
import { followHall } from './hall.js';
import { sendHeartbeats } from './heartbeat.js';
import { hallOfPage, icon } from './parts.js';
import { renewPage } from './renewal.js';
import { wordsIn } from './words.js';

const MOST_ITEMS = 8;
const ITEMS_OF_PAGE = 100;
const zh = wordsIn('zh');
const en = wordsIn('en');

/** What a state looks like beside its words and its colour. */
const SIGNS = { open: 'check', paused: 'closed', closed: 'stop' };

const both = (tag, name, zhText, enText) => h(tag, { class: name }, [zhText, h('span', { lang: 'en' }, enText)]);

const Sign = {
  setup() {
    const slug = hallOfPage();
    const id = decodeURIComponent(location.pathname.split('/')[4]);
    const live = followBoard(slug);
    const state = reactive({ items: [], total: 0 });

    /** Items of the window's queues, in the hall's order. */
    async function findItems(hall) {
      const found = await Promise.all((rowOf(hall.windows, id)?.queues ?? []).map((queue) => ask(
        'GET', `/api/v1/halls/${slug}/items?limit=${ITEMS_OF_PAGE}&queue=${encodeURIComponent(queue)}`,
      )));
      state.items = found.flatMap((page) => page.items).slice(0, MOST_ITEMS);
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
        both('h1', 'window', window.name.zh, window.name.en),
        both('p', 'zones', zones.map((zone) => zone.zh).join('、'), zones.map((zone) => zone.en).join(', ')),
      ]);
    }

    function now(window) {
      const row = rowOf(live.board.windows, window.id) ?? { state: 'closed' };
      const status = pauseOf(live.board) && row.state !== 'serving' ? 'paused' : row.state;
      return h('section', { class: ['state', status], 'data-state': status, key: `${status} ${row.ticket ?? ''}`, 'aria-live': 'polite' }, [
        both('p', 'label', [SIGNS[status] && icon(SIGNS[status]), zh.sign[status]], en.sign[status]),
        row.ticket && status === row.state
          ? h('p', { class: `number length-${row.ticket.length}` }, row.ticket)
          : both('p', 'help', zh.sign[`${status}Help`] ?? '', en.sign[`${status}Help`] ?? ''),
      ]);
    }

    const items = () => state.items.length > 0 && h('section', { class: 'items' }, [
      both('h2', 'label', zh.sign.items, en.sign.items),
      h('ul', state.items.map((item) => h('li', { key: item.id }, item.name.zh))),
      state.total > state.items.length && both('p', 'more', zh.sign.more(state.total), en.sign.more(state.total)),
    ]);

    return () => {
      const window = live.board && rowOf(config.hall?.windows, id);
      return h('main', { class: ['plate', live.state] }, window
        ? [
          name(window), now(window), items(),
          live.state === 'stale' && h('p', { class: 'notice stale', role: 'status' }, [
            icon('lost'), h('strong', zh.stale(timeOfDay(live.since, config.hall.zone))),
          ]),
        ]
        : [h('h1', { class: 'unseen' }, zh.loading), h('section', { class: 'state skeleton', 'aria-busy': 'true' })]);
    };
  },
};

createApp(Sign).mount('#app');
