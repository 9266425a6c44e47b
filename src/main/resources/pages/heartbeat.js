/** A kiosk or display that is signed in tells its hall every half minute that it works. */
import { ask, currentSession } from './api.js';

const EVERY_MILLIS = 30_000;

/**
 * Once for each page. Signs that fail are not repeated: the next comes soon.
 *
 * @param {string} hall
 * @param {'kiosk' | 'display'} role of the account that makes this page a device
 * @param {boolean} later whether somebody may sign in while the page is shown
 */
export async function sendHeartbeats(hall, role, later) {
  let goesOn = true;
  try {
    const session = await currentSession();
    const device = session !== null && session.roles.includes(role);
    goesOn = device || later;
    if (device && (session.hall === undefined || session.hall === hall)) {
      await ask('POST', `/api/v1/halls/${hall}/heartbeat`);
    }
  } catch (lost) {
    // The alarm of a silent device is for whoever supervises, not for this page.
  }
  if (goesOn) {
    setTimeout(() => sendHeartbeats(hall, role, later), EVERY_MILLIS);
  }
}
