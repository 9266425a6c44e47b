/** Signing in, once for each device or clerk. */
import { defineComponent, h, onMounted, ref } from './vue.js';
import { Refused, ask, currentSession } from './api.js';
import { focusOn, notice } from './parts.js';
import { local, words } from './words.js';

export const SignIn = defineComponent({
  props: { purpose: { type: String, required: true }, remark: { type: String, default: '' } },
  emits: ['signed-in'],
  setup(props, { emit }) {
    const username = ref('');
    const password = ref('');
    const busy = ref(false);
    const wrong = ref('');
    /** The password that somebody else chose, while another one has to be chosen. */
    const initial = ref('');
    const next = ref('');
    const shown = ref(false);
    const providers = ref([]);
    onMounted(async () => {
      focusOn('#username');
      try {
        providers.value = (await ask('GET', '/api/v1/sessions/providers')).providers;
      } catch (failure) {
        providers.value = [];
      }
    });

    async function done(used) {
      const session = await currentSession();
      if (session?.passwordChangeRequired) {
        initial.value = used;
        focusOn('#next');
      } else {
        emit('signed-in', session);
      }
    }

    async function change(event) {
      event.preventDefault();
      if (busy.value) {
        return;
      }
      busy.value = true;
      wrong.value = '';
      try {
        await ask('PUT', '/api/v1/sessions/current/password', {
          body: { current: initial.value, next: next.value },
        });
        initial.value = '';
        emit('signed-in', await currentSession());
      } catch (failure) {
        wrong.value = failure instanceof Refused && failure.status < 500 ? 'unfit' : 'lost';
        focusOn('#next');
      } finally {
        next.value = '';
        busy.value = false;
      }
    }

    async function submit(event) {
      event.preventDefault();
      if (busy.value) {
        return;
      }
      if (!username.value || !password.value) {
        wrong.value = 'missing';
        focusOn(username.value ? '#password' : '#username');
        return;
      }
      busy.value = true;
      wrong.value = '';
      try {
        await ask('POST', '/api/v1/sessions', {
          body: { username: username.value, password: password.value, cookie: true },
        });
        await done(password.value);
      } catch (failure) {
        wrong.value = failure instanceof Refused && failure.status < 500 ? 'wrong'
          : failure.status === 429 ? 'paused' : 'lost';
        focusOn('#password');
      } finally {
        password.value = '';
        busy.value = false;
      }
    }

    const field = (id, type, value, complete) => h('div', { class: 'field' }, [
      h('label', { for: id }, words().signIn[id]),
      h('input', {
        id,
        type,
        value: value.value,
        autocomplete: complete,
        autocapitalize: 'none',
        spellcheck: false,
        maxlength: id === 'username' ? 64 : 200,
        'aria-invalid': wrong.value ? 'true' : undefined,
        'aria-describedby': wrong.value ? 'sign-in-wrong' : undefined,
        onInput: (event) => { value.value = event.target.value; },
      }),
    ]);

    const changing = () => h('form', { class: 'sign-in', novalidate: true, onSubmit: change }, [
      h('h1', { tabindex: -1 }, words().signIn.changeTitle),
      h('p', words().signIn.changeHelp),
      h('div', { id: 'sign-in-wrong' }, [wrong.value && notice('bad', words().signIn[wrong.value])]),
      field('next', shown.value ? 'text' : 'password', next, 'new-password'),
      h('label', { class: 'reveal' }, [
        h('input', { type: 'checkbox', checked: shown.value, onChange: (event) => { shown.value = event.target.checked; } }),
        words().signIn.show,
      ]),
      h('button', { class: 'primary', type: 'submit', 'aria-disabled': busy.value }, busy.value
        ? words().signIn.busy
        : words().signIn.change),
    ]);

    return () => (initial.value ? changing() : h('form', { class: 'sign-in', novalidate: true, onSubmit: submit }, [
      h('h1', { tabindex: -1 }, words().signIn.title),
      h('p', words().signIn[props.purpose]),
      h('div', { id: 'sign-in-wrong' }, [
        wrong.value
          ? notice('bad', words().signIn[wrong.value])
          : props.remark && notice('warn', words().signIn[props.remark]),
      ]),
      field('username', 'text', username, 'username'),
      field('password', 'password', password, 'current-password'),
      h('button', { class: 'primary', type: 'submit', 'aria-disabled': busy.value }, busy.value
        ? words().signIn.busy
        : words().signIn.submit),
      ...providers.value.map((provider) => h('a', {
        class: 'provider',
        href: `${provider.address}?return=${encodeURIComponent(location.pathname)}`,
      }, words().signIn.by(local(provider.name)))),
    ]));
  },
});
