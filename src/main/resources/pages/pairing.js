/** A device that is not paired yet: its code, large, until a manager has approved it. */
import { defineComponent, h, onMounted, onUnmounted, reactive } from './vue.js';
import { Refused, ask, currentSession } from './api.js';
import { serverNow } from './clock.js';
import { both } from './parts.js';
import { words, wordsIn } from './words.js';

const AGAIN_MILLIS = 10_000;

/** Where the secret is kept, so that a page that is opened anew shows the same code. */
const stored = (hall, kind) => `yichuang.pairing.${hall}.${kind}`;

/**
 * Asks for a code and then for the token; calls `paired` with the session, once.
 *
 * @param {{hall: string, kind: 'kiosk' | 'display', paired: (session: object) => void}} how
 */
export function pairDevice({ hall, kind, paired }) {
  const state = reactive({ code: '', trouble: false });
  let timer = 0;
  let over = false;

  async function step() {
    try {
      const kept = JSON.parse(localStorage.getItem(stored(hall, kind)) ?? 'null');
      const pairing = kept && Date.parse(kept.expiresAt) > serverNow()
        ? kept
        : await ask('POST', '/api/v1/public/pairings', { body: { kind, hall } });
      localStorage.setItem(stored(hall, kind), JSON.stringify(pairing));
      state.code = pairing.code;
      const answer = await ask('POST', '/api/v1/public/pairings/collect', {
        body: { secret: pairing.secret, cookie: true },
      });
      state.trouble = false;
      if (answer.state === 'waiting') {
        return answer.interval * 1000;
      }
      localStorage.removeItem(stored(hall, kind));
      paired(await currentSession());
      return 0;
    } catch (failure) {
      if (failure instanceof Refused && failure.slug === 'unknown-pairing') {
        localStorage.removeItem(stored(hall, kind));
        return 1;
      }
      state.trouble = true;
      return AGAIN_MILLIS;
    }
  }

  async function run() {
    const pause = await step();
    if (pause > 0 && !over) {
      timer = setTimeout(run, pause);
    }
  }

  onMounted(run);
  onUnmounted(() => {
    over = true;
    clearTimeout(timer);
  });
  return state;
}

/** Where managers approve, as people type it. */
export const approvalAddress = (hall) => `${location.host}/devices/${hall}`;

export const Pairing = defineComponent({
  props: { hall: { type: String, required: true }, kind: { type: String, required: true } },
  emits: ['paired', 'by-account'],
  setup(props, { emit }) {
    const state = pairDevice({
      hall: props.hall, kind: props.kind, paired: (session) => emit('paired', session),
    });
    const line = (key) => both({ zh: wordsIn('zh').pairing[key], en: wordsIn('en').pairing[key] });
    return () => h('div', { class: 'pairing' }, [
      h('h1', { tabindex: -1 }, line('title')),
      h('p', { class: 'code', 'data-code': state.code, 'aria-live': 'polite' }, state.code || '····'),
      h('ol', [
        h('li', [line('open'), h('b', { class: 'address' }, approvalAddress(props.hall))]),
        h('li', line('enter')),
        h('li', line('wait')),
      ]),
      state.trouble && h('p', { class: 'trouble', role: 'status' }, words().pairing.trouble),
      h('button', { type: 'button', class: 'by-account', onClick: () => emit('by-account') },
        words().pairing.byAccount),
    ]);
  },
});
