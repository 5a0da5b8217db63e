// Panels: forms over the thread. They are the server's pages; here they open in place and close when their message is sent.
import { quoting, unquote } from '../reply.js';
import './counters.js';
import './location.js';
import './file_field.js';
import './following.js';

const dialog = () => document.querySelector('dialog#compose');
const form = () => document.getElementById('compose-form');
let shown = '';

export async function open(link) {
  if (shown !== link.href || !dialog().firstElementChild) {
    if (!dialog().contains(link)) dialog().replaceChildren();
    await htmx.ajax('GET', link.href, { target: '#compose', swap: 'innerHTML', source: link });
    shown = link.href;
  }
  if (!dialog().firstElementChild) return;    // refused: a toast has said so
  if (form()) form().elements.quoted_id.value = quoting().quoted_id ?? '';
  show();
}

// What is in the panel came as the answer to something else.
export function ask() {
  shown = '';
  show();
}

function show() {
  dialog().showModal();
  dialog().querySelector('input:not([type=hidden]), textarea, select')?.focus();
}

function close() {
  dialog()?.close();
  document.getElementById('reply')?.focus();
}

document.addEventListener('click', event => {
  if (!dialog()?.open) return;
  if (event.target.closest('[data-closes]')) { event.preventDefault(); close(); }
  else if (event.target === dialog()) close();
});

const inPanel = event => event.detail.ctx?.sourceElement?.closest?.('#compose') && event.detail.ctx;

document.addEventListener('htmx:finally:request', event => {
  const ctx = inPanel(event), status = ctx?.response?.status;
  if (!ctx || !dialog()) return;
  if (status < 300 && ctx.sourceElement.matches('[data-panel], [data-done]')) {
    if (ctx.sourceElement.matches('[data-panel]')) unquote();
    close();
    dialog().replaceChildren();
    document.getElementById('log').scrollTop = 0;
  } else if (status < 300 && ctx.sourceElement.matches('[data-keeps]')) {
    const kept = dialog().querySelector('[data-slot=kept]');
    kept.textContent = kept.dataset.words;
  } else if (status === 422) dialog().querySelector('[aria-invalid=true]')?.focus();
});

// Whatever was added last is what will be written next.
document.addEventListener('htmx:before:request', event => {
  const adds = inPanel(event)?.sourceElement?.matches?.('[name=add]') && event.detail.ctx.sourceElement.value;
  if (adds) document.addEventListener('htmx:finally:swap', () => [...document.querySelectorAll(`#compose [name^="${adds}."]:not([type=hidden])`)].findLast(field => !field.value)?.focus(), { once: true });
});
