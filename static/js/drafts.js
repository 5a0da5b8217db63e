// What is being typed belongs to its conversation: it waits there while another one is open, for as long as the tab lives.
import { thread, whenOpened } from './pane.js';

const key = () => `draft-${thread().dataset.conversation}`;

whenOpened(() => {
  const field = document.getElementById('reply');
  if (!field || field.value) return;
  field.value = sessionStorage.getItem(key()) ?? '';
  if (field.value) field.dispatchEvent(new Event('input', { bubbles: true }));
});

document.addEventListener('input', event => {
  if (event.target.id !== 'reply') return;
  if (event.target.value) sessionStorage.setItem(key(), event.target.value);
  else sessionStorage.removeItem(key());
});
