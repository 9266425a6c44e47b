/** What a supervisor sees of a hall: its queues, windows and alarms. */
import { h } from './vue.js';
import { minutesOf } from './advice.js';
import { rowOf } from './board.js';
import { serverNow } from './clock.js';
import { useNow } from './parts.js';
import { words } from './words.js';

const SHOWN_ALARMS = 30;
const SHOWN_CALLS = 8;
const MINUTE_MILLIS = 60_000;

/** @param desk what the page knows, each as a function; `asks` opens a dialog */
export function hallPanels({ hall, board, outlook, nameOf, clock, asks }) {
  const now = useNow(5_000);
  const w = () => words().supervision;
  const ago = (at) => Math.max(0, Math.floor((serverNow() - Date.parse(at) + 0 * now.value) / MINUTE_MILLIS));

  const allAlarms = () => (board()?.alarms ?? []).toReversed();
  const isOpen = (alarm) => !alarm.acknowledged && alarm.state === 'open';
  const openAlarms = () => allAlarms().filter(isOpen);

  const meter = (line) => {
    const most = Math.max(2 * minutesOf(outlook().longWait), 1);
    const share = Math.min(10, Math.ceil((10 * minutesOf(line.p50)) / most));
    return h('span', { class: ['meter', `share-${line.waiting === 0 ? 0 : share}`], 'aria-hidden': 'true' }, [h('i'), h('u')]);
  };
  function wait(line) {
    if (line.waiting === 0) {
      return h('span', { class: 'soft' }, w().nobody);
    }
    return line.manned === 0 ? h('span', w().ifOpened(minutesOf(line.p50)))
      : [h('b', minutesOf(line.p50)), ` ${w().minutes}`, h('small', w().most(minutesOf(line.p90)))];
  }
  const zoneRow = (line) => h('tr', { key: line.id, class: [line.trouble, line.waiting === 0 && 'idle'], 'data-queue': line.id }, [
    h('th', { scope: 'row' }, h('div', { class: 'name' }, [h('i', { class: 'prefix' }, rowOf(hall().queues, line.id)?.prefix), h('span', nameOf(line.id))])),
    h('td', { class: 'state-cell' }, [h('span', { class: ['mark', line.trouble] }, w().trouble[line.trouble])]),
    h('td', { class: 'number big' }, line.waiting),
    h('td', { class: 'wait' }, [wait(line), meter(line)]),
    h('td', { class: 'first' }, line.nextSince && line.waiting > 0 ? w().firstWaits(ago(line.nextSince)) : '–'),
    h('td', { class: 'number count', 'data-label': w().waitingAndManned(line.waiting) }, h('span', { class: line.waiting > 0 && line.manned === 0 && 'unserved' }, `${line.manned} / ${line.windows}`)),
  ]);
  const zones = () => h('section', { class: 'card zones' }, [
    h('h2', [w().zones, h('small', w().target(minutesOf(outlook().longWait)))]),
    h('div', { class: 'scroll' }, [h('table', [
      h('thead', h('tr', w().columns.map((name, index) => h('th', { scope: 'col', class: [2, 5].includes(index) && 'number' }, name)))),
      h('tbody', outlook().queues.map(zoneRow)),
    ])]),
  ]);

  const alarmText = (alarm) => w().alarm[alarm.kind]({ ...alarm, queue: alarm.queue && nameOf(alarm.queue), minutes: ago(alarm.since ?? alarm.raisedAt) });
  const alarmRow = (alarm) => h('li', { key: alarm.alarm, 'data-alarm': alarm.alarm, class: [alarm.state, alarm.acknowledged && 'seen'] }, [
    h('div', [
      h('strong', alarmText(alarm)),
      h('small', [`${clock(alarm.raisedAt)} `, alarm.acknowledged ? w().seen(alarm.acknowledged.note) : alarm.state === 'cleared' ? w().cleared : '']),
    ]),
    !alarm.acknowledged && h('button', { type: 'button', class: 'line', onClick: () => asks({ name: 'alarm', alarm: alarm.alarm, text: alarmText(alarm) }) }, w().acknowledge),
  ]);
  function alarms() {
    const open = openAlarms();
    const others = allAlarms().filter((alarm) => !isOpen(alarm));
    return h('section', { class: 'card alarms', id: 'alarms' }, [
      h('h2', [w().alarms, h('small', w().count(open.length))]),
      open.length === 0 ? h('p', { class: 'empty' }, w().noAlarms) : h('ul', open.map(alarmRow)),
      others.length > 0 && h('details', [
        h('summary', [w().earlier(others.length), others.length > SHOWN_ALARMS && w().latestOnly(SHOWN_ALARMS)]),
        h('ul', others.slice(0, SHOWN_ALARMS).map(alarmRow)),
      ]),
    ]);
  }

  const byHand = () => h('section', { class: 'card by-hand' }, [
    h('h2', [w().byHand, h('small', [w().count(board().callsOutOfOrder.length), board().callsOutOfOrder.length > SHOWN_CALLS && w().latestOnly(SHOWN_CALLS)])]),
    board().callsOutOfOrder.length === 0 ? h('p', { class: 'empty' }, w().noByHand)
      : h('ul', board().callsOutOfOrder.toReversed().slice(0, SHOWN_CALLS).map((call) => h('li', { key: call.at + call.ticket }, [
        h('b', call.ticket), h('span', [`${clock(call.at)} · ${call.window} · `, call.reason]),
      ]))),
  ]);

  /** Who is needed and not there: windows of a queue that waits too long. */
  const isWanted = (window) => !['called', 'serving', 'open'].includes(window.state)
    && outlook().queues.some((line) => ['unmanned', 'long'].includes(line.trouble) && window.queues.includes(line.id));
  const windowTile = (window) => h('li', { key: window.id }, [h('button', {
    type: 'button', class: ['tile', window.state, isWanted(window) && 'wanted'], 'data-window': window.id, onClick: () => asks({ name: 'window', window: window.id }),
  }, [
    h('strong', window.id),
    h('span', { class: ['state', window.state] }, words().window.state[window.state]),
    isWanted(window) ? h('span', { class: 'want' }, w().wanted)
      : h('span', { class: 'ticket' }, window.ticket ?? (window.pausedSince ? words().window.minutes(ago(window.pausedSince)) : '')),
  ])]);
  const windows = () => h('section', { class: 'card windows' }, [
    h('h2', [w().windowsTitle, h('small', w().windowsHelp)]),
    h('ul', { class: 'tiles' }, board().windows.map(windowTile)),
  ]);

  return { zones, windows, alarms, byHand, openAlarms };
}
