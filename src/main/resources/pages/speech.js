/** Which call a display shows and speaks next, and for how long. */
import { serverNow, serverTimeKnown } from './clock.js';
import { chime, soundState } from './sound.js';

const TOO_OLD_MILLIS = 20_000;
const DWELL_MILLIS = 5_000;
const LONGEST_MILLIS = 15_000;
/** With so many more that wait to be shown, each is shown and spoken more shortly. */
const HURRY_FROM = 2;
const HURRY_MILLIS = 2_500;
const TICK_MILLIS = 200;
const DIGITS_ZH = '零一二三四五六七八九';

const spelled = (number, lang) => [...number]
  .map((char) => (lang === 'zh' && /\d/.test(char) ? DIGITS_ZH[Number(char)] : char))
  .join(lang === 'zh' ? '' : ' ');

/** Calls in the order of their announcement: unheard ones that are young enough. */
export class CallOrder {
  #epoch = '';
  #heard = 0;

  /** The next call to be shown; null when there is none. */
  next(board, now) {
    if (board.epoch !== this.#epoch) {
      this.#epoch = board.epoch;
      this.#heard = 0;
    }
    for (const call of board.recentCalls) {
      if (call.announcement > this.#heard) {
        this.#heard = call.announcement;
        if (now - Date.parse(call.at) < TOO_OLD_MILLIS) {
          return call;
        }
      }
    }
    return null;
  }

  /** How many more there are. */
  ahead(board, now) {
    return board.recentCalls.filter(
      (call) => call.announcement > this.#heard && now - Date.parse(call.at) < TOO_OLD_MILLIS,
    ).length;
  }
}

/** Speaks a sentence; resolves when it is over, or cannot be spoken. */
function speak(text, lang) {
  return new Promise((done) => {
    const sentence = new SpeechSynthesisUtterance(text);
    sentence.lang = lang;
    sentence.rate = 0.9;
    const voice = speechSynthesis.getVoices().find((known) => known.lang.startsWith(lang));
    if (voice) {
      sentence.voice = voice;
    }
    sentence.onend = done;
    sentence.onerror = done;
    speechSynthesis.speak(sentence);
  });
}

/** Sounds the chime, then speaks a call in Chinese, and in English unless others wait. */
async function announce(call, window, hurry) {
  await chime();
  if (soundState() !== 'ready' || !globalThis.speechSynthesis?.getVoices().length) {
    return;
  }
  await speak(`请 ${spelled(call.ticket, 'zh')} 号，到 ${window.zh}`, 'zh');
  if (!hurry) {
    await speak(`Number ${spelled(call.ticket, 'en')}, please go to ${window.en}`, 'en');
  }
}

const pause = (millis) => new Promise((done) => setTimeout(done, millis));

/**
 * Shows one call after the other, each for as long as it is spoken, at least five seconds; half of
 * it when many were made at once.
 *
 * @param live from `followBoard`
 * @param windowName of a window's id: `{zh, en}`
 * @param show is told of each call that is new, and null when its time is over
 */
export async function followCalls(live, windowName, show) {
  const order = new CallOrder();
  for (;;) {
    const call = live.state === 'live' && serverTimeKnown()
      ? order.next(live.board, serverNow())
      : null;
    if (call) {
      show(call);
      const hurry = order.ahead(live.board, serverNow()) >= HURRY_FROM;
      const spoken = announce(call, windowName(call.window), hurry);
      const shown = pause(hurry ? HURRY_MILLIS : DWELL_MILLIS);
      await Promise.race([Promise.all([spoken, shown]), pause(LONGEST_MILLIS)]);
      globalThis.speechSynthesis?.cancel();
      show(null);
    } else {
      await pause(TICK_MILLIS);
    }
  }
}
