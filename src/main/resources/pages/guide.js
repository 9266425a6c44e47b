/** A guide vouches for somebody: a code that gets a credit at a kiosk, once. */
import { createApp, h, onMounted, reactive } from './vue.js';
import { Refused, ask, currentSession, loadHall } from './api.js';
import { minutesAndSeconds, serverNow, setServerTime } from './clock.js';
import { focusOn, hallOfPage, languageSwitch, notice, useNow } from './parts.js';
import { SignIn } from './sign-in.js';
import { local, speakAsBefore, words } from './words.js';

const MAY = ['guide', 'clerk', 'manager', 'admin'];
const CLASSES = ['elderly', 'with_infant', 'disabled', 'service', 'green_channel'];
const LIFETIME_MILLIS = 600_000;
const AGAIN_MILLIS = 3_000;

const Guide = {
  setup() {
    const slug = hallOfPage();
    const now = useNow(1_000);
    const state = reactive({
      hall: null, session: undefined, remark: '', chosen: '', reason: '', busy: false, note: null, made: null,
    });

    function signedIn(session) {
      const may = session && session.roles.some((role) => MAY.includes(role))
        && (session.hall === undefined || session.hall === slug);
      state.remark = session && !may ? 'notGuide' : '';
      state.session = may ? session : null;
    }

    async function findSession() {
      try {
        signedIn(await currentSession());
      } catch (lost) {
        setTimeout(findSession, AGAIN_MILLIS);
      }
    }

    async function make(event) {
      event.preventDefault();
      if (state.busy) {
        return;
      }
      if (!state.chosen || !state.reason.trim()) {
        state.note = words().guide.missing;
        return;
      }
      state.busy = true;
      state.note = null;
      try {
        state.made = await ask('POST', `/api/v1/halls/${slug}/guide-codes`, {
          body: { class: state.chosen, reason: state.reason.trim() },
        });
        setServerTime(new Date(Date.parse(state.made.expiresAt) - LIFETIME_MILLIS).toISOString());
        focusOn('main h1');
      } catch (failure) {
        if (failure instanceof Refused && failure.status === 401) {
          state.session = null;
        } else {
          state.note = words().problems[failure.slug]
            ?? (failure instanceof Refused ? failure.detail : words().signIn.lost);
        }
      } finally {
        state.busy = false;
      }
    }

    function another() {
      Object.assign(state, { made: null, chosen: '', reason: '', note: null });
      focusOn('main h1');
    }

    onMounted(async () => {
      speakAsBefore();
      findSession();
      state.hall = await loadHall(slug);
    });

    const left = () => Math.max(0, Date.parse(state.made.expiresAt) - (now.value && serverNow()));

    const form = () => h('form', { class: 'vouch', onSubmit: make }, [
      h('h1', { tabindex: -1 }, words().guide.title),
      h('fieldset', [
        h('legend', words().guide.who),
        CLASSES.map((name) => h('label', { class: 'choice', key: name }, [
          h('input', {
            type: 'radio', name: 'class', value: name, checked: state.chosen === name, onChange: () => { state.chosen = name; },
          }),
          h('span', words().guide.classes[name]),
        ])),
      ]),
      h('div', { class: 'field' }, [
        h('label', { for: 'reason' }, words().guide.reason),
        h('input', {
          id: 'reason', maxlength: 200, autocomplete: 'off', value: state.reason, onInput: (event) => { state.reason = event.target.value; },
        }),
        h('p', { class: 'quick' }, words().guide.reasons.map((reason) => h('button', {
          type: 'button', key: reason, onClick: () => { state.reason = reason; },
        }, reason))),
      ]),
      state.note && notice('bad', state.note),
      h('button', { type: 'submit', class: 'primary', 'aria-disabled': state.busy ? 'true' : undefined }, words().guide.make),
    ]);

    const made = () => h('div', { class: 'made' }, [
      h('h1', { tabindex: -1 }, words().guide.tell),
      h('p', { class: ['code', left() === 0 && 'over'], 'data-code': state.made.code },
        left() === 0 ? words().guide.over : `${state.made.code.slice(0, 3)} ${state.made.code.slice(3)}`),
      h('p', { class: 'left', role: 'timer' }, left() === 0 ? '' : words().guide.left(minutesAndSeconds(left()))),
      h('p', `${words().guide.classes[state.made.personClass]} · ${state.made.reason}`),
      h('button', { type: 'button', class: 'primary', onClick: another }, words().guide.another),
    ]);

    return () => [
      h('header', { class: 'bar' }, [
        h('div', { class: 'where' }, [
          h('strong', words().guide.page), h('span', state.hall ? local(state.hall.name) : ''),
        ]),
        languageSwitch(true),
      ]),
      h('main', [
        state.session === undefined ? h('div', { class: 'skeleton', 'aria-busy': 'true' })
          : state.session === null ? h(SignIn, { purpose: 'guide', remark: state.remark, onSignedIn: signedIn })
            : state.made ? made() : form(),
      ]),
    ];
  },
};

createApp(Guide).mount('#app');
