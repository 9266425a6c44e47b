/** Where a kiosk prints: an address of a receipt printer, or nowhere. */
import { defineComponent, h, reactive } from './vue.js';
import { Refused, ask } from './api.js';
import { words } from './words.js';

export const DevicePrinter = defineComponent({
  props: { hall: { type: String, required: true }, device: { type: Object, required: true } },
  emits: ['changed'],
  setup(props, { emit }) {
    const state = reactive({ open: false, address: '', wrong: '', busy: false });

    async function keep(event) {
      event.preventDefault();
      if (state.busy) {
        return;
      }
      state.busy = true;
      state.wrong = '';
      const address = state.address.trim();
      try {
        await ask('PUT', `/api/v1/halls/${props.hall}/devices/${props.device.id}/printer`, {
          body: address ? { address } : {},
        });
        state.open = false;
        emit('changed');
      } catch (failure) {
        state.wrong = failure instanceof Refused
          ? words().devices.printerProblems[failure.slug] ?? failure.detail : words().signIn.lost;
      } finally {
        state.busy = false;
      }
    }

    function edit() {
      Object.assign(state, { open: true, address: props.device.printer ?? '', wrong: '' });
    }

    const id = `printer-${props.device.id}`;
    return () => (state.open
      ? h('form', { class: 'printer field', onSubmit: keep }, [
        h('label', { for: id }, words().devices.printerAddress),
        h('input', {
          id, value: state.address, maxlength: 21, inputmode: 'decimal', autocomplete: 'off', placeholder: '10.1.2.3:9100', 'aria-invalid': state.wrong ? 'true' : undefined, 'aria-describedby': `${id}-wrong`, onInput: (event) => { state.address = event.target.value; },
        }),
        h('p', { id: `${id}-wrong`, role: 'alert', class: 'wrong' }, state.wrong),
        h('div', { class: 'choices' }, [
          h('button', { type: 'submit', class: 'primary' }, words().devices.printerKeep),
          h('button', { type: 'button', onClick: () => { state.open = false; } }, words().devices.no),
        ]),
      ])
      : h('p', { class: 'printer' }, [
        props.device.printer ? words().devices.printsAt(props.device.printer) : words().devices.printsNowhere,
        h('button', { type: 'button', class: 'quiet', onClick: edit }, words().devices.printerEdit),
      ]));
  },
});
