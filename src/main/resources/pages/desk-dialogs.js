/** What an action asks before it is done; one key each where it can be. */
import { defineComponent, h, onMounted, reactive, ref } from './vue.js';
import { rowOf } from './board.js';
import { local, words } from './words.js';

/** Digits that choose. */
const MOST_KEYS = 9;
const NUMBER = /^([A-Z]{1,2})0*(\d{1,6})$/;

/** A modal box; Escape and the way back close it. `keys` answers a key, true when it was one. */
const Box = defineComponent({
  props: { title: String, help: String, keys: { type: Function, default: () => false } },
  emits: ['close'],
  setup(props, { slots, emit }) {
    const box = ref(null);
    onMounted(() => {
      box.value.showModal();
      (box.value.querySelector('[autofocus]') ?? box.value.querySelector('h2')).focus();
    });
    const pressed = (event) => {
      const typing = event.target.matches('input[type=text]');
      if (!typing && !event.repeat && !event.ctrlKey && !event.altKey && !event.metaKey && props.keys(event.key.toUpperCase())) {
        event.preventDefault();
      }
      event.stopPropagation();
    };
    return () => h('dialog', {
      ref: box, 'aria-labelledby': 'dialog-title', onKeydown: pressed, onClose: () => emit('close'),
    }, [
      h('h2', { id: 'dialog-title', tabindex: -1 }, props.title),
      props.help && h('p', { class: 'help' }, props.help),
      slots.default(),
      h('button', { type: 'button', class: 'quiet cancel', onClick: () => emit('close') }, [words().window.notNow, h('kbd', { 'aria-hidden': 'true' }, 'Esc')]),
    ]);
  },
});

const choice = (key, text, detail, run, chosen) => h('button', {
  type: 'button', class: ['choice', chosen && 'chosen'], key: text, 'data-key': key, onClick: run,
}, [key !== '' && h('kbd', { 'aria-hidden': 'true' }, key), h('span', [text, detail && h('small', detail)])]);

/** Presets under digits, and a line for anything else. */
const reasons = (presets, form, done) => [
  h('div', { class: 'choice-list' }, presets.map((text, index) => choice(index + 1, text, '', () => done(text)))),
  h('form', { class: 'other', onSubmit: (event) => { event.preventDefault(); if (form.reason.trim()) { done(form.reason.trim()); } } }, [
    h('div', { class: 'field' }, [
      h('label', { for: 'reason' }, words().window.otherReason),
      h('input', { id: 'reason', type: 'text', maxlength: 200, value: form.reason, onInput: (event) => { form.reason = event.target.value; } }),
    ]),
    h('button', { type: 'submit' }, words().window.useReason),
  ]),
];

const HoldBox = (desk, done, close) => {
  const form = reactive({ reason: '', hereOnly: false });
  const hold = (reason) => done('hold', { body: { reason, hereOnly: form.hereOnly } });
  const presets = words().window.holdReasons;
  return () => h(Box, {
    title: words().window.holdTitle(desk.row()?.ticket ?? ''),
    help: words().window.holdHelp,
    onClose: close,
    keys: (key) => {
      if (key === '0') {
        form.hereOnly = !form.hereOnly;
        return true;
      }
      const preset = presets[Number(key) - 1];
      return Boolean(preset) && (hold(preset), true);
    },
  }, () => [
    h('label', { class: 'check' }, [
      h('input', { type: 'checkbox', checked: form.hereOnly, onChange: (event) => { form.hereOnly = event.target.checked; } }),
      words().window.hereOnly, h('kbd', { 'aria-hidden': 'true' }, '0'),
    ]),
    reasons(presets, form, hold),
  ]);
};

