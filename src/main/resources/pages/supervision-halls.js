/** All halls of the own place, the worst first. */
import { defineComponent, h, reactive } from './vue.js';
import { Refused, ask } from './api.js';
import { adviceSign, adviceWords, loudness } from './advice.js';
import { timeOfDay } from './clock.js';
import { icon, useAgain } from './parts.js';
import { failureText, mayOversee, staffBar, staffGate, useStaff } from './staff.js';
import { local, words } from './words.js';

const AGAIN_MILLIS = 10_000;
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const HallsAtWork = defineComponent({
  props: { user: Object },
  setup({ user }) {
    const state = reactive({ halls: null, trouble: null, lostSince: 0, heardAt: Date.now() });
    useAgain(async () => {
      try {
        state.halls = (await ask('GET', '/api/v1/supervision/halls')).halls;
        Object.assign(state, { heardAt: Date.now(), lostSince: 0, trouble: null });
      } catch (failure) {
        const refused = failure instanceof Refused;
        if (refused && failure.status === 401) {
          user.signedOut();
        }
        state.trouble = refused ? failureText(failure) : null;
        state.lostSince = refused ? 0 : state.lostSince || state.heardAt;
      }
    }, AGAIN_MILLIS);

    const row = (hall) => {
      const queue = hall.queues[0] ? local(hall.queues[0].name) : '';
      const [says, todo] = adviceWords(hall.advice, queue, ZONE);
      return h('li', { key: hall.hall, class: ['hall-row', loudness(hall.advice)], 'data-hall': hall.hall }, [
        h('a', { href: `/supervision/${hall.hall}` }, [
          adviceSign(hall.advice),
          h('span', { class: 'name' }, [h('strong', local(hall.name)), h('span', { class: 'says' }, says), todo && h('small', todo)]),
          h('span', { class: 'figures' }, [
            h('span', [h('b', hall.waiting), words().supervision.waiting]),
            h('span', [h('b', hall.manned), words().supervision.manned]),
            h('span', { class: hall.alarms > 0 && 'some' }, [h('b', hall.alarms), words().supervision.alarmsShort]),
          ]),
        ]),
      ]);
    };
    const old = (title, help) => h('div', { class: 'notice stale', role: 'alert' }, [icon('lost'), h('div', [h('strong', title), help && h('p', { class: 'detail', lang: 'en' }, help)])]);

    return () => h('main', [
      h('h1', { class: 'unseen', tabindex: -1 }, words().supervision.allHalls),
      state.lostSince > 0 && old(words().stale(timeOfDay(state.lostSince, ZONE))),
      state.trouble && old(state.trouble.title, state.trouble.help),
      user.noteLine(),
      h('section', { class: 'card' }, [
        h('h2', [words().supervision.worstFirst]),
        state.halls === null ? h('div', { class: 'skeleton', 'aria-busy': 'true' })
          : state.halls.length === 0 ? h('p', { class: 'empty' }, words().supervision.noHalls)
            : h('ul', { class: 'hall-rows' }, state.halls.map(row)),
      ]),
    ]);
  },
});

export const SupervisedHalls = {
  setup() {
    const user = useStaff({ may: mayOversee, remark: 'notSupervisor' });
    return () => [
      staffBar(user, words().supervision.title, words().supervision.allHalls, [h('a', { href: '/' }, words().staff.start)]),
      user.staff.session ? h(HallsAtWork, { user }) : h('main', [staffGate(user, 'supervision')]),
    ];
  },
};
