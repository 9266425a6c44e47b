/** What pages of the staff share: who is signed in, the bar on top, questions before something is done. */
import { defineComponent, h, onBeforeUnmount, onMounted, onUnmounted, reactive, ref } from './vue.js';
import { Refused, currentSession, endSession } from './api.js';
import { icon, languageSwitch } from './parts.js';
import { SignIn } from './sign-in.js';
import { speakAsBefore, words } from './words.js';

const SESSION_AGAIN_MILLIS = 3_000;
const NOTE_MILLIS = 8_000;

/** Whoever sees how halls do, on whichever page. */
export const mayOversee = (session) => session.roles.some((role) => ['supervisor', 'manager', 'admin'].includes(role));

/**
 * What was done last, or refused. What was done goes away by itself; a refusal stays until it is put
 * away or something else is done.
 */
export function useNote() {
  const state = reactive({ note: null });
  let timer = 0;

  function note(kind, title, help) {
    clearTimeout(timer);
    state.note = title ? { kind, title, help } : null;
    if (kind === 'good') {
      timer = setTimeout(() => note(), NOTE_MILLIS);
    }
  }
  onUnmounted(() => clearTimeout(timer));
  const noteLine = () => state.note && h('div', { class: ['notice', 'note', state.note.kind], role: state.note.kind === 'bad' ? 'alert' : 'status' }, [
    icon(state.note.kind === 'good' ? 'check' : 'lost'),
    h('div', [h('strong', state.note.title), state.note.help && h('p', { class: 'detail', lang: 'en' }, state.note.help)]),
    state.note.kind === 'bad' && h('button', { type: 'button', class: 'line', onClick: () => note() }, words().staff.putAway),
  ]);
  return { note, noteLine };
}

/**
 * Who uses the page. `session` is undefined until it is known, null while nobody is signed in who
 * may. What a page knows and asks for belongs into a component that lives while there is a session.
 *
 * @param {{may: (session: object) => boolean, remark: string, left?: () => void}} how `left` is
 *     called when somebody has signed out, or somebody else has signed in
 */
export function useStaff({ may, remark, left = () => {} }) {
  const staff = reactive({ session: undefined, remark: '' });
  const { note, noteLine } = useNote();
  let last = null;

  function signedIn(session) {
    const allowed = session && may(session);
    if (allowed && session.account !== last) {
      left();
      last = session.account;
    }
    staff.remark = session && !allowed ? remark : '';
    staff.session = allowed ? session : null;
  }

  async function find() {
    try {
      signedIn(await currentSession());
    } catch (lost) {
      setTimeout(find, SESSION_AGAIN_MILLIS);
    }
  }

  async function signOut() {
    try {
      if (await endSession()) {
        return;
      }
    } catch (failure) {
      if (!(failure instanceof Refused)) {
        note('bad', words().signIn.lost);
        return;
      }
    }
    note();
    left();
    staff.session = null;
    staff.remark = '';
  }

  onMounted(() => {
    speakAsBefore();
    find();
  });
  return {
    staff,
    note,
    noteLine,
    signedIn,
    signOut,
    signedOut: () => { staff.session = null; },
    is: (...roles) => Boolean(staff.session?.roles.some((role) => roles.includes(role))),
  };
}

/** The bar: where one is, where one can go. */
export const staffBar = ({ staff, signOut }, title, where, links) => h('header', { class: 'bar' }, [
  h('div', { class: 'where' }, [h('strong', title), where && h('span', { class: 'hall' }, where)]),
  h('nav', { 'aria-label': words().staff.pages }, [
    staff.session && links,
    languageSwitch(true),
    staff.session && h('button', { type: 'button', id: 'sign-out', onClick: signOut }, [
      h('span', { class: 'who' }, staff.session.username), words().signOut,
    ]),
  ]),
]);

/** What stands in the page while nobody may use it. */
export const staffGate = ({ staff, signedIn }, purpose) => (staff.session === undefined
  ? h('div', { class: 'skeleton tall', 'aria-busy': 'true' })
  : h(SignIn, { purpose, remark: staff.remark, onSignedIn: signedIn }));

