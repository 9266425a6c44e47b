/** What a supervisor is asked before something is done. */
import { defineComponent, h, reactive } from './vue.js';
import { ask, command, newKey } from './api.js';
import { rowOf } from './board.js';
import { Box, Confirm } from './staff.js';
import { listed, local, words } from './words.js';

const PATIENCE_MILLIS = 10_000;

export const SupervisionDialog = defineComponent({
  props: { slug: String, hall: Object, board: Object, asks: Object },
  emits: ['ask', 'done', 'close'],
  setup(props, { emit }) {
    const base = `/api/v1/halls/${props.slug}`;
    const w = () => words().supervision;
    const give = (path, body) => command(`${base}${path}`, { body, patienceMillis: PATIENCE_MILLIS });
    const close = () => emit('close');
    const window = () => rowOf(props.board.windows, props.asks.window);
    const nameOf = (id) => local(rowOf(props.hall.queues, id)?.name ?? { zh: id, en: id });
    const chosen = reactive({ queues: [] });
    if (window()) {
      chosen.queues = [...window().queues];
      if (props.asks.with && !chosen.queues.includes(props.asks.with)) {
        chosen.queues.push(props.asks.with);
      }
    }
    const key = newKey();

    const confirm = (how, inside) => h(Confirm, { ...how, onClose: close }, inside && { default: inside });

    async function changeQueues() {
      const kept = props.hall.queues.map((queue) => queue.id).filter((id) => chosen.queues.includes(id));
      await ask('PUT', `${base}/windows/${props.asks.window}/queues`, { body: { queues: kept }, key });
      emit('done', w().did.queues(props.asks.window));
    }

    const dialogs = {
      window: () => h(Box, { title: w().windowTitle(props.asks.window), onClose: close }, () => [
        h('dl', { class: 'about' }, [
          h('div', [h('dt', w().stateNow), h('dd', [words().window.state[window().state], window().ticket && ` · ${window().ticket}`])]),
          h('div', [h('dt', w().servesNow), h('dd', listed(window().queues.map(nameOf)))]),
          window().counts && h('div', [h('dt', w().thisClerk), h('dd', w().counts(window().counts))]),
        ]),
        h('div', { class: 'answers column' }, [
          h('button', { type: 'button', class: 'primary', autofocus: true, onClick: () => emit('ask', { name: 'queues', window: props.asks.window }) }, w().changeQueues),
          window().state === 'called' && h('button', { type: 'button', onClick: () => emit('ask', { name: 'put-back', window: props.asks.window, ticket: window().ticket, day: props.board.businessDay }) }, w().putBack(window().ticket)),
          h('button', { type: 'button', onClick: close }, words().staff.no),
        ]),
      ]),
      queues: () => confirm({
        title: w().queuesTitle(props.asks.window), help: w().queuesHelp, yes: w().useQueues, run: changeQueues, ready: chosen.queues.length > 0,
      }, () => [h('fieldset', [h('legend', w().servesNow), h('div', { class: 'checks' }, props.hall.queues.map((queue) => h('label', { key: queue.id }, [
        h('input', {
          type: 'checkbox', autofocus: queue === props.hall.queues[0], value: queue.id, checked: chosen.queues.includes(queue.id),
          onChange: (event) => {
            chosen.queues = event.target.checked ? [...chosen.queues, queue.id] : chosen.queues.filter((id) => id !== queue.id);
          },
        }), `${queue.prefix} ${local(queue.name)}`,
      ])))]), chosen.queues.length === 0 && h('p', { class: 'missing', role: 'alert' }, w().atLeastOne)]),
      'put-back': () => confirm({
        title: w().putBackTitle(props.asks.ticket, props.asks.window), help: w().putBackHelp, yes: w().putBackYes,
        run: async () => {
          await give(`/tickets/${props.asks.day.replaceAll('-', '')}-${props.asks.ticket}/put-back`);
          emit('done', words().window.did['put-back'](props.asks.ticket));
        },
      }),
      alarm: () => confirm({
        title: w().alarmTitle, help: props.asks.text, ask: w().alarmNote, presets: w().alarmNotes, yes: w().acknowledge,
        run: async (note) => {
          await give(`/alarms/${props.asks.alarm}/acknowledge`, { note });
          emit('done', w().did.alarm);
        },
      }),
      pause: () => confirm({
        title: w().pauseTitle, help: w().pauseHelp, ask: w().pauseReason, presets: w().pauseReasons, yes: w().pause, danger: true,
        run: async (reason) => {
          await give('/emergency-pause', { reason });
          emit('done', w().did.pause);
        },
      }),
      resume: () => confirm({
        title: w().resumeTitle, help: w().resumeHelp, yes: w().resume,
        run: async () => {
          await give('/emergency-resume');
          emit('done', w().did.resume);
        },
      }),
      end: () => confirm({
        title: w().endTitle, help: w().endHelp(props.board.queues.reduce((sum, queue) => sum + queue.waiting, 0)), yes: w().endDay, danger: true,
        run: async () => {
          await give('/end-day');
          emit('done', w().did.end);
        },
      }),
    };
    const gone = () => h(Box, { title: w().windowTitle(props.asks.window), help: w().windowGone, onClose: close }, () => h('div', { class: 'answers' }, [
      h('button', { type: 'button', class: 'primary', autofocus: true, onClick: close }, words().staff.no),
    ]));
    return () => (['window', 'queues'].includes(props.asks.name) && !window() ? gone() : dialogs[props.asks.name]());
  },
});
