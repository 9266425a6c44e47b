/** Whether a device works, as its manager reads it. */
import { dayOf, serverNow, timeOfDay } from './clock.js';
import { h } from './vue.js';
import { language, words } from './words.js';

const SILENT_MILLIS = 120_000;
const HALF_A_DAY_MILLIS = 43_200_000;

/** The time of day of a moment, with its day when it is not of the last half day. */
export function lately(at, zone) {
  const millis = Date.parse(at);
  const time = timeOfDay(millis, zone);
  return serverNow() - millis < HALF_A_DAY_MILLIS ? time : `${dayOf(millis, zone, language.value)} ${time}`;
}

function signOf(device, now, zone) {
  if (!device.until) {
    return ['waiting', words().devices.notFetched];
  }
  if (!device.lastSeen) {
    return ['waiting', words().devices.neverSeen];
  }
  return now - Date.parse(device.lastSeen) > SILENT_MILLIS
    ? ['silent', words().devices.silent(lately(device.lastSeen, zone))]
    : ['works', words().devices.works(lately(device.lastSeen, zone))];
}

/** @param now milliseconds, as the server counts them */
export function deviceSign(tag, device, now, zone) {
  const [kind, text] = signOf(device, now, zone);
  return h(tag, { class: ['sign', kind] }, text);
}
