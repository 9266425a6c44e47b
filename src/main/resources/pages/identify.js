/** A device that a manager asks which one it is: its name, large, for some seconds. */
import { createApp, h, reactive, watch } from './vue.js';
import { currentSession } from './api.js';
import { serverNow } from './clock.js';

/** Once for each page of a device; lies above whatever the page shows. @param live from `followBoard` */
export function showNameWhenAsked(live) {
  const state = reactive({ name: '' });
  let timer = 0;

  async function asked(message) {
    let session;
    try {
      session = await currentSession();
    } catch (lost) {
      return;
    }
    const left = Date.parse(message.until) - serverNow();
    if (session?.account === message.device && left > 0) {
      state.name = message.name;
      clearTimeout(timer);
      timer = setTimeout(() => { state.name = ''; }, left);
    }
  }
  watch(() => live.identify, (message) => message && asked(message));
  const place = document.createElement('div');
  document.body.append(place);
  createApp(() => state.name && h('div', { class: 'identify', role: 'status' }, [h('p', state.name), h('small', location.host)])).mount(place);
}
