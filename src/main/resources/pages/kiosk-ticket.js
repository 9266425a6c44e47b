/** The numbers that were given, on the screen and on paper. */
import { defineComponent, h, onMounted, ref } from './vue.js';
import { Refused, ask } from './api.js';
import { question } from './kiosk-parts.js';
import { both, icon } from './parts.js';
import { rowOf } from './board.js';
import { words } from './words.js';

/** Printing ends one way or the other, so that nobody waits for paper that does not come. */
async function printed(hall, tickets) {
  for (const ticket of tickets) {
    const answer = await ask('POST', `/api/v1/halls/${hall}/tickets/${ticket.id}/print`);
    if (!answer.printed) {
      return answer.trouble;
    }
  }
  return 'none';
}

export const Given = defineComponent({
  props: {
    hall: { type: String, required: true },
    ticket: { type: Object, required: true },
    queues: { type: Array, required: true },
  },
  emits: ['done'],
  setup(props, { emit }) {
    const tickets = props.ticket.visit ?? [props.ticket];
    const paper = ref('printing');
    onMounted(async () => {
      try {
        const trouble = await printed(props.hall, tickets);
        paper.value = { none: 'printed', 'no-printer': '' }[trouble] ?? 'unprinted';
      } catch (failure) {
        // whoever is signed in here has no printer
        paper.value = failure instanceof Refused ? '' : 'unprinted';
      }
    });
    const queue = (ticket) => rowOf(props.queues, ticket.queue)?.name ?? { zh: '', en: '' };
    const ahead = (ticket) => h('p', { class: 'ahead' }, [icon('person'), words().kiosk.inFront(ticket.ahead)]);
    const code = (ticket) => h('img', {
      src: `/api/v1/public/tickets/${ticket.trackingCode}/qr.svg`, alt: '', width: 240, height: 240,
    });

    const one = (ticket) => [
      h('p', { class: ['number', ticket.number.length > 5 && 'long'] }, ticket.number),
      h('p', { class: 'name' }, both(queue(ticket))),
      ahead(ticket),
    ];
    const several = () => h('ol', { class: 'numbers' }, tickets.map((ticket) => h('li', [
      h('b', { class: 'number' }, ticket.number),
      h('div', [h('p', { class: 'name' }, both(queue(ticket))), ahead(ticket)]),
    ])));

    return () => h('div', { class: ['ticket', tickets.length > 1 && 'several'] }, [
      question('yourNumber'),
      h('div', { class: 'slip' }, tickets.length > 1 ? several() : one(tickets[0])),
      paper.value && h('p', { class: ['paper', paper.value], role: 'status' }, [
        icon(paper.value === 'unprinted' ? 'lost' : paper.value === 'printed' ? 'check' : 'printer'),
        words().kiosk[paper.value],
      ]),
      h('figure', { class: 'scan' }, [
        code(tickets[0]),
        h('figcaption', [h('strong', words().kiosk.scan), h('span', words().kiosk.remember)]),
      ]),
      h('button', { type: 'button', class: 'primary done', onClick: () => emit('done') }, words().kiosk.done),
    ]);
  },
});