const TransferBox = (desk, done, close) => {
  const form = reactive({ position: 'keep', reason: '', missing: false });
  function transfer(target) {
    if (form.position === 'front' && !form.reason.trim()) {
      form.missing = true;
      document.querySelector('#reason').focus();
      return;
    }
    const reason = form.reason.trim();
    done('transfer', { body: { ...target, position: form.position, ...(reason && { reason }) } });
  }
  const queues = () => desk.state.hall.queues;
  const serves = (one) => rowOf(desk.state.hall.windows, one.id)?.queues.includes(desk.details()?.queue);
  /** Open ones; first those that serve the ticket's queue anyway. */
  const windows = () => desk.live.board.windows
    .filter((one) => one.id !== desk.state.windowId && one.state !== 'closed' && rowOf(desk.state.hall.windows, one.id))
    .sort((one, other) => Number(serves(other) ?? false) - Number(serves(one) ?? false));
  return () => h(Box, {
    title: words().window.transferTitle(desk.row()?.ticket ?? ''),
    help: words().window.transferHelp,
    onClose: close,
    keys: (key) => {
      const queue = queues().find((one) => one.prefix === key);
      const window = /^[1-9]$/.test(key) && windows()[Number(key) - 1];
      return Boolean(queue || window) && (transfer(queue ? { queue: queue.id } : { window: window.id }), true);
    },
  }, () => [
    h('fieldset', { class: 'segments' }, [
      h('legend', words().window.position),
      ['keep', 'back', 'front'].map((position) => h('label', { class: form.position === position && 'chosen' }, [
        h('input', { type: 'radio', name: 'position', checked: form.position === position, onChange: () => { form.position = position; } }),
        words().window.positions[position],
      ])),
    ]),
    form.position === 'front' && h('div', { class: 'field' }, [
      h('label', { for: 'reason' }, words().window.frontReason),
      h('input', {
        id: 'reason', type: 'text', maxlength: 200, value: form.reason, 'aria-invalid': String(form.missing),
        onInput: (event) => { form.reason = event.target.value; form.missing = false; },
      }),
    ]),
    h('h3', words().window.toQueue),
    h('div', { class: 'choice-list two' }, queues().map((queue) => choice(
      queue.prefix, local(queue.name), '', () => transfer({ queue: queue.id }),
    ))),
    windows().length > 0 && [
      h('h3', words().window.toWindow),
      h('div', { class: 'choice-list two' }, windows().map((one, index) => choice(
        index < MOST_KEYS ? index + 1 : '', local(rowOf(desk.state.hall.windows, one.id).name), words().window.state[one.state], () => transfer({ window: one.id }),
      ))),
    ],
  ]);
};

const QuickBox = (desk, done, close) => {
  const serve = (queue) => done('quick-serve', { body: { queue: queue.id } });
  return () => h(Box, {
    title: words().window.quickTitle,
    help: words().window.quickHelp,
    onClose: close,
    keys: (key) => {
      const queue = desk.queues().find((one) => one.prefix === key);
      return Boolean(queue) && (serve(queue), true);
    },
  }, () => h('div', { class: 'choice-list' }, desk.queues().map((queue) => choice(
    queue.prefix, local(rowOf(desk.state.hall.queues, queue.id).name), '', () => serve(queue),
  ))));
};

const CallBox = (desk, done, close) => {
  const form = reactive({ number: desk.state.asks.number ?? '', given: Boolean(desk.state.asks.number), reason: '', missing: false });
  function call(reason) {
    const parts = NUMBER.exec(form.number.trim().toUpperCase());
    if (!parts) {
      form.missing = true;
      document.querySelector('#number').focus();
      return;
    }
    const ticket = `${desk.live.board.businessDay.replaceAll('-', '')}-${parts[1]}${parts[2].padStart(3, '0')}`;
    done('call', { body: { ticket, reason } });
  }
  const presets = words().window.callReasons;
  return () => h(Box, {
    title: form.given ? words().window.callTitle(form.number) : words().window.action.call,
    help: words().window.callHelp,
    onClose: close,
    keys: (key) => {
      const preset = presets[Number(key) - 1];
      return Boolean(preset) && (call(preset), true);
    },
  }, () => [
    !form.given && h('form', { class: 'field', onSubmit: (event) => { event.preventDefault(); document.querySelector('dialog .choice').focus(); } }, [
      h('label', { for: 'number' }, words().window.whichNumber),
      h('input', {
        id: 'number', type: 'text', autofocus: true, autocomplete: 'off', autocapitalize: 'characters', maxlength: 8, value: form.number,
        'aria-invalid': String(form.missing), onInput: (event) => { form.number = event.target.value; form.missing = false; },
      }),
    ]),
    h('h3', words().window.whyOutOfOrder),
    reasons(presets, form, call),
  ]);
};

const TakeOverBox = (desk, done, close) => () => h(Box, {
  title: words().window.takeOverTitle(desk.state.windowId), help: words().window.takeOverHelp, onClose: close,
}, () => h('button', { type: 'button', class: 'primary confirm', autofocus: true, onClick: () => done('take-over', {}) }, words().window.main['take-over']));

const BOXES = { hold: HoldBox, transfer: TransferBox, 'quick-serve': QuickBox, call: CallBox, 'take-over': TakeOverBox };

/** The dialog that `desk.state.asks` names. */
export const DeskDialog = defineComponent({
  props: { desk: Object, actions: Object },
  setup({ desk, actions }) {
    const close = () => { desk.state.asks = null; };
    const done = (verb, given) => {
      close();
      actions.act(verb, given);
    };
    return BOXES[desk.state.asks.name](desk, done, close);
  },
});
