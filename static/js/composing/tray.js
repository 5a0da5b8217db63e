// The tray: files that were chosen, pasted or dropped, each with its caption, until they are sent in their order.
import { thread, whenOpened } from '../pane.js';
import { TrayFile } from './tray_file.js';
import { sendFiles } from './sending.js';

const trays = new Map();    // conversation -> its files: they wait while another one is open
const files = () => trays.get(thread()?.dataset.conversation) ?? [];
const good = () => files().filter(file => file.upload.state !== 'failed');
const form = () => document.getElementById('tray');
const above = () => document.querySelector('.composer [data-slot=above]');
const stamp = id => document.getElementById(id).content.firstElementChild.cloneNode(true);

export function open({ dataset }) {
  const input = Object.assign(document.createElement('input'), { type: 'file', multiple: dataset.kind !== 'sticker', accept: dataset.accept ?? '' });
  if (dataset.capture) input.setAttribute('capture', dataset.capture);
  input.addEventListener('change', () => add([...input.files], dataset.kind));
  input.click();
}

export function add(chosen, kind) {
  withdraw();
  if (!chosen.length || !thread()) return;
  const added = chosen.map(file => new TrayFile(file, kind));
  added.forEach(({ upload }) => upload.addEventListener('change', count));
  trays.set(thread().dataset.conversation, [...files(), ...added]);
  show();
  form().querySelector('textarea:not([hidden]), button').focus();
}

function show() {
  if (!files().length) {
    form()?.remove();
    return;
  }
  if (!form()) above().append(stamp('tpl-tray'));
  form().querySelector('ol').replaceChildren(...files().map(file => file.element));
  count();
}

// How many would be sent; one alone needs no number.
const count = () => form()?.querySelector('[data-slot=count]').replaceChildren(files().length > 1 ? good().length : '');

function keep(left) {
  trays.set(thread().dataset.conversation, left);
  show();
  if (!left.length) document.getElementById('reply').focus();
}

const deeds = {
  add: () => open({ dataset: {} }),
  clear: () => { files().forEach(file => file.drop()); keep([]); },
  remove: file => { file.drop(); keep(files().filter(other => other !== file)); },
  retry: file => file.upload.start(),
};

document.addEventListener('click', event => {
  const button = event.target.closest('[data-tray]');
  if (button) deeds[button.dataset.tray](files().find(file => file.element.contains(button)));
});
document.addEventListener('submit', event => {
  if (event.target.id !== 'tray') return;
  event.preventDefault();
  const sent = good();
  sendFiles(sent);
  keep(files().filter(file => !sent.includes(file)));
});
document.addEventListener('keydown', event => {
  if (!event.target.closest('#tray textarea') || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form().requestSubmit();
});

// While files are held over the thread.
let leaving;
export function invite() {
  clearTimeout(leaving);
  leaving = setTimeout(withdraw, 300);
  if (!document.querySelector('.drop')) thread().append(stamp('tpl-drop'));
}
const withdraw = () => document.querySelector('.drop')?.remove();

whenOpened(() => { if (thread()) show(); });
