/** Six figures that a guide gave. */
import { defineComponent, h, onMounted, onUnmounted, ref } from './vue.js';
import { action, question } from './kiosk-parts.js';
import { words } from './words.js';

const FIGURES = 6;

export const GuideCode = defineComponent({
  emits: ['entered'],
  setup(props, { emit }) {
    const code = ref('');
    function type(figure) {
      if (code.value.length < FIGURES) {
        code.value += figure;
      }
      if (code.value.length === FIGURES) {
        emit('entered', code.value);
      }
    }
    const erase = () => { code.value = code.value.slice(0, -1); };
    function pressed(event) {
      if (/^[0-9]$/.test(event.key)) {
        type(event.key);
      } else if (event.key === 'Backspace') {
        erase();
      }
    }
    onMounted(() => addEventListener('keydown', pressed));
    onUnmounted(() => removeEventListener('keydown', pressed));
    const key = (figure) => h('button', {
      type: 'button', class: 'key', key: figure, onClick: () => type(figure),
    }, figure);
    return () => h('div', { class: 'code-entry' }, [
      question('codeTitle'),
      h('p', words().kiosk.codeHelp),
      h('p', { class: 'figures', role: 'status', 'aria-label': code.value || words().kiosk.codeTitle },
        Array.from({ length: FIGURES }, (none, i) => h('span', { 'aria-hidden': 'true' }, code.value[i] ?? ''))),
      h('div', { class: 'pad' }, [
        [...'123456789'].map(key),
        action('key wide', null, words().kiosk.clear, () => { code.value = ''; }),
        key('0'),
        action('key wide', null, words().kiosk.erase, erase),
      ]),
    ]);
  },
});
