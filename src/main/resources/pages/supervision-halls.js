/** All halls of the own place, the worst first. */
import { h, onMounted, onUnmounted, reactive } from './vue.js';
import { Refused, ask } from './api.js';
import { adviceSign, adviceWords, loudness } from './advice.js';
import { timeOfDay } from './clock.js';
import { icon } from './parts.js';
import { staffBar, staffGate, useStaff } from './staff.js';
import { local, words } from './words.js';

const AGAIN_MILLIS = 10_000;
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export const SupervisedHalls = {
  setup() {
    const state = reactive({ halls: null, lostSince: 0, heardAt: 0 });
    const user = useStaff({
      may: (session) => session.roles.some((role) => ['supervisor', 'manager', 'admin'].includes(role)),
      remark: 'notSupervisor',
      enter: refresh,
    });
    async function refresh() {
      if (!user.staff.session) {
        return;
      }
      try {
        state.halls = (await ask('GET', '/api/v1/supervision/halls')).halls;
        state.heardAt = Date.now();
        state.lostSince = 0;
      } catch (failure) {
        if (failure instanceof Refused && failure.status === 401) {
          user.signedOut();
        } else {
          state.lostSince ||= state.heardAt || Date.now();
        }
      }
    }
    let timer = 0;
    onMounted(() => { timer = setInterval(refresh, AGAIN_MILLIS); });
    onUnmounted(() => clearInterval(timer));

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

    return () => [
      staffBar(user, words().supervision.title, words().supervision.allHalls, [h('a', { href: '/' }, words().staff.start)]),
      h('main', user.staff.session ? [
        h('h1', { class: 'unseen', tabindex: -1 }, words().supervision.allHalls),
        state.lostSince > 0 && h('div', { class: 'notice stale', role: 'alert' }, [icon('lost'), h('strong', words().stale(timeOfDay(state.lostSince, ZONE)))]),
        h('section', { class: 'card' }, [
          h('h2', [words().supervision.worstFirst]),
          state.halls === null ? h('div', { class: 'skeleton', 'aria-busy': 'true' })
            : state.halls.length === 0 ? h('p', { class: 'empty' }, words().supervision.noHalls)
              : h('ul', { class: 'hall-rows' }, state.halls.map(row)),
        ]),
      ] : [staffGate(user, 'supervision')]),
    ];
  },
};
