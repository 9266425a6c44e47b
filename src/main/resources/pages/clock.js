/** The server's time and the hall's calendar. */

const clockOffset = { millis: 0, known: false };

/** Takes over the server's time from something it just sent. */
export function setServerTime(/** @type {string} */ at) {
  clockOffset.millis = Date.parse(at) - Date.now();
  clockOffset.known = true;
}

/** Whether the server has said what time it is. */
export const serverTimeKnown = () => clockOffset.known;

/** Milliseconds since 1970, as the server counts them. */
export const serverNow = () => Date.now() + clockOffset.millis;

/** Milliseconds of a duration such as `PT1M30.5S`. */
export function millisOf(/** @type {string} */ duration) {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration);
  if (!parts) {
    throw new Error(`expected a duration, found ${duration}`);
  }
  const [, hours = 0, minutes = 0, seconds = 0] = parts;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

/** `14:05` in the hall's zone. */
export function timeOfDay(/** @type {number} */ at, /** @type {string} */ zone) {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).format(at);
}

/** The day with its weekday, in the reader's language. */
export function dayOf(/** @type {number} */ at, zone, lang) {
  return new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: zone, month: 'long', day: 'numeric', weekday: 'long',
  }).format(at);
}

/** `3:07` of a span. */
export function minutesAndSeconds(/** @type {number} */ millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Whether a moment lies in one of the spans. */
export function within(spans, at) {
  return spans.some((span) => Date.parse(span.from) <= at && at < Date.parse(span.to));
}

/** `2026-11-23T15:00` of a moment, as the hall's clocks show it; what a field of day and time holds. */
export const wallIn = (zone, at) => new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
}).format(at).replace(' ', 'T');

/** The moment at which the hall's clocks show `2026-11-23T15:00`. */
export function momentIn(zone, text) {
  const guess = Date.parse(`${text}Z`);
  const shifted = guess - (Date.parse(`${wallIn(zone, guess)}Z`) - guess);
  return new Date(shifted - (Date.parse(`${wallIn(zone, shifted)}Z`) - guess)).toISOString();
}
