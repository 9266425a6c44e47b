/** A case for whoever holds its number and its query code; both may stand behind the `#` of the address. */
import { computed, createApp, h, onMounted, onUnmounted, reactive, watch } from './vue.js';
import { Refused, ask } from './api.js';
import { focusOn, icon, languageSwitch, notice } from './parts.js';
import { language, local, speakAsBefore, words } from './words.js';

const NUMBER = /^\d{4}-?\d{6}-?\d{6}-?[\dXx]$/;
const AGAIN_MILLIS = 60_000;
const LONG_WAIT_SECONDS = 60;
/** What a stage is drawn with; the others have a dot. */
const ENDS = {
  'case-decided': 'check', 'renewal-granted': 'check', 'result-delivered': 'check',
  'case-declined': 'stop', 'case-closed-uncorrected': 'closed', 'case-withdrawn': 'closed', 'case-terminated': 'stop',
  'notice-given': 'lost', 'still-missing-told': 'lost', 'case-suspended': 'closed',
};

/** What stands in an address; nothing when somebody cut it off within a letter. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (malformed) {
    return '';
  }
}

const Page = {
  setup() {
    const state = reactive({ number: '', code: '', progress: null, busy: false, wrong: null, until: 0, now: Date.now(), seenAt: 0, lost: false });
    let timer = 0;
    let ticking = 0;
    /** Counts what was asked for: an answer to anything but the last is nobody's any more. */
    let turn = 0;

    const isPaused = computed(() => state.until > state.now);

    function pauseFor(seconds) {
      state.until = Date.now() + seconds * 1_000;
      clearInterval(ticking);
      ticking = setInterval(() => {
        state.now = Date.now();
        if (!isPaused.value) {
          clearInterval(ticking);
        }
      }, 500);
      state.now = Date.now();
    }

    /** Says what is wrong, in whatever language is read then, and which fields have it. */
    function wrong(text, ...fields) {
      state.wrong = text ? { text, fields } : null;
      if (fields.length > 0) {
        focusOn(`#${fields.at(-1)}`);
      }
    }

    function refuse(failure) {
      if (failure instanceof Refused && failure.slug === 'invalid-case-number') {
        wrong(() => words().track.wrongNumber, 'number');
      } else if (failure instanceof Refused && failure.slug === 'wrong-query-code') {
        wrong(() => words().track.wrongCode, 'number', 'code');
      } else if (failure.status === 429) {
        pauseFor(failure.retryAfter ?? LONG_WAIT_SECONDS);
      } else {
        wrong(() => (failure instanceof Refused ? failure.title : words().track.lost));
      }
    }

    async function look(quietly) {
      const mine = ++turn;
      clearTimeout(timer);
      if (!quietly) {
        state.busy = true;
        wrong();
      }
      try {
        const progress = await ask('POST', `/api/v1/public/cases/${encodeURIComponent(state.number.trim())}/lookup`, { body: { code: state.code.trim() } });
        if (mine !== turn) {
          return;
        }
        Object.assign(state, { progress, seenAt: Date.now(), lost: false });
        if (!quietly) {
          await focusOn('main h1');
        }
      } catch (failure) {
        if (mine !== turn) {
          return;
        }
        if (quietly) {
          state.lost = true;
        } else {
          refuse(failure);
        }
      }
      state.busy = false;
      if (state.progress) {
        timer = setTimeout(() => look(true), AGAIN_MILLIS);
      }
    }

    function submit(event) {
      event.preventDefault();
      if (state.busy || isPaused.value) {
        return;
      }
      if (!NUMBER.test(state.number.trim())) {
        wrong(() => words().track.wrongNumber, 'number');
      } else if (!state.code.trim()) {
        wrong(() => words().track.noCode, 'code');
      } else {
        look(false);
      }
    }

    /** Another case, or none yet: whatever is still under way belongs to the one before. */
    function begin(number, code) {
      turn++;
      clearTimeout(timer);
      Object.assign(state, { number, code, progress: null, busy: false, wrong: null, lost: false });
    }

    function readAddress() {
      const [number = '', code = ''] = decoded(location.hash.slice(1)).split('.', 2);
      begin(number, code);
      if (NUMBER.test(number) && code) {
        look(false);
      }
    }

    function leave() {
      begin('', '');
      history.replaceState(null, '', location.pathname);
      focusOn('#number');
    }

    watch(() => [language.value, state.progress], () => {
      document.title = state.progress ? `${state.progress.caseNumber} · ${words().track.title}` : words().track.title;
    });
    onMounted(() => {
      speakAsBefore();
      readAddress();
      addEventListener('hashchange', readAddress);
    });
    onUnmounted(() => {
      clearTimeout(timer);
      clearInterval(ticking);
    });

    const field = (id, label, help, value, more) => h('div', { class: 'field' }, [
      h('label', { for: id }, label),
      h('p', { id: `${id}-help`, class: 'help' }, help),
      h('input', {
        id, type: 'text', value, autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', 'aria-describedby': `${id}-help`,
        'aria-invalid': state.wrong?.fields.includes(id) ? 'true' : undefined, ...more,
      }),
    ]);

    const trouble = () => (isPaused.value
      ? notice('warn', words().track.paused(Math.ceil((state.until - state.now) / 1_000)), words().track.pausedHelp)
      : state.wrong && notice('bad', state.wrong.text()));

    const form = () => h('form', { class: 'ask', onSubmit: submit }, [
      h('h1', { tabindex: -1 }, words().track.title),
      h('p', words().track.intro),
      trouble(),
      field('number', words().track.number, words().track.numberHelp, state.number, {
        inputmode: 'text', maxlength: 24, onInput: (event) => { state.number = event.target.value; },
      }),
      field('code', words().track.code, words().track.codeHelp, state.code, {
        maxlength: 40, onInput: (event) => { state.code = event.target.value; },
      }),
      h('button', { type: 'submit', class: 'primary', 'aria-disabled': state.busy || isPaused.value ? 'true' : undefined }, state.busy ? words().track.busy : words().track.look),
    ]);

    const date = (text) => new Intl.DateTimeFormat(language.value === 'zh' ? 'zh-CN' : 'en-GB', {
      timeZone: 'UTC', month: 'long', day: 'numeric', weekday: 'short',
    }).format(Date.parse(`${text}T00:00:00Z`));

    const tone = () => {
      const { state: phase, due } = state.progress;
      if (['declined', 'closed-uncorrected', 'terminated', 'notice-given'].includes(phase) || due?.workingDaysLeft < 0) {
        return 'warn';
      }
      return ['delivered', 'issued', 'archived'].includes(phase) ? 'good' : 'plain';
    };

    function clock() {
      const due = state.progress.due;
      if (!due || due.stopped || state.progress.state !== 'accepted') {
        return null;
      }
      return h('div', { class: ['left', due.workingDaysLeft < 0 && 'over'] }, [
        h('b', Math.abs(due.workingDaysLeft)),
        h('span', due.workingDaysLeft < 0 ? words().track.over : words().track.left),
        h('span', { class: 'date' }, words().track.until(date(due.date))),
      ]);
    }

    const missing = () => state.progress.missing && h('section', { class: 'missing' }, [
      h('h2', words().track.missing(date(state.progress.missing.answerBy))),
      h('ul', state.progress.missing.points.map((point) => h('li', [icon('lost'), point]))),
    ]);

    const collect = () => state.progress.collect && h('section', { class: 'collect' }, [
      h('h2', words().track.collect),
      h('ul', state.progress.collect.methods.map((method) => h('li', [icon('check'), words().track.methods[method](local(state.progress.collect.hall))]))),
    ]);

    const stages = () => h('section', { class: 'course' }, [
      h('h2', words().track.course),
      h('ol', state.progress.stages.map((stage, nth) => h('li', {
        key: nth, class: ['stage', ENDS[stage.stage] && `is-${ENDS[stage.stage]}`], 'aria-current': nth === state.progress.stages.length - 1 ? 'step' : undefined,
      }, [
        h('span', { class: 'dot' }, [ENDS[stage.stage] && icon(ENDS[stage.stage])]),
        h('span', { class: 'what' }, local(stage.says)),
        h('time', { datetime: stage.date }, date(stage.date)),
      ]))),
    ]);

    const found = () => h('article', [
      h('h1', { tabindex: -1 }, state.progress.item ? local(state.progress.item) : state.progress.department),
      h('p', { class: 'facts' }, [state.progress.department, state.progress.applicant].filter(Boolean).join(' · ')),
      h('p', { class: 'number' }, state.progress.caseNumber),
      h('div', { class: ['standing', tone()], role: 'status' }, [icon(tone() === 'good' ? 'check' : tone() === 'warn' ? 'lost' : 'person'), h('strong', local(state.progress.says))]),
      clock(), missing(), collect(), stages(),
      h('button', { type: 'button', class: 'another', onClick: leave }, words().track.another),
    ]);

    const at = () => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(state.seenAt);

    return () => [
      h('header', [h('p', { class: 'hall' }, state.progress ? local(state.progress.hall) : ''), languageSwitch(true)]),
      state.lost && h('div', { class: 'notice stale', role: 'alert' }, [icon('lost'), h('strong', words().track.stale(at()))]),
      h('main', [state.progress ? found() : form()]),
      state.progress && h('footer', [h('p', words().track.updated(at()))]),
    ];
  },
};

createApp(Page).mount('#app');
