// The numbers on tabs and rail are this reader's own, so they are not pushed but asked for, soon after the list changed.
import { swap, HEADERS } from './fragments.js';

const SOON = 200, SPACING = 2_000;
let due, last = 0;

async function refresh() {
  due = undefined;
  last = Date.now();
  const response = await fetch(document.body.dataset.counts, { headers: HEADERS }).catch(() => undefined);
  if (response?.ok) await swap(await response.text());
}

document.addEventListener('htmx:before:swap', event => {
  if (!event.detail.tasks?.some(task => task.target?.closest?.('#rows'))) return;
  due ??= setTimeout(refresh, Math.max(SOON, last + SPACING - Date.now()));
});
