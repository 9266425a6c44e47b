/** A guide vouches for somebody: a code that gets a credit at a kiosk, once. */
import { createApp, h, onMounted, reactive } from './vue.js';
import { Refused, ask, loadHall } from './api.js';
import { minutesAndSeconds, serverNow, setServerTime } from './clock.js';
import { focusOn, hallOfPage, notice, useNow } from './parts.js';
import { failureText, staffBar, staffGate, useStaff } from './staff.js';
import { local, words } from './words.js';

const MAY = ['guide', 'clerk', 'manager', 'admin'];
const CLASSES = ['elderly', 'with_infant', 'disabled', 'service', 'green_channel'];

const Guide = {
  setup() {
    const slug = hallOfPage();
    const now = useNow(1_000);
    const state = reactive({ hall: null, chosen: '', reason: '', busy: false, note: null, made: null });
    const user = useStaff({
      may: (session) => session.roles.some((role) => MAY.includes(role)) && (session.hall === undefined || session.hall === slug),
      remark: 'notGuide',
      left: again,
    });

    async function make(event) {
      event.preventDefault();
      if (state.busy) {
        return;
      }
      if (!state.chosen || !state.reason.trim()) {
        state.note = () => notice('bad', words().guide.missing);
        return;
      }
      state.busy = true;
      state.note = null;
      try {
        state.made = await ask('POST', `/api/v1/halls/${slug}/guide-codes`, {
          body: { class: state.chosen, reason: state.reason.trim() },
        });
        setServerTime(state.made.at);
        focusOn('main h1');
      } catch (failure) {
        if (failure instanceof Refused && failure.status === 401) {
          user.signedOut();
        } else {
          state.note = () => notice('bad', words().problems[failure.slug] ?? failureText(failure).title, failureText(failure).help);
        }
      } finally {
        state.busy = false;
      }
    }

    function again() {
      Object.assign(state, { made: null, chosen: '', reason: '', note: null });
    }

    function another() {
      again();
      focusOn('main h1');
    }

    onMounted(async () => { state.hall = await loadHall(slug); });

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
      state.note?.(),
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
      staffBar(user, words().guide.page, state.hall && local(state.hall.name)),
      h('main', [user.noteLine(), user.staff.session ? (state.made ? made() : form()) : staffGate(user, 'guide')]),
    ];
  },
};

document.body.classList.add('staff');
createApp(Guide).mount('#app');
