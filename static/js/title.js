// The tab says who is open and how much is unread: "(3) Helena Prado · Inbox".
import { pane, thread } from './pane.js';

function tell() {
  if (!pane()) return;
  const unread = Number(document.getElementById('count-unread')?.dataset.count ?? 0);
  const who = thread() ? `${document.getElementById('who').textContent} · ` : '';
  document.title = (unread ? `(${unread}) ` : '') + who + pane().dataset.title;
}

tell();
document.addEventListener('htmx:finally:swap', tell);
