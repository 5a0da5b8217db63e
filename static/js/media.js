// Sounds and pictures of bubbles. What plays and shows them is fetched when somebody first wants it.
import { messages, whenOpened } from './pane.js';

const player = () => import('./media/player.js');
const lightbox = () => import('./media/lightbox.js');

document.addEventListener('click', event => {
  const { target } = event;
  const voice = target.closest('[data-plays], [data-speeds]'), picture = target.closest('[data-opens]');
  if (voice) player().then(it => (voice.matches('[data-plays]') ? it.toggle(voice) : it.faster(voice)));
  else if (picture && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    lightbox().then(it => it.open(picture));
  }
});
document.addEventListener('input', event => {
  if (event.target.closest('.voice')) player().then(it => it.seek(event.target));
});

// What was shared stands beside the thread too: it is asked for again when the thread has other files than before.
const files = () => messages()?.querySelectorAll('[data-opens], .file [download]').length;
let shown;
whenOpened(() => { shown = files(); });
document.addEventListener('list:changed', () => {
  if (files() === shown) return;
  shown = files();
  document.querySelectorAll('#details .shelf').forEach(shelf => shelf.dispatchEvent(new Event('shared')));
});

// What depends on the reader is a rule of this page's own: fragments are the same for everybody.
const own = new CSSStyleSheet();
own.replaceSync(`@layer utilities { .reactions > [data-reactors~="user:${document.body.dataset.user}"] { border-color: var(--accent); background: var(--accent-soft); } }`);
document.adoptedStyleSheets.push(own);
