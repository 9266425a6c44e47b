/** The clerk's console: one main action for each state, always under the same key. */
import { computed, createApp, h, onMounted, reactive, watch } from './vue.js';
import { Refused, ask, command, currentSession, loadHall } from './api.js';
import { followBoard, rowOf } from './board.js';
import { millisOf, minutesAndSeconds, serverNow, timeOfDay } from './clock.js';
import { focusOn, hallOfPage, icon, languageSwitch, notice, useNow } from './parts.js';
import { SignIn } from './sign-in.js';
import { language, local, speakAsBefore, words } from './words.js';

const PATIENCE_MILLIS = 30_000;
const SESSION_AGAIN_MILLIS = 3_000;
/** A second press that was meant for the state before must not do the next step. */
const GUARD_MILLIS = 600;
/** What takes longer is said to be under way; all else would only flicker. */
const SLOW_MILLIS = 500;
const NOTE_MILLIS = 8_000;
const MOST_MATTERS = 20;
const MOST_NEIGHBOURS = 8;
const OUTCOMES = ['done', 'accepted', 'incomplete', 'consulted', 'referred'];
const VERB = { closed: 'open', open: 'call-next', paused: 'resume', called: 'start', serving: 'complete' };

const Console = {
  setup() {
    const slug = hallOfPage();
    const live = followBoard(slug);
    const now = useNow(250);
    const stored = `yichuang.window.${slug}`;
    const state = reactive({
      hall: null, session: undefined, remark: '', windowId: localStorage.getItem(stored), busy: '', slow: false, trouble: false,
      note: null, noteUntil: 0, details: null, call: null, outcomes: ['done'], changedAt: 0,
      shortcuts: localStorage.getItem('yichuang.shortcuts') !== 'off',
    });

    const config = computed(() => rowOf(state.hall?.windows, state.windowId));
    const row = computed(() => rowOf(live.board?.windows, state.windowId));
    const mine = computed(() => {
      const all = state.session?.roles.some((role) => role === 'manager' || role === 'admin');
      return (state.hall?.windows ?? []).filter((one) => all || state.session?.windows.includes(one.id));
    });

    function note(kind, title, help) {
      state.note = title ? { kind, title, help } : null;
      state.noteUntil = kind === 'bad' ? Infinity : Date.now() + NOTE_MILLIS;
    }

    function signedIn(session) {
      const ours = session && (session.hall === undefined || session.hall === slug);
      const serves = ours && (session.windows.length > 0
        || session.roles.some((role) => role === 'manager' || role === 'admin'));
      state.remark = session && !serves ? 'noWindow' : '';
      state.session = serves ? session : null;
      if (serves && !session.windows.includes(state.windowId) && session.roles.includes('clerk')) {
        state.windowId = session.windows.length === 1 ? session.windows[0] : null;
      }
    }

    async function findSession() {
      try {
        signedIn(await currentSession());
      } catch (lost) {
        setTimeout(findSession, SESSION_AGAIN_MILLIS);
      }
    }

    async function signOut() {
      try {
        await ask('DELETE', '/api/v1/sessions/current');
      } catch (failure) {
        if (!(failure instanceof Refused)) {
          note('bad', words().signIn.lost);
          return;
        }
      }
      state.session = null;
      state.remark = '';
      note();
    }

    function choose(id) {
      state.windowId = id;
      state.details = null;
      state.call = null;
      note();
      if (id) {
        localStorage.setItem(stored, id);
      }
    }

    /** What the board does not say of the ticket: asked once for each of its states. */
    async function findDetails() {
      const ticket = row.value?.ticket;
      if (!ticket || !state.session) {
        state.details = null;
        return;
      }
      const id = `${live.board.businessDay.replaceAll('-', '')}-${ticket}`;
      try {
        const details = await ask('GET', `/api/v1/halls/${slug}/tickets/${id}`);
        if (row.value?.ticket === ticket) {
          state.details = details;
        }
      } catch (failure) {
        state.details = null;
      }
    }

    async function act(verb, body) {
      if (state.busy) {
        return;
      }
      state.busy = verb;
      const slow = setTimeout(() => { state.slow = true; }, SLOW_MILLIS);
      state.trouble = false;
      note();
      try {
        const answer = await command(`/api/v1/halls/${slug}/windows/${state.windowId}/${verb}`, {
          body,
          patienceMillis: PATIENCE_MILLIS,
          onTrouble: () => { state.trouble = true; },
        });
        if (verb === 'call-next') {
          state.call = answer;
          if (answer === null) {
            note('plain', words().window.nobody);
          }
        }
        if (verb === 'complete') {
          state.outcomes = ['done'];
        }
      } catch (failure) {
        if (!(failure instanceof Refused)) {
          note('bad', words().window.gaveUp);
        } else if (failure.status === 401) {
          state.session = null;
        } else {
          note('bad', words().problems[failure.slug] ?? (failure.title || words().refused), failure.detail);
        }
      } finally {
        clearTimeout(slow);
        state.busy = '';
        state.slow = false;
        state.trouble = false;
        focusOn('#main-action');
      }
    }

    /** When the ticket was announced last, milliseconds; the board knows it, or the ticket. */
    const lastAnnounced = computed(() => {
      const calls = (live.board?.recentCalls ?? [])
        .filter((call) => call.ticket === row.value?.ticket && call.window === state.windowId);
      const last = calls.at(-1);
      return last
        ? { at: Date.parse(last.at), count: last.recall + 1 }
        : { at: Date.parse(state.details?.calledAt ?? 0) || 0, count: state.details?.calls ?? 1 };
    });
    const calledAt = computed(() => {
      const calls = (live.board?.recentCalls ?? [])
        .filter((call) => call.ticket === row.value?.ticket && call.window === state.windowId && call.recall === 0);
      return calls.length ? Date.parse(calls.at(-1).at) : Date.parse(state.details?.calledAt ?? '') || lastAnnounced.value.at;
    });

    const secondsUntil = (at) => Math.ceil((at - serverNow()) / 1000);

    /** Why an action cannot be done now; empty when it can. */
    function obstacle(action) {
      const why = words().window.why;
      const status = row.value?.state;
      const rules = state.hall.rules;
      if (live.state !== 'live') {
        return why.lost;
      }
      if (state.slow) {
        return why.busy;
      }
      if (action === 'main') {
        return '';
      }
      if (action === 'close') {
        return status === 'open' || status === 'paused' ? '' : status === 'closed' ? why.already : why.occupied;
      }
      if (status !== 'called') {
        return status === 'closed' ? why.closed : status === 'serving' ? why.serving : why.noTicket;
      }
      const { at, count } = lastAnnounced.value;
      if (action === 'recall') {
        const wait = secondsUntil(at + millisOf(rules.recallAfter));
        return count > rules.maxRecalls ? why.recalls(rules.maxRecalls) : wait > 0 ? why.wait(wait) : '';
      }
      if (count < rules.missAnnouncements) {
        return why.announcements(rules.missAnnouncements - count);
      }
      const wait = secondsUntil(calledAt.value + millisOf(rules.missAfter));
      return wait > 0 ? why.wait(wait) : '';
    }

    function main() {
      const status = row.value?.state;
      if (!status || obstacle('main') || Date.now() - state.changedAt < GUARD_MILLIS) {
        return;
      }
      act(VERB[status], status === 'serving' ? { outcomes: [...state.outcomes] } : undefined);
    }

    function perform(action) {
      if (!obstacle(action)) {
        act(action);
      }
    }

    function pressed(event) {
      if (event.ctrlKey || event.altKey || event.metaKey || !state.session || !row.value) {
        return;
      }
      const inField = event.target.closest('input, textarea, select');
      const key = event.key.toLowerCase();
      if (event.repeat && (key === ' ' || key === 'enter')) {
        event.preventDefault();
        return;
      }
      if ((key === ' ' || key === 'enter') && !event.target.closest('button, a, input')) {
        event.preventDefault();
        main();
        return;
      }
      if (!state.shortcuts || inField || event.repeat) {
        return;
      }
      const action = { r: 'recall', m: 'miss', c: 'close' }[key];
      const outcome = row.value.state === 'serving' && OUTCOMES[Number(key) - 1];
      if (action) {
        event.preventDefault();
        perform(action);
      } else if (outcome) {
        event.preventDefault();
        state.outcomes[state.outcomes.length - 1] = outcome;
      }
    }

    function switchShortcuts() {
      state.shortcuts = !state.shortcuts;
      localStorage.setItem('yichuang.shortcuts', state.shortcuts ? 'on' : 'off');
    }

    watch(() => [row.value?.state, row.value?.ticket, Boolean(state.session)], ([status], before) => {
      if (before && status !== before[0]) {
        state.changedAt = Date.now();
        if (state.note?.kind !== 'bad') {
          note();
        }
      }
      findDetails();
    });
    watch(now, () => {
      if (state.note && Date.now() > state.noteUntil) {
        note();
      }
    });
    const screen = computed(() => {
      if (state.session === undefined || !state.hall || (state.session && !live.board)) {
        return live.state === 'stale' ? 'lost' : 'loading';
      }
      if (state.session === null) {
        return 'sign-in';
      }
      return config.value && mine.value.includes(config.value) ? 'desk' : 'choose';
    });
    watch(screen, (name) => focusOn(name === 'desk' ? '#main-action' : 'main h1'));

    onMounted(async () => {
      speakAsBefore();
      addEventListener('keydown', pressed);
      findSession();
      state.hall = await loadHall(slug);
    });

    const keyHint = (key) => state.shortcuts && h('kbd', { 'aria-hidden': 'true' }, key);
    const queueName = (id) => {
      const queue = rowOf(state.hall.queues, id);
      return queue ? local(queue.name) : id;
    };
    const myQueues = () => config.value.queues.map((id) => ({ ...rowOf(live.board.queues, id), id }));
    const badge = (status) => h('span', { class: ['badge', status] }, words().window.state[status]);

    const side = (action, key) => {
      const why = obstacle(action);
      return h('div', { class: 'side-action' }, [
        h('button', {
          type: 'button',
          id: `do-${action}`,
          'aria-disabled': why ? 'true' : undefined,
          'aria-describedby': `why-${action}`,
          'aria-keyshortcuts': state.shortcuts ? key : undefined,
          onClick: () => perform(action),
        }, [h('span', words().window[action]), keyHint(key)]),
        h('p', { id: `why-${action}`, class: 'why' }, why),
      ]);
    };

    const outcomes = () => h('fieldset', { class: 'outcomes' }, [
      h('legend', words().window.outcome),
      state.outcomes.map((chosen, index) => h('div', { class: 'matter', key: index }, [
        state.outcomes.length > 1 && h('span', { class: 'which' }, words().window.matter(index + 1)),
        h('div', { class: 'choices', role: 'radiogroup', 'aria-label': words().window.matter(index + 1) }, OUTCOMES.map((outcome, place) => h('label', {
          class: chosen === outcome && 'chosen',
        }, [
          h('input', {
            type: 'radio',
            name: `matter-${index}`,
            value: outcome,
            checked: chosen === outcome,
            onChange: () => { state.outcomes[index] = outcome; focusOn('#main-action'); },
          }),
          h('span', words().window.outcomes[outcome]),
          state.outcomes.length === 1 && keyHint(place + 1),
        ]))),
        state.outcomes.length > 1 && h('button', {
          type: 'button', class: 'quiet', onClick: () => state.outcomes.splice(index, 1),
        }, words().window.remove),
      ])),
      state.outcomes.length < MOST_MATTERS && h('button', {
        type: 'button', class: 'quiet add', onClick: () => state.outcomes.push('done'),
      }, `＋ ${words().window.add}`),
    ]);

    function ticketPane() {
      const status = row.value?.state ?? 'closed';
      const since = status === 'called' ? calledAt.value : Date.parse(state.details?.startedAt ?? '');
      const waiting = myQueues().reduce((sum, queue) => sum + (queue.waiting ?? 0), 0);
      const hint = words().window.hint[status === 'open' && waiting === 0 ? 'empty' : status];
      const queue = row.value?.ticket && state.hall.queues.find((one) => row.value.ticket.startsWith(one.prefix)
        && /^\d+$/.test(row.value.ticket.slice(one.prefix.length)));
      return h('section', { class: ['pane', status], 'aria-label': hint }, [
        h('p', { class: 'status', 'aria-live': 'polite' }, [badge(status), h('span', hint)]),
        h('p', { class: ['number', !row.value?.ticket && waiting === 0 && 'nobody'], 'data-ticket': row.value?.ticket }, row.value?.ticket
          ?? [waiting, h('span', { class: 'unit' }, words().window.people)]),
        h('dl', { class: 'facts' }, row.value?.ticket && [
          queue && h('div', [h('dt', { class: 'unseen' }, words().window.queues), h('dd', local(queue.name))]),
          since > 0 && h('div', [h('dt', words().window.since[status]), h('dd', now.value && minutesAndSeconds(serverNow() - since))]),
          state.call?.ticket.number === row.value.ticket && h('div', [h('dd', words().window.waited(minutesAndSeconds(millisOf(state.call.ticket.waited))))]),
          status === 'called' && h('div', [h('dd', words().window.called(lastAnnounced.value.count))]),
        ]),
        status === 'serving' && outcomes(),
        h('div', { class: 'note' }, [
          state.trouble && notice('warn', words().window.trouble),
          state.note && notice(state.note.kind, state.note.title, state.note.help
            && h('span', { lang: 'en' }, state.note.help)),
        ]),
        h('button', {
          type: 'button',
          id: 'main-action',
          class: 'primary',
          'data-state': status,
          'data-ready': String(now.value - state.changedAt >= GUARD_MILLIS),
          'aria-disabled': obstacle('main') ? 'true' : undefined,
          'aria-describedby': 'why-main',
          onClick: main,
        }, [h('span', words().window.main[status]), h('kbd', { 'aria-hidden': 'true' }, words().window.key)]),
        h('p', { id: 'why-main', class: 'why' }, obstacle('main')),
        h('div', { class: 'side-actions' }, [side('recall', 'R'), side('miss', 'M'), side('close', 'C')]),
      ]);
    }

    const aside = () => h('aside', [
      h('section', { class: 'panel' }, [
        h('h2', words().window.queues),
        h('ul', { class: 'queue-list' }, myQueues().map((queue) => h('li', { key: queue.id }, [
          h('i', queue.prefix),
          h('span', { class: 'name' }, [queueName(queue.id), h('small', queue.lastCalled
            ? `${words().window.last} ${queue.lastCalled}`
            : `${words().window.today} ${queue.issued ?? 0}`)]),
          h('b', queue.waiting ?? 0),
          h('span', { class: 'unit' }, words().window.waiting),
        ]))),
      ]),
      state.call && state.call.ticket.number === row.value?.ticket && h('section', { class: 'panel' }, [
        h('h2', words().window.reason),
        h('ol', { class: 'reasons' }, state.call.why.map((candidate, index) => h('li', { key: candidate.id }, [
          h('b', candidate.number), h('span', timeOfDay(candidate.key, state.hall.zone)),
          index === 0 && h('span', { class: 'first' }, words().window.first),
        ]))),
      ]),
      mine.value.length > 1 && h('section', { class: 'panel' }, [
        h('h2', words().window.neighbours),
        h('ul', { class: 'neighbours' }, live.board.windows
          .filter((one) => one.id !== state.windowId && mine.value.some((own) => own.id === one.id))
          .filter((one, place, all) => all.length <= MOST_NEIGHBOURS || one.state !== 'closed')
          .slice(0, MOST_NEIGHBOURS)
          .map((one) => h('li', { key: one.id }, [h('b', one.id), badge(one.state), h('span', one.ticket ?? '')]))),
      ]),
    ]);

    const screens = {
      loading: () => h('div', { class: 'waiting-page', 'aria-busy': 'true' }, [
        h('h1', { tabindex: -1, class: 'unseen' }, words().loading),
        h('div', { class: 'skeleton tall' }), h('div', { class: 'skeleton' }),
      ]),
      lost: () => h('div', { class: 'waiting-page' }, [h('h1', { tabindex: -1 }, words().loading)]),
      'sign-in': () => h(SignIn, { purpose: 'window', remark: state.remark, onSignedIn: signedIn }),
      choose: () => h('div', { class: 'choose' }, [
        h('h1', { tabindex: -1 }, words().window.choose),
        h('p', words().window.chooseHelp),
        h('ul', mine.value.map((one) => h('li', { key: one.id }, [
          h('button', { type: 'button', 'data-window': one.id, onClick: () => choose(one.id) }, [
            h('strong', local(one.name)),
            h('span', { class: 'serves' }, one.queues.map(queueName).join(language.value === 'zh' ? '、' : ', ')),
            badge(rowOf(live.board.windows, one.id)?.state ?? 'closed'),
          ]),
        ]))),
      ]),
      desk: () => h('div', { class: 'work' }, [ticketPane(), aside()]),
    };

    return () => [
      h('header', { class: 'bar' }, [
        h('div', { class: 'where' }, [
          screen.value === 'desk' && h('strong', { class: 'window-name' }, local(config.value.name)),
          h('span', { class: 'hall' }, state.hall && local(state.hall.name)),
        ]),
        h('nav', [
          screen.value === 'desk' && h('button', {
            type: 'button', class: 'quiet shortcuts', 'aria-pressed': String(state.shortcuts), onClick: switchShortcuts,
          }, [state.shortcuts && icon('check'), words().window.shortcuts]),
          screen.value === 'desk' && mine.value.length > 1 && h('button', {
            type: 'button', class: 'quiet', onClick: () => choose(null),
          }, words().window.change),
          languageSwitch(true),
          state.session && h('button', { type: 'button', class: 'quiet', id: 'sign-out', onClick: signOut }, [
            h('span', { class: 'who' }, state.session.username), words().signOut,
          ]),
        ]),
      ]),
      live.state === 'stale' && h('div', { class: 'notice stale', role: 'alert' }, [
        icon('lost'), h('strong', words().stale(timeOfDay(live.since, state.hall?.zone))),
      ]),
      h('main', { class: `screen-${screen.value}` }, [screens[screen.value]()]),
    ];
  },
};

createApp(Console).mount('#app');
