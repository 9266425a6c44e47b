/** Which call a display shows and speaks next, and for how long. */
import { serverNow, serverTimeKnown } from './clock.js';

const TOO_OLD_MILLIS = 20_000;
const DWELL_MILLIS = 5_000;
const LONGEST_MILLIS = 15_000;
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
}

/** Whether this browser speaks, and may: it wants one touch of the page first. */
export function speechState() {
  if (!('speechSynthesis' in globalThis)) {
    return 'absent';
  }
  return navigator.userActivation?.hasBeenActive === false ? 'asleep' : 'ready';
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

/** Speaks a call in Chinese, then in English. */
async function announce(call, window) {
  if (speechState() !== 'ready' || speechSynthesis.getVoices().length === 0) {
    return;
  }
  await speak(`请 ${spelled(call.ticket, 'zh')} 号，到 ${window.zh}`, 'zh');
  await speak(`Number ${spelled(call.ticket, 'en')}, please go to ${window.en}`, 'en');
}

const pause = (millis) => new Promise((done) => setTimeout(done, millis));

/**
 * Shows one call after the other, each for as long as it is spoken, at least five seconds.
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
      const spoken = announce(call, windowName(call.window));
      await Promise.race([Promise.all([spoken, pause(DWELL_MILLIS)]), pause(LONGEST_MILLIS)]);
      globalThis.speechSynthesis?.cancel();
      show(null);
    } else {
      await pause(TICK_MILLIS);
    }
  }
}
