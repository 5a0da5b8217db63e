// Which row is open follows from the address: a pushed row cannot know.
import { thread } from './pane.js';

export const rows = () => [...document.querySelectorAll('#rows .row__link')];

function mark() {
  for (const link of rows()) {
    if (thread() && link.pathname === location.pathname) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

mark();
document.addEventListener('htmx:finally:swap', mark);
