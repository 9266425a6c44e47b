/** Asks the server: what it refuses is a `Refused`, when it cannot be reached an `Unreachable`. */

const ANSWER_MILLIS = 12_000;
const FIRST_PAUSE_MILLIS = 500;
const LONGEST_PAUSE_MILLIS = 5_000;

const slugOf = (problem) => String(problem?.type ?? '').replace('/problems/', '');

/** A problem of RFC 9457. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? String(status));
    this.status = status;
    this.slug = slugOf(problem);
    this.title = problem.title ?? '';
    this.detail = problem.detail ?? '';
    this.problems = problem.problems ?? [];
  }
}

/** Nobody answered, or 503: perhaps done, perhaps not. */
export class Unreachable extends Error {}

/** One request; the session travels as a cookie. Answers JSON, or null when there is none. */
export async function ask(method, path, { body, key } = {}) {
  const headers = {};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  if (key !== undefined) {
    headers['Idempotency-Key'] = key;
  }
  let response;
  let text;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(ANSWER_MILLIS),
    });
    text = await response.text();
  } catch (lost) {
    throw new Unreachable(String(lost));
  }
  let json = null;
  try {
    json = text === '' ? null : JSON.parse(text);
  } catch (noJson) {
    throw new Unreachable(`${response.status} without JSON`);
  }
  if (response.ok) {
    return json;
  }
  if ([429, 502, 503, 504].includes(response.status)) {
    const later = new Unreachable(json?.detail ?? String(response.status));
    later.status = response.status;
    later.retryAfter = Number(response.headers.get('Retry-After')) || undefined;
    later.slug = slugOf(json);
    later.detail = json?.detail ?? '';
    throw later;
  }
  throw new Refused(response.status, json ?? {});
}

/** A key for one command; repetitions of the command send it again. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const pause = (millis) => new Promise((done) => setTimeout(done, millis));

/**
 * A command: repeated under one key until the server answers, so that it is done once.
 *
 * @param {{body?: object, key?: string, patienceMillis: number, onTrouble?: () => void,
 *     goesOn?: (failure: Unreachable) => boolean}} how
 */
export async function command(path, { body, key = newKey(), patienceMillis, onTrouble, goesOn = () => true }) {
  const end = Date.now() + patienceMillis;
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask('POST', path, { body, key });
    } catch (failure) {
      if (!(failure instanceof Unreachable) || Date.now() > end || !goesOn(failure)) {
        throw failure;
      }
      onTrouble?.();
      const longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * 2 ** attempt);
      await pause(longest * (0.5 + Math.random() / 2));
    }
  }
}

/** Who is signed in; null when nobody is. */
export async function currentSession() {
  try {
    return await ask('GET', '/api/v1/sessions/current');
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 401) {
      return null;
    }
    throw failure;
  }
}

/** Ends the session, and at the identity provider the one that it began with; true when the page is left for that. */
export async function endSession() {
  const ended = await ask('DELETE', '/api/v1/sessions/current');
  if (ended?.endSession) {
    location.assign(ended.endSession);
  }
  return Boolean(ended?.endSession);
}

/** The hall's configuration, asked for until it comes. */
export async function loadHall(hall, onTrouble) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask('GET', `/api/v1/halls/${hall}`);
    } catch (failure) {
      if (!(failure instanceof Unreachable)) {
        throw failure;
      }
      onTrouble?.();
      await pause(Math.min(10_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2));
    }
  }
}
