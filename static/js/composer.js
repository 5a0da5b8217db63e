// Optimistic sending. The form of the page works alone; here it makes a bubble that posts itself, so that the order is
// kept, nothing typed is lost, and waiting, failing and resending are the bubble's own states.
import { thread, messages, whenOpened } from './pane.js';
import { newClientId } from './client_id.js';
import { remember, forget, unsent } from './outbox.js';
import { quoting, unquote } from './reply.js';

const LIMIT = 4096, WARN_AT = 3900;
let count = 0;

export function addBubble({ quote = null, conversation: _here, ...fields }) {
  const bubble = document.getElementById('tpl-outgoing').content.firstElementChild.cloneNode(true);
  bubble.id = `m-${fields.client_id}`;
  bubble.dataset.sort = `~${String(count++).padStart(12, '0')}`;    // after everything the server has numbered
  bubble.querySelector('[data-slot=body]').textContent = fields.body;
  fill(bubble.querySelector('form'), fields);
  const slot = bubble.querySelector('[data-slot=quote]');
  slot.hidden = !quote;
  if (quote) [slot.children[0].textContent, slot.children[1].textContent] = [quote.author, quote.text];
  messages().append(bubble);
  htmx.process(bubble);
  document.dispatchEvent(new CustomEvent('list:changed'));
  return bubble;
}

// What its form will post, once more if need be.
export function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
}

function send(composer) {
  const body = composer.elements.body.value;
  if (!body.trim()) return;
  const { checked, value } = composer.elements.preview_url;
  const message = { client_id: newClientId(), body, ...quoting(), ...checked && { preview_url: value } };
  remember(thread().dataset.conversation, message);
  const bubble = addBubble(message);
  composer.elements.body.value = '';
  composer.elements.body.dispatchEvent(new Event('input', { bubbles: true }));
  composer.elements.body.focus();
  unquote();
  document.getElementById('log').scrollTop = 0;
  bubble.querySelector('form').requestSubmit();
}

document.addEventListener('submit', event => {
  if (event.target.id !== 'composer') return;
  event.preventDefault();
  send(event.target);
});

document.addEventListener('keydown', event => {
  if (event.target.id !== 'reply' || event.key !== 'Enter' || event.isComposing) return;
  const wanted = event.ctrlKey || event.metaKey || (!event.shiftKey && !event.altKey && matchMedia('(pointer: fine)').matches);
  if (!wanted) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

document.addEventListener('input', event => {
  if (event.target.id !== 'reply') return;
  const length = event.target.value.length, left = document.getElementById('reply-count');
  left.hidden = length < WARN_AT;
  left.value = `${length} / ${LIMIT}`;
  const plain = document.getElementById('no-preview'), linked = /https?:\/\/\S/i.test(event.target.value);
  plain.hidden = !linked;
  plain.firstElementChild.checked &&= linked;
});

document.addEventListener('click', event => {
  const bubble = event.target.closest('[data-discard]')?.closest('.msg');
  if (!bubble) return;
  forget(bubble.id.slice(2));
  bubble.remove();
});

function state(event, value) {
  const bubble = event.detail.ctx?.sourceElement?.closest?.('.msg[data-state]');
  if (bubble) bubble.dataset.state = value;
}
document.addEventListener('htmx:before:request', event => state(event, 'sending'));
document.addEventListener('htmx:error', event => state(event, 'failed'));
document.addEventListener('htmx:response:error', event => state(event, 'failed'));

// What could not be sent before this conversation was left is offered again, never sent by itself.
whenOpened(() => {
  if (thread()) unsent(thread().dataset.conversation).forEach(message => { addBubble(message).dataset.state = 'failed'; });
});
