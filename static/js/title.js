// The tab says who is open and how much is unread: "(3) Helena Prado · Inbox".
import { pane } from './pane.js';

function tell() {
  if (!pane()) return;
  const unread = Number(document.getElementById('count-unread')?.dataset.count ?? 0);
  document.title = (unread ? `(${unread}) ` : '') + pane().dataset.title;
}

tell();
document.addEventListener('htmx:finally:swap', tell);