/** What a refusal or a lost server is to whoever acted. */
export function failureText(failure) {
  if (failure instanceof Refused) {
    const known = words().problems[failure.slug];
    return { title: known ?? words().refused, help: failure.detail };
  }
  return { title: failure.status === 429 ? words().problems['too-many-requests'] : words().signIn.lost };
}

/**
 * A modal box; Escape and the way back close it, but not while something is under way. The focus
 * returns to where it was, or to the head of the page when that is no more.
 */
export const Box = defineComponent({
  props: { title: String, help: String, wide: Boolean, busy: Boolean },
  emits: ['close'],
  setup(props, { slots, emit }) {
    const box = ref(null);
    onMounted(() => {
      box.value.showModal();
      (box.value.querySelector('[autofocus]') ?? box.value.querySelector('h2')).focus();
    });
    onBeforeUnmount(() => box.value.close());
    onUnmounted(() => {
      if (document.activeElement === document.body) {
        document.querySelector('main h1')?.focus({ preventScroll: true });
      }
    });
    return () => h('dialog', {
      ref: box, class: props.wide && 'wide', 'aria-labelledby': 'box-title',
      onCancel: (event) => props.busy && event.preventDefault(),
      onClose: () => emit('close'),
    }, [
      h('h2', { id: 'box-title', tabindex: -1 }, props.title),
      props.help && h('p', { class: 'help' }, props.help),
      slots.default(),
    ]);
  },
});

/**
 * Asks before something is done, and says what was refused in the same place. `run` does it.
 */
export const Confirm = defineComponent({
  props: {
    title: String, help: String, yes: String, danger: Boolean, ask: { type: String, default: '' },
    presets: { type: Array, default: () => [] }, run: Function, wide: Boolean, ready: { type: Boolean, default: true },
  },
  emits: ['close'],
  setup(props, { slots, emit }) {
    const state = reactive({ text: '', busy: false, failure: null, missing: false });
    async function go(event) {
      event.preventDefault();
      if (state.busy || !props.ready) {
        return;
      }
      if (props.ask && !state.text.trim()) {
        state.missing = true;
        document.querySelector('#box-text')?.focus();
        return;
      }
      state.busy = true;
      state.failure = null;
      try {
        await props.run(state.text.trim());
        emit('close');
      } catch (failure) {
        state.failure = failureText(failure);
      } finally {
        state.busy = false;
      }
    }
    return () => h(Box, { title: props.title, help: props.help, wide: props.wide, busy: state.busy, onClose: () => emit('close') }, () => h('form', { class: 'confirm', novalidate: true, onSubmit: go }, [
      slots.default?.(),
      props.ask && h('div', { class: 'field' }, [
        h('label', { for: 'box-text' }, props.ask),
        props.presets.length > 0 && h('div', { class: 'presets' }, props.presets.map((text) => h('button', {
          type: 'button', 'aria-pressed': String(state.text === text), onClick: () => { state.text = text; state.missing = false; },
        }, text))),
        h('input', {
          id: 'box-text', type: 'text', autofocus: true, maxlength: 200, value: state.text, autocomplete: 'off',
          'aria-invalid': state.missing ? 'true' : undefined,
          'aria-describedby': state.missing ? 'box-missing' : undefined,
          onInput: (event) => { state.text = event.target.value; state.missing = false; },
        }),
        state.missing && h('p', { id: 'box-missing', class: 'missing', role: 'alert' }, words().problems['reason-required']),
      ]),
      state.failure && h('div', { class: 'notice bad', role: 'alert' }, [icon('lost'), h('div', [
        h('strong', state.failure.title), state.failure.help && h('p', { class: 'detail', lang: 'en' }, state.failure.help),
      ])]),
      h('div', { class: 'answers' }, [
        h('button', { type: 'submit', class: ['primary', props.danger && 'danger'], autofocus: !props.danger, 'aria-disabled': String(state.busy || !props.ready) },
          state.busy ? words().staff.busy : props.yes),
        h('button', { type: 'button', autofocus: props.danger, onClick: () => !state.busy && emit('close') }, words().staff.no),
      ]),
    ]));
  },
});
