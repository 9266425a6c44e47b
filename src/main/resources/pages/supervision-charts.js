/** How the day went: three charts that answer a question each, with a table behind every one. */
import { computed, defineComponent, h, onMounted, onUnmounted, reactive, ref, watch } from './vue.js';
import { ask } from './api.js';
import { minutesOf } from './advice.js';
import { millisOf, serverNow, timeOfDay } from './clock.js';
import { notice } from './parts.js';
import { language, local, words } from './words.js';

const AGAIN_MILLIS = 30_000;
const QUARTER_MILLIS = 900_000;
const MOST_BARS = 100;

/** The library is large and drawn last: it is asked for when there is something to draw. */
let library = null;
const charts = () => (library ??= import('./echarts.js'));

const colour = (name) => getComputedStyle(document.body).getPropertyValue(`--${name}`).trim();
const text = () => ({ color: colour('ink-soft'), fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 });

/** A drawing of `option()`; it has no words that the table does not have. */
const Chart = defineComponent({
  props: { label: String, option: Function, tall: Number },
  setup(props) {
    const place = ref(null);
    let drawn = null;
    let watching = null;
    let over = false;
    async function draw() {
      const echarts = await charts();
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
      watching?.disconnect();
      drawn?.dispose();
    });
    return () => h('div', { ref: place, class: ['chart', props.tall > 6 && 'tall'], role: 'img', 'aria-label': props.label });
  },
});

