/** Who supervises halls: one hall, or all of the own place, the worst first. */
import { createApp } from './vue.js';
import { hallOfPage } from './parts.js';
import { SupervisedHall } from './supervision-hall.js';
import { SupervisedHalls } from './supervision-halls.js';

document.body.classList.add('staff');
createApp(hallOfPage() ? SupervisedHall : SupervisedHalls).mount('#app');
