/** Finding what to apply for: the items of a zone that are asked for most, and by letters. */
import { defineComponent, h, onUnmounted, reactive, watch } from './vue.js';
import { Refused, ask } from './api.js';
import { action, question } from './kiosk-parts.js';
import { both, icon } from './parts.js';
import { local, words } from './words.js';

/** A zone shows as many items as a glance takes in. */
const MOST_ITEMS = 8;
const MOST_FOUND = 6;
const MOST_LETTERS = 20;
const SETTLE_MILLIS = 150;
const AGAIN_MILLIS = 3_000;
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Asks until there is an answer, or nobody waits for it any more; a refusal is told, and ends it. */
async function itemsOf(hall, query, wanted, refused) {
  while (wanted()) {
    try {
      return await ask('GET', `/api/v1/halls/${hall}/items?${new URLSearchParams(query)}`);
    } catch (failure) {
      if (failure instanceof Refused) {
        if (wanted()) {
          refused(failure);
        }
        return null;
      }
      await new Promise((done) => setTimeout(done, AGAIN_MILLIS));
    }
  }
  return null;
}

const itemButton = (item, choose) => h('button', {
  type: 'button', class: 'item', key: item.id, 'data-item': item.id, onClick: () => choose(item),
}, [h('span', { class: 'name' }, both(item.name))]);

/** The items of a zone; nothing is chosen when it has none. */
export const ZoneItems = defineComponent({
  props: { hall: { type: String, required: true }, zone: { type: Object, required: true } },
  emits: ['choose', 'search', 'refused'],
  setup(props, { emit }) {
    const state = reactive({ items: null, counted: false, total: 0 });
    let gone = false;
    onUnmounted(() => { gone = true; });
    itemsOf(props.hall, { queue: props.zone.id, order: 'used', limit: MOST_ITEMS }, () => !gone, (failure) => emit('refused', failure))
      .then((page) => {
        if (page && page.total === 0) {
          emit('choose', null);
        } else if (page) {
          state.items = page.items;
          state.total = page.total;
          state.counted = page.items.some((item) => item.uses);
        }
      });
    return () => h('div', { class: 'zone-items' }, [
      question('item'),
      h('p', { class: 'of-zone' }, [
        h('span', { class: 'prefix', 'aria-hidden': 'true' }, props.zone.prefix),
        h('span', { class: 'name' }, both(props.zone.name)),
        state.counted && h('span', { class: 'why' }, words().kiosk.mostUsed),
      ]),
      h('div', { class: 'items', 'aria-busy': state.items === null ? 'true' : undefined }, state.items
        ? state.items.map((item) => itemButton(item, (chosen) => emit('choose', chosen)))
        : Array.from({ length: MOST_ITEMS }, () => h('div', { class: 'skeleton' }))),
      h('div', { class: 'acts' }, [
        state.total > MOST_ITEMS && action('find', 'search', words().kiosk.otherItem, () => emit('search')),
        action('just', 'person', words().kiosk.justZone(local(props.zone.name)), () => emit('choose', null)),
      ]),
    ]);
  },
});

/** By letters on the screen, or whatever a keyboard types. */
export const Search = defineComponent({
  props: { hall: { type: String, required: true }, zones: { type: Array, required: true } },
  emits: ['choose', 'unsure', 'refused'],
  setup(props, { emit }) {
    const state = reactive({ text: '', items: [], total: null });
    let gone = false;
    let timer = 0;
    onUnmounted(() => {
      gone = true;
      clearTimeout(timer);
    });

    async function find() {
      const text = state.text;
      const page = await itemsOf(props.hall, { q: text, order: 'used', limit: MOST_FOUND },
        () => !gone && text === state.text, (failure) => emit('refused', failure));
      if (page && text === state.text) {
        state.items = page.items;
        state.total = page.total;
      }
    }

    watch(() => state.text, (text) => {
      clearTimeout(timer);
      if (text.trim() === '') {
        state.items = [];
        state.total = null;
      } else {
        timer = setTimeout(find, SETTLE_MILLIS);
      }
    });

    const type = (text) => { state.text = text.slice(0, MOST_LETTERS); };
    const zone = (item) => props.zones.find((one) => one.id === item.queue);
    const hit = (item) => h('button', {
      type: 'button', class: 'hit', key: item.id, 'data-item': item.id, onClick: () => emit('choose', item, zone(item)),
    }, [
      h('span', { class: 'prefix', 'aria-hidden': 'true' }, zone(item)?.prefix),
      h('span', { class: 'name' }, both(item.name)),
    ]);

    return () => h('div', { class: 'search' }, [
      question('search'),
      h('label', { class: 'typed' }, [
        icon('search'),
        h('span', { class: 'unseen' }, words().kiosk.typed),
        h('input', {
          value: state.text,
          placeholder: words().kiosk.searchHelp,
          maxlength: MOST_LETTERS,
          inputmode: 'none',
          autocomplete: 'off',
          spellcheck: 'false',
          onInput: (event) => type(event.target.value),
        }),
      ]),
      h('div', { class: 'hits' }, [
        h('p', { class: 'found', role: 'status' }, state.total === null ? '' : words().kiosk.found(state.total)),
        state.items.map(hit),
        state.total === 0 && [
          h('p', words().kiosk.foundNone),
          action('unsure', 'help', words().kiosk.unsure, () => emit('unsure')),
        ],
      ]),
      h('div', { class: 'keys' }, [
        LETTERS.map((letter) => h('button', {
          type: 'button', class: 'key', key: letter, onClick: () => type(state.text + letter),
        }, letter)),
        h('button', {
          type: 'button', class: 'key wide', key: 'erase', onClick: () => type(state.text.slice(0, -1)),
        }, words().kiosk.erase),
        h('button', {
          type: 'button', class: 'key wide', key: 'clear', onClick: () => type(''),
        }, words().kiosk.clear),
      ]),
    ]);
  },
});
