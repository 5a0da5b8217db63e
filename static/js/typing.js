// Tells the server that a reply is being written; WhatsApp shows it to the customer for at most 25 seconds.
import { tell } from './posting.js';

const EVERY = 20_000;
let told = { url: '', at: 0 };

document.addEventListener('input', event => {
  if (event.target.id !== 'reply' || !event.target.value.trim()) return;
  const url = event.target.form.dataset.typingUrl;
  if (told.url === url && Date.now() - told.at < EVERY) return;
  told = { url, at: Date.now() };
  tell(url);
});

document.addEventListener('submit', event => {
  if (event.target.id === 'composer') told.at = 0;
});
