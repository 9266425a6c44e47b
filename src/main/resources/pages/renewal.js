/** A page that nobody touches for days takes the program's newest version by itself. */

const EVERY_MILLIS = 600_000;
const HERE = /\/assets\/[^/]+\//.exec(import.meta.url)?.[0];

/** Once for each page; `quiet` says whether nobody would miss it for a second. */
export function renewPage(quiet) {
  async function look() {
    try {
      const answer = await fetch(location.pathname, { cache: 'no-store' });
      const there = answer.ok && /\/assets\/[^/]+\//.exec(await answer.text())?.[0];
      if (there && HERE && there !== HERE && quiet()) {
        location.reload();
        return;
      }
    } catch (lost) {
      // The board says that the server is away.
    }
    setTimeout(look, EVERY_MILLIS);
  }
  setTimeout(look, EVERY_MILLIS);
}