export const DayCharts = defineComponent({
  props: { hall: Object, slug: String },
  setup(props) {
    const state = reactive({ course: null, lost: false, queue: '', day: '' });
    const w = () => words().supervision.charts;
    let timer = 0;

    async function refresh() {
      clearTimeout(timer);
      timer = setTimeout(refresh, AGAIN_MILLIS);
      try {
        const day = state.day;
        const course = await ask('GET', `/api/v1/halls/${props.slug}/course${day ? `?day=${day}` : ''}`);
        if (day === state.day) {
          state.course = course;
          state.lost = false;
        }
      } catch (failure) {
        state.lost = true;
      }
    }
    onMounted(refresh);
    onUnmounted(() => clearTimeout(timer));

    const today = computed(() => new Intl.DateTimeFormat('sv-SE', { timeZone: props.hall.zone }).format(serverNow()));
    const target = () => minutesOf(state.course.longWait);
    const clock = (at) => timeOfDay(at, props.hall.zone);
    const minutes = (duration) => (duration ? Math.round(millisOf(duration) / 6_000) / 10 : 0);

    /** Quarters of all chosen queues, added up, without gaps in between. */
    const quarters = computed(() => {
      const byTime = new Map();
      (state.course?.queues ?? []).filter((queue) => !state.queue || queue.id === state.queue).forEach((queue) => queue.quarters.forEach((quarter) => {
        const at = Date.parse(quarter.from);
        const sum = byTime.get(at) ?? { at, issued: 0, called: 0, waited: 0, longest: 0, tooLong: 0, gaveUp: 0, completed: 0 };
        sum.issued += quarter.issued;
        sum.called += quarter.called;
        sum.waited += minutes(quarter.meanWait) * quarter.called;
        sum.longest = Math.max(sum.longest, minutes(quarter.longestWait));
        sum.tooLong += quarter.tooLong;
        sum.gaveUp += quarter.gaveUp;
        sum.completed += quarter.completed;
        byTime.set(at, sum);
      }));
      const times = [...byTime.keys()].sort((a, b) => a - b);
      const all = [];
      for (let at = times[0]; times.length > 0 && at <= times.at(-1) && all.length < MOST_BARS; at += QUARTER_MILLIS) {
        all.push(byTime.get(at) ?? { at, issued: 0, called: 0, waited: 0, longest: 0, tooLong: 0, gaveUp: 0, completed: 0 });
      }
      return all;
    });
    const queues = computed(() => (state.course?.queues ?? []).map((queue) => {
      const called = queue.quarters.reduce((sum, one) => sum + one.called, 0);
      return {
        name: local(props.hall.queues.find((one) => one.id === queue.id)?.name ?? { zh: queue.id, en: queue.id }),
        called,
        mean: called === 0 ? 0 : Math.round((10 * queue.quarters.reduce((sum, one) => sum + minutes(one.meanWait) * one.called, 0)) / called) / 10,
        longest: Math.max(0, ...queue.quarters.map((one) => minutes(one.longestWait))),
        gaveUp: queue.quarters.reduce((sum, one) => sum + one.gaveUp, 0),
      };
    }).sort((a, b) => b.mean - a.mean));

    const grid = (left = 44) => ({ left, right: 20, top: 28, bottom: 32 });
    const amounts = (name) => ({
      type: 'value', min: 0, minInterval: 1, name, nameTextStyle: { ...text(), align: 'left' }, nameGap: 12, axisLabel: text(), splitLine: { lineStyle: { color: colour('line') } },
    });
    const times = () => ({ type: 'category', data: quarters.value.map((one) => clock(one.at)), axisLabel: { ...text(), hideOverlap: true }, axisTick: { alignWithLabel: true } });
    const targetLine = (axis) => ({
      silent: true, symbol: 'none', data: [{ [axis]: target() }], lineStyle: { color: colour('bad'), width: 2, type: 'dashed' },
      label: { formatter: w().targetLine(target()), color: colour('bad'), position: axis === 'yAxis' ? 'insideEndTop' : 'end', fontSize: 13, fontWeight: 600 },
    });
    const tooLong = (value) => ({ value, itemStyle: { color: value > target() ? colour('bad') : colour('brand') } });

    const waits = computed(() => {
      const data = quarters.value;
      return () => ({
        grid: grid(), xAxis: times(), yAxis: { ...amounts(w().minutes), max: (range) => 5 * Math.ceil((Math.max(range.max, target()) + 1) / 5) },
        series: [{ type: 'bar', data: data.map((one) => tooLong(one.longest)), barMaxWidth: 28, markLine: targetLine('yAxis') }],
      });
    });
    const whichQueue = computed(() => {
      const data = queues.value.toReversed();
      return () => ({
        grid: { ...grid(12), right: 52, containLabel: true }, xAxis: { ...amounts(''), max: (range) => 5 * Math.ceil((Math.max(range.max, target()) + 1) / 5) },
        yAxis: { type: 'category', data: data.map((one) => one.name), axisLabel: { ...text(), color: colour('ink'), width: 140, overflow: 'truncate' } },
        series: [{
          type: 'bar', data: data.map((one) => tooLong(one.mean)), barMaxWidth: 20, markLine: targetLine('xAxis'),
          label: { show: true, position: 'right', color: colour('ink'), fontSize: 13 },
        }],
      });
    });
    const keepsUp = computed(() => {
      const data = quarters.value;
      return () => ({
        grid: grid(), legend: { top: 0, right: 0, textStyle: text(), itemWidth: 18 }, xAxis: times(), yAxis: amounts(w().people),
        series: [
          { type: 'bar', name: w().issued, data: data.map((one) => one.issued), itemStyle: { color: colour('line-strong') }, barMaxWidth: 14 },
          { type: 'bar', name: w().called, data: data.map((one) => one.called), itemStyle: { color: colour('brand') }, barMaxWidth: 14 },
        ],
      });
    });

    const table = (columns, rows) => h('details', [
      h('summary', w().table),
      h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': w().table }, [h('table', [
        h('thead', h('tr', columns.map((name, index) => h('th', { scope: 'col', class: index > 0 && 'number' }, name)))),
        h('tbody', rows.map((row) => h('tr', { key: row[0] }, row.map((cell, index) => (index === 0 ? h('th', { scope: 'row' }, cell) : h('td', { class: 'number' }, cell)))))),
      ])]),
    ]);
    const mean = (one) => (one.called === 0 ? '–' : Math.round((10 * one.waited) / one.called) / 10);
    const figure = (title, answer, option, more, tall) => h('figure', { class: 'card' }, [
      h('figcaption', [h('h3', title), h('p', answer)]), h(Chart, { label: `${title}。${answer}`, option, tall }), more,
    ]);

    function drawn() {
      const late = quarters.value.filter((one) => one.longest > target());
      const issued = quarters.value.reduce((sum, one) => sum + one.issued, 0);
      const called = quarters.value.reduce((sum, one) => sum + one.called, 0);
      const gaveUp = quarters.value.reduce((sum, one) => sum + one.gaveUp, 0);
      const longest = queues.value[0];
      return h('div', { class: 'figures' }, [
        figure(w().waitsTitle(target()), late.length === 0 ? w().noLate : w().late(late.length, clock(late[0].at), clock(late.at(-1).at + QUARTER_MILLIS)), waits.value, table(
          w().waitsColumns(target()), quarters.value.map((one) => [clock(one.at), one.longest, mean(one), one.tooLong]),
        )),
        figure(w().queuesTitle, longest && longest.called > 0 ? w().longestQueue(longest.name, longest.mean) : w().nobodyCalled, whichQueue.value, table(
          w().queuesColumns, queues.value.map((one) => [one.name, one.mean, one.longest, one.called, one.gaveUp]),
        ), queues.value.length),
        figure(w().keepsUpTitle, w().keepsUp(issued, called, gaveUp), keepsUp.value, table(
          w().keepsUpColumns, quarters.value.map((one) => [clock(one.at), one.issued, one.called, one.completed, one.gaveUp]),
        )),
      ]);
    }

    return () => h('section', { class: 'day', 'aria-labelledby': 'day-title' }, [
      h('header', { class: 'day-head' }, [
        h('h2', { id: 'day-title' }, w().title),
        h('label', [w().queue, h('select', { value: state.queue, onChange: (event) => { state.queue = event.target.value; } }, [
          h('option', { value: '' }, w().all), ...props.hall.queues.map((queue) => h('option', { value: queue.id }, local(queue.name))),
        ])]),
        h('label', [w().day, h('input', {
          type: 'date', value: state.day || today.value, max: today.value,
          onChange: (event) => {
            state.day = event.target.value === today.value ? '' : event.target.value;
            refresh();
          },
        })]),
      ]),
      state.lost && notice('warn', words().signIn.lost),
      state.course === null ? h('div', { class: 'skeleton tall', 'aria-busy': 'true' })
        : quarters.value.length === 0 ? h('p', { class: 'card empty' }, w().empty) : drawn(),
    ]);
  },
});
