/** How a day went: three charts that answer a question each, for what is chosen, with a table behind every one. */
import { computed, defineComponent, h, reactive, watch } from './vue.js';
import { ask } from './api.js';
import { minutesOf } from './advice.js';
import { Chart, colour, text } from './chart.js';
import { dayOf, serverNow, timeOfDay } from './clock.js';
import { queuesOf, quartersOf, totalOf } from './course.js';
import { notice, useAgain } from './parts.js';
import { failureText } from './staff.js';
import { language, local, words } from './words.js';

const AGAIN_MILLIS = 30_000;
/** The record of numbers is ten seconds late at most; the first ones of a day are waited for. */
const FIRST_AGAIN_MILLIS = 2_500;
const TALL_FROM = 7;

const dateIn = (zone, at) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);

export const DayCharts = defineComponent({
  props: { hall: Object, slug: String, issued: Number },
  setup(props) {
    const state = reactive({ course: null, askedAt: 0, failure: null, queue: '', day: '' });
    const w = () => words().supervision.charts;
    const awaited = () => !state.day && props.issued > 0 && !state.course?.queues.length;
    const refresh = useAgain(async () => {
      const { day } = state;
      try {
        const course = await ask('GET', `/api/v1/halls/${props.slug}/course${day ? `?day=${day}` : ''}`);
        if (day === state.day) {
          Object.assign(state, { course, askedAt: serverNow(), failure: null });
        }
      } catch (failure) {
        if (day === state.day) {
          state.failure = failureText(failure);
        }
      }
      return awaited() ? FIRST_AGAIN_MILLIS : AGAIN_MILLIS;
    }, AGAIN_MILLIS);
    watch(awaited, (now) => now && refresh());

    const today = () => dateIn(props.hall.zone, serverNow());
    const target = () => minutesOf(state.course.longWait);
    const clock = (at) => timeOfDay(at, props.hall.zone);
    const nameOf = (id) => local(props.hall.queues.find((one) => one.id === id)?.name ?? { zh: id, en: id });
    const dayName = (day) => dayOf(Date.parse(`${day}T12:00:00Z`), 'UTC', language.value);
    /** What the figures on the screen are of, which is not yet what was just chosen. */
    const shownDay = () => (state.course && state.course.day !== today() ? dayName(state.course.day) : '');
    const subject = () => w().scope(state.queue ? nameOf(state.queue) : w().all, shownDay() || w().untilNow(clock(state.askedAt)));

    const quarters = computed(() => (state.course ? quartersOf(state.course, state.queue) : []));
    const queues = computed(() => (state.course ? queuesOf(state.course).map((one) => ({ ...one, name: nameOf(one.id) })) : []));

    const grid = (left = 44, right = 20) => ({ left, right, top: 28, bottom: 32 });
    const amounts = (name) => ({
      type: 'value', min: 0, minInterval: 1, name, nameTextStyle: { ...text(), align: 'left' }, nameGap: 12, axisLabel: text(), splitLine: { lineStyle: { color: colour('line') } },
    });
    const beyondTarget = (range) => 5 * Math.ceil((Math.max(range.max, target()) + 1) / 5);
    const times = () => ({ type: 'category', data: quarters.value.map((one) => clock(one.at)), axisLabel: { ...text(), hideOverlap: true }, axisTick: { alignWithLabel: true } });
    const targetLine = (axis) => ({
      silent: true, symbol: 'none', data: [{ [axis]: target() }], z: axis === 'yAxis' ? 5 : 1, lineStyle: { color: colour('bad'), width: 2, type: 'dashed' },
      label: { formatter: w().targetLine(target()), color: colour('bad'), position: 'end', fontSize: 13, fontWeight: 600 },
    });
    const barColour = (late, chosen = true) => colour(late ? 'bad' : chosen ? 'brand' : 'line-strong');

    const waits = computed(() => {
      const data = quarters.value;
      return () => ({
        grid: grid(44, 64), xAxis: times(), yAxis: { ...amounts(w().minutes), max: beyondTarget },
        series: [{
          type: 'bar', data: data.map((one) => ({ value: one.longest, itemStyle: { color: barColour(one.tooLong > 0) } })), barMaxWidth: 28, markLine: targetLine('yAxis'),
        }],
      });
    });
    const whichQueue = computed(() => {
      const data = queues.value.toReversed();
      const chosen = state.queue;
      return () => ({
        grid: { ...grid(12), right: 52, containLabel: true }, xAxis: { ...amounts(''), max: beyondTarget },
        yAxis: { type: 'category', data: data.map((one) => (one.id === chosen ? `▸ ${one.name}` : one.name)), axisLabel: { ...text(), color: colour('ink'), width: 140, overflow: 'truncate' } },
        series: [{
          type: 'bar', data: data.map((one) => ({ value: one.mean, itemStyle: { color: barColour(one.mean > target(), !chosen || one.id === chosen), opacity: !chosen || one.id === chosen ? 1 : 0.5 } })),
          barMaxWidth: 20, markLine: targetLine('xAxis'), label: { show: true, position: 'right', color: colour('ink'), backgroundColor: colour('card'), padding: [1, 2], fontSize: 13 },
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
        h('tbody', rows.map((row) => h('tr', { key: row[0] }, row.map((cell, index) => (index === 0 ? h('th', { scope: 'row' }, cell) : h('td', { class: 'number' }, cell ?? '–')))))),
      ])]),
    ]);
    const figure = (name, title, answer, option, more, tall) => h('figure', { class: 'card', 'data-figure': name }, [
      h('figcaption', [h('h3', title), h('p', { class: 'scope' }, subject()), h('p', { class: 'answer' }, answer)]),
      h(Chart, { label: w().label(title, subject(), answer), option, tall }), more,
    ]);

    function waitsAnswer() {
      const late = quarters.value.filter((one) => one.tooLong > 0);
      return late.length === 0 ? w().noLate
        : w().late(late.length, clock(late[0].at), clock(late.at(-1).until), totalOf(late).tooLong);
    }
    function queuesAnswer() {
      const ranked = queues.value.filter((one) => one.mean !== null);
      const place = state.queue ? ranked.findIndex((one) => one.id === state.queue) : 0;
      const one = ranked[place];
      return !one ? w().nobodyCalled : state.queue ? w().compared(one.name, one.mean, place + 1, ranked.length) : w().longestQueue(one.name, one.mean);
    }
    const drawn = () => h('div', { class: 'figures' }, [
      figure('waits', w().waitsTitle(target()), waitsAnswer(), waits.value, table(
        w().waitsColumns(target()), quarters.value.map((one) => [clock(one.at), one.longest, one.mean, one.tooLong]),
      )),
      figure('queues', state.queue ? w().compareTitle(nameOf(state.queue)) : w().queuesTitle, queuesAnswer(), whichQueue.value, table(
        w().queuesColumns, queues.value.map((one) => [one.name, one.mean, one.longest, one.called, one.gaveUp]),
      ), queues.value.length >= TALL_FROM),
      figure('keeps-up', w().keepsUpTitle, w().keepsUp(totalOf(quarters.value)), keepsUp.value, table(
        w().keepsUpColumns, quarters.value.map((one) => [clock(one.at), one.issued, one.called, one.completed, one.gaveUp]),
      )),
    ]);

    function choose(day) {
      state.day = day === today() ? '' : day;
      refresh();
    }
    return () => h('section', { class: 'day', 'aria-labelledby': 'day-title' }, [
      h('header', { class: 'day-head' }, [
        h('h2', { id: 'day-title' }, w().title(shownDay())),
        h('label', [w().queue, h('select', { id: 'chart-queue', value: state.queue, onChange: (event) => { state.queue = event.target.value; } }, [
          h('option', { value: '' }, w().all), ...props.hall.queues.map((queue) => h('option', { value: queue.id }, local(queue.name))),
        ])]),
        h('label', [w().day, h('input', { id: 'chart-day', type: 'date', value: state.day || today(), max: today(), onChange: (event) => choose(event.target.value) })]),
      ]),
      state.failure && notice('warn', state.failure.title, state.failure.help),
      state.course === null ? h('div', { class: 'skeleton tall', 'aria-busy': 'true' })
        : quarters.value.length === 0 ? h('p', { class: 'card empty' }, [h('span', { class: 'scope' }, subject()), w().empty]) : drawn(),
    ]);
  },
});
