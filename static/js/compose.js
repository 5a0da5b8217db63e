// Writing more than text: files, voice, panels, emoji. What that takes is fetched when it is first wanted.
import { thread } from './pane.js';

const SHEETS = ['composing', 'files', 'pickers'];
let styled;

function sheet(name) {
  const link = document.createElement('link');
  Object.assign(link, { rel: 'stylesheet', href: new URL(`../css/composing/${name}.css`, import.meta.url) });
  return new Promise(done => { link.onload = link.onerror = done; document.head.append(link); });
}

async function bring(name) {
  const [module] = await Promise.all([import(`./composing/${name}.js`), styled ??= Promise.all(SHEETS.map(sheet))]);
  return module;
}

document.addEventListener('click', event => {
  const control = event.target.closest('[data-composes]');
  if (!control || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  bring(control.dataset.composes).then(it => it.open(control));
});

// An answer that is a question.
document.addEventListener('htmx:finally:swap', () => {
  const asks = document.querySelector('dialog#compose:not([open]) [data-asks]');
  asks?.removeAttribute('data-asks');
  if (asks) bring('panel').then(it => it.ask());
});

// Quick replies, with "/" where nothing is written yet.
document.addEventListener('keydown', event => {
  if (event.target.id !== 'reply' || event.key !== '/' || event.target.value || event.isComposing) return;
  event.preventDefault();
  bring('quick_replies').then(it => it.open(event.target, '/'));
});

// Files: pasted, or dropped anywhere on the thread; elsewhere they must not take the page's place.
const carried = event => event.dataTransfer?.types.includes('Files');
document.addEventListener('dragover', event => {
  if (!carried(event)) return;
  event.preventDefault();
  if (event.target.closest('.thread')) bring('tray').then(it => it.invite());
});
document.addEventListener('drop', event => {
  if (!carried(event)) return;
  event.preventDefault();
  const files = [...event.dataTransfer.files];
  if (event.target.closest('.thread')) bring('tray').then(it => it.add(files));
});
document.addEventListener('paste', event => {
  const files = [...event.clipboardData.files];
  if (!files.length || event.clipboardData.types.includes('text/plain') || !thread() || event.target.closest('dialog')) return;
  event.preventDefault();
  bring('tray').then(it => it.add(files));
});

if (document.querySelector('.page .compose')) bring('panel');
