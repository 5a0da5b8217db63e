// A message that arrives in a conversation that somebody is looking at has been read.
import { tell } from './posting.js';
import { thread, whenOpened } from './pane.js';

let told = '';

function read() {
  if (!thread() || document.hidden || !document.hasFocus()) return;
  const last = [...document.querySelectorAll('.log__list > [data-direction=in]')].at(-1)?.dataset.message;
  if (!last || told === last) return;
  told = last;
  tell(thread().dataset.readUrl, { message_id: last });
}

whenOpened(read);
document.addEventListener('htmx:finally:swap', read);
document.addEventListener('visibilitychange', read);
addEventListener('focus', read);
