/** A drawing of figures that a table beside it has too. */
import { defineComponent, h, onMounted, onUnmounted, ref, watch } from './vue.js';
import { language, words } from './words.js';

const AGAIN_MILLIS = 3_000;

/** The library is large and drawn last: it is asked for when there is something to draw. */
let library = null;
let attempts = 0;
async function charts() {
  library ??= import(attempts === 0 ? './echarts.js' : `./echarts.js?attempt=${attempts}`);
  try {
    return await library;
  } catch (lost) {
    library = null;
    attempts++;
    throw lost;
  }
}

export const colour = (name) => getComputedStyle(document.body).getPropertyValue(`--${name}`).trim();
export const text = () => ({ color: colour('ink-soft'), fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 });

/** A drawing of `option()`; it has no words that the table does not have. */
export const Chart = defineComponent({
  props: { label: String, option: Function, tall: Boolean },
  setup(props) {
    const place = ref(null);
    const failed = ref(false);
    let drawn = null;
    let watching = null;
    let again = 0;
    let over = false;

    async function draw() {
      clearTimeout(again);
      let echarts;
      try {
        echarts = await charts();
      } catch (lost) {
        failed.value = true;
        again = over ? 0 : setTimeout(draw, AGAIN_MILLIS);
        return;
      }
      failed.value = false;
      if (over || !place.value) {
        return;
      }
      if (!drawn) {
        drawn = echarts.init(place.value, null, { renderer: 'canvas' });
        watching = new ResizeObserver(() => drawn.resize());
        watching.observe(place.value);
      }
      drawn.setOption({ animation: false, textStyle: text(), ...props.option() }, true);
    }
    onMounted(draw);
    watch(() => [props.option, language.value], draw);
    onUnmounted(() => {
      over = true;
      clearTimeout(again);
      watching?.disconnect();
      drawn?.dispose();
    });
    return () => [
      failed.value && h('p', { class: 'soft', role: 'status' }, words().supervision.charts.undrawn),
      h('div', { ref: place, class: ['chart', props.tall && 'tall'], role: 'img', 'aria-label': props.label }),
    ];
  },
});
