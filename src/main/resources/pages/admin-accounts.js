/** The accounts of the hall: who may do what, and new ones with a password that is shown once. */
import { defineComponent, h, onMounted, reactive } from './vue.js';
import { ask } from './api.js';
import { Box, Confirm } from './staff.js';
import { listed, words } from './words.js';

const ROLES = ['clerk', 'guide', 'supervisor', 'manager', 'kiosk', 'display'];
const PAGE = 100;

export const AccountsPanel = defineComponent({
  props: { desk: Object },
  setup({ desk }) {
    const { slug, failed, note, w } = desk;
    /** An initial password is known for as long as it is shown, and never to the next who signs in. */
    const form = reactive({ accounts: null, next: null, asks: null, username: '', role: 'clerk', windows: [], made: null });

    async function load(after) {
      try {
        const page = await ask('GET', `/api/v1/admin/accounts?limit=${PAGE}${after ? `&after=${encodeURIComponent(after)}` : ''}`);
        const mine = page.accounts.filter((account) => account.hall === slug || account.hall === undefined);
        form.accounts = after ? [...form.accounts, ...mine] : mine;
        form.next = page.next ?? null;
      } catch (failure) {
        form.accounts ??= [];
        failed(failure);
      }
    }
    async function create() {
      const body = { username: form.username.trim(), roles: [form.role], hall: slug };
      const made = await ask('POST', '/api/v1/admin/accounts', { body: form.role === 'clerk' ? { ...body, windows: form.windows } : body });
      form.made = { username: body.username, password: made.password };
      form.username = '';
      form.windows = [];
      await load();
    }
    const act = async (account, verb) => {
      const answer = await ask('POST', `/api/v1/admin/accounts/${account.username}/${verb}`);
      if (verb === 'reset-password') {
        form.made = { username: account.username, password: answer.password };
      } else {
        note('good', w().accountDid[verb](account.username));
      }
      await load();
    };

    const boxes = {
      create: () => h(Confirm, {
        title: w().newAccount, help: w().newAccountHelp, yes: w().create, wide: true, run: create, ready: /^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/.test(form.username.trim()), onClose: () => { form.asks = null; },
      }, () => [
        h('div', { class: 'field' }, [h('label', { for: 'new-username' }, words().signIn.username), h('input', {
          id: 'new-username', type: 'text', maxlength: 64, autofocus: true, autocomplete: 'off', autocapitalize: 'none', value: form.username, 'aria-describedby': 'username-help', onInput: (event) => { form.username = event.target.value; },
        }), h('p', { id: 'username-help', class: 'soft' }, w().usernameHelp)]),
        h('fieldset', [h('legend', w().role), h('div', { class: 'checks' }, ROLES.map((role) => h('label', { key: role }, [
          h('input', { type: 'radio', name: 'role', checked: form.role === role, onChange: () => { form.role = role; } }), w().roles[role],
        ])))]),
        form.role === 'clerk' && h('fieldset', [h('legend', w().atWindows), h('div', { class: 'checks narrow' }, desk.hall().windows.map((window) => h('label', { key: window.id }, [
          h('input', { type: 'checkbox', checked: form.windows.includes(window.id), onChange: (event) => { form.windows = event.target.checked ? [...form.windows, window.id] : form.windows.filter((id) => id !== window.id); } }), window.id,
        ])))]),
      ]),
      disable: () => h(Confirm, { title: w().disableTitle(form.asks.account.username), help: w().disableHelp, yes: w().disable, danger: true, run: () => act(form.asks.account, 'disable'), onClose: () => { form.asks = null; } }),
      reset: () => h(Confirm, { title: w().resetTitle(form.asks.account.username), help: w().resetHelp, yes: w().reset, run: () => act(form.asks.account, 'reset-password'), onClose: () => { form.asks = null; } }),
    };
    const madeBox = () => h(Box, { title: w().passwordOf(form.made.username), help: w().passwordHelp, onClose: () => { form.made = null; } }, () => [
      h('output', { class: 'password' }, form.made.password),
      h('button', { type: 'button', class: 'primary', autofocus: true, onClick: () => { form.made = null; } }, w().noted),
    ]);

    onMounted(() => load());

    return () => [
      h('p', [h('button', { type: 'button', class: 'primary', id: 'new-account', onClick: () => { form.asks = { name: 'create' }; } }, w().newAccount)]),
      form.accounts === null ? h('div', { class: 'skeleton', 'aria-busy': 'true' }) : h('ul', { class: 'plain-list' }, form.accounts.map((account) => h('li', { key: account.username, 'data-account': account.username, class: account.disabled && 'off' }, [
        h('span', [
          h('b', account.username), ` ${listed(account.roles.map((role) => w().roles[role] ?? role))}`,
          h('small', [account.hall === undefined ? w().wider : '', account.windows.length > 0 && w().atWindowsShort(account.windows), account.disabled && ` ${w().isDisabled}`, account.passwordChangeRequired && ` ${w().mustChange}`]),
        ]),
        account.hall === slug && h('span', { class: 'answers' }, account.disabled
          ? [h('button', { type: 'button', class: 'line', onClick: () => act(account, 'enable').catch(failed) }, w().enable)]
          : [h('button', { type: 'button', class: 'line', onClick: () => { form.asks = { name: 'reset', account }; } }, w().reset),
            h('button', { type: 'button', class: 'line', onClick: () => { form.asks = { name: 'disable', account }; } }, w().disable)]),
      ]))),
      form.next && h('button', { type: 'button', onClick: () => load(form.next) }, w().moreAccounts),
      form.asks && boxes[form.asks.name](),
      form.made && madeBox(),
    ];
  },
});
