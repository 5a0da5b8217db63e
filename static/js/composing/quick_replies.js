// Quick replies: a text goes into the field, everything else is sent as it was kept.
import { tell } from '../posting.js';

const box = () => document.getElementById('quick-replies');
const search = () => box().querySelector('input');
const choices = () => [...box().querySelectorAll('#quick-found button')];
const field = () => document.getElementById('reply');
let typed = '';    // what opened this: it comes back if nothing is chosen

export function open(opener, key = '') {
  typed = key;
  search().value = key && field().value;    // typed on while this was being fetched
  if (key) write('', 0);
  box().showPopover({ source: opener });
  search().dispatchEvent(new Event('find'));
  search().focus();
}

function write(text, from = field().selectionStart) {
  field().setRangeText(text, from, field().selectionEnd, 'end');
  field().dispatchEvent(new Event('input', { bubbles: true }));
}

function leave() {
  typed = '';
  box().hidePopover();
  field().focus();
}

document.addEventListener('click', event => {
  const text = event.target.closest('#quick-replies [data-text]');
  if (!text) return;
  tell(text.dataset.used);
  leave();
  write(text.dataset.text);
});
document.addEventListener('htmx:finally:request', event => {
  const { sourceElement, response } = event.detail.ctx ?? {};
  if (sourceElement?.matches?.('[data-sends]') && response?.status < 300) leave();
});
document.addEventListener('toggle', event => {
  if (event.target.id !== 'quick-replies' || event.newState !== 'closed' || !typed) return;
  write(typed + search().value);
  typed = '';
  field().focus();
}, { capture: true });

document.addEventListener('keydown', event => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!event.target.closest('#quick-replies')) return;
  if (by) {
    event.preventDefault();
    const all = [search(), ...choices()];
    all[(all.indexOf(document.activeElement) + by + all.length) % all.length].focus();
  } else if (event.key === 'Enter' && event.target === search()) {
    event.preventDefault();
    choices()[0]?.click();
  }
});
