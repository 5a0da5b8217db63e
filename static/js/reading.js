// A message that arrives in a conversation that somebody is looking at has been read.
import { tell } from './posting.js';
import { thread, whenOpened } from './pane.js';

let told = 0;

// The newest is not always the lowest: a phone that was offline, or a clock that is wrong, puts it above others.
async function read() {
  if (!thread() || document.hidden || !document.hasFocus()) return;
  const heard = [...document.querySelectorAll('.log__list > [data-direction=in]')].map(one => Number(one.dataset.message));
  const newest = Math.max(0, ...heard);
  if (!newest || told === newest) return;
  told = newest;
  const answer = await tell(thread().dataset.readUrl, { message_id: heard.at(-1) });
  if (!answer?.ok) told = 0;   // catching up swaps, and a swap asks again
}

whenOpened(read);
document.addEventListener('htmx:finally:swap', read);
document.addEventListener('visibilitychange', read);
addEventListener('focus', read);
