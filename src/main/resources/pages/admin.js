/** A hall as its manager arranges it: forms for the usual, the text for everything, what changes before it does. */
import { createApp, h, onMounted, reactive, ref } from './vue.js';
import { loadHall } from './api.js';
import { HallAdmin } from './admin-desk.js';
import { hallOfPage } from './parts.js';
import { staffBar, staffGate, useStaff } from './staff.js';
import { local, words } from './words.js';

const Admin = {
  setup() {
    const slug = hallOfPage();
    const name = ref(null);
    /** What is typed and not stored: it outlives a part that is left and a session that ends by itself. */
    let drafts = {};
    const user = useStaff({
      may: (session) => session.roles.some((role) => ['manager', 'admin'].includes(role)) && (session.hall === undefined || session.hall === slug),
      remark: 'notHallManager',
      left: () => { drafts = {}; },
    });
    const draft = (part, make) => (drafts[part] ??= reactive(make()));

    onMounted(async () => {
      addEventListener('beforeunload', (event) => {
        if (Object.values(drafts).some((one) => one.isTyped())) {
          event.preventDefault();
        }
      });
      name.value = (await loadHall(slug)).name;
    });
    return () => [
      staffBar(user, words().admin.title, name.value && local(name.value), [h('a', { href: `/supervision/${slug}` }, words().supervision.title)]),
      user.staff.session ? h(HallAdmin, { slug, user, draft }) : h('main', [staffGate(user, 'admin')]),
    ];
  },
};

document.body.classList.add('staff');
createApp(Admin).mount('#app');
