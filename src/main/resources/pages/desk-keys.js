/** The console by keyboard alone. */
import { onMounted } from './vue.js';
import { ACTIONS, OUTCOMES } from './desk-actions.js';

/** @param desk what the console knows; @param actions from `deskActions` */
export function watchKeys(desk, actions) {
  const { state } = desk;

  function digit(number) {
    if (desk.status() === 'serving') {
      const outcome = OUTCOMES[number - 1];
      if (outcome) {
        state.outcomes[state.outcomes.length - 1] = outcome;
      }
      return Boolean(outcome);
    }
    const held = desk.data()?.held[number - 1];
    if (desk.status() === 'open' && held) {
      actions.perform('resume-ticket', { ticket: held.id });
      return true;
    }
    return false;
  }

  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !desk.signedIn() || !desk.row() || state.asks) {
      return;
    }
    const isMain = event.key === ' ' || event.key === 'Enter';
    if (event.repeat && isMain) {
      event.preventDefault();
      return;
    }
    if (isMain && !event.target.closest('button, a, input')) {
      event.preventDefault();
      actions.main();
      return;
    }
    if (!state.shortcuts || event.target.closest('input:not([type=radio]), textarea, select') || event.repeat) {
      return;
    }
    const action = ACTIONS.find((one) => one.key === event.key.toUpperCase());
    if (action) {
      event.preventDefault();
      actions.perform(action.name);
    } else if (/^[1-9]$/.test(event.key) && digit(Number(event.key))) {
      event.preventDefault();
    }
  }

  onMounted(() => addEventListener('keydown', pressed));
}
