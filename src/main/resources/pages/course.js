/** What a day's course adds up to; pure functions of what the server tells. */
import { millisOf } from './clock.js';

const QUARTER_MILLIS = 900_000;
const MOST_QUARTERS = 100;

/** Minutes with one decimal; nothing of nothing is 0. */
const minutes = (duration) => (duration ? Math.round(millisOf(duration) / 6_000) / 10 : 0);
const tenths = (value) => Math.round(10 * value) / 10;
const sumOf = (rows, count) => rows.reduce((sum, row) => sum + row[count], 0);

const quarterAt = (at) => ({ at, until: at + QUARTER_MILLIS, issued: 0, called: 0, waited: 0, longest: 0, tooLong: 0, gaveUp: 0, completed: 0 });

/** Quarters of one queue, or of all for '', added up, without gaps in between. */
export function quartersOf(course, chosen) {
  const byTime = new Map();
  course.queues.filter((queue) => !chosen || queue.id === chosen).forEach((queue) => queue.quarters.forEach((quarter) => {
    const at = Date.parse(quarter.from);
    const sum = byTime.get(at) ?? quarterAt(at);
    ['issued', 'called', 'tooLong', 'gaveUp', 'completed'].forEach((count) => { sum[count] += quarter[count]; });
    sum.waited += minutes(quarter.meanWait) * quarter.called;
    sum.longest = Math.max(sum.longest, minutes(quarter.longestWait));
    byTime.set(at, sum);
  }));
  const times = [...byTime.keys()].sort((a, b) => a - b);
  const all = [];
  for (let at = times[0]; times.length > 0 && at <= times.at(-1) && all.length < MOST_QUARTERS; at += QUARTER_MILLIS) {
    all.push(byTime.get(at) ?? quarterAt(at));
  }
  return all.map((quarter) => ({ ...quarter, mean: quarter.called === 0 ? null : tenths(quarter.waited / quarter.called) }));
}

/** Each queue over the whole day, the longest mean wait first; `mean` is null while nobody was called. */
export const queuesOf = (course) => course.queues.map((queue) => {
  const called = sumOf(queue.quarters, 'called');
  return {
    id: queue.id,
    called,
    mean: called === 0 ? null : tenths(queue.quarters.reduce((sum, one) => sum + minutes(one.meanWait) * one.called, 0) / called),
    longest: Math.max(0, ...queue.quarters.map((one) => minutes(one.longestWait))),
    tooLong: sumOf(queue.quarters, 'tooLong'),
    gaveUp: sumOf(queue.quarters, 'gaveUp'),
  };
}).sort((a, b) => (b.mean ?? -1) - (a.mean ?? -1));

/** Counts of all quarters together. */
export const totalOf = (quarters) => Object.fromEntries(['issued', 'called', 'tooLong', 'gaveUp'].map((count) => [count, sumOf(quarters, count)]));
