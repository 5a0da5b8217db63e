// Reacting to a message: six emoji at hand, all others in the picker; the one that is there already is taken away.
import { HEADERS, swap } from '../fragments.js';
import { pick } from './picker.js';

const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'];
const bar = () => document.getElementById('reactions');
// The company has one reaction, whoever of us gave it.
const own = bubble => bubble.querySelector('[data-reactors*="user:"] .emoji')?.textContent;
let bubble;

export function open(button) {
  bubble = button.closest('.msg');
  const mine = own(bubble);
  bar().replaceChildren(...QUICK.map(emoji => choice(emoji, emoji === mine)), more(button.dataset.more));
  if (mine && !QUICK.includes(mine)) bar().prepend(choice(mine, true));
  bar().showPopover({ source: bubble.querySelector('.msg__bubble') });    // its tools may go away with the focus
  bar().querySelector('button').focus();
}

function choice(emoji, pressed) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'emoji', textContent: emoji, ariaPressed: pressed });
  button.addEventListener('click', () => react(pressed ? null : emoji));
  return button;
}

function more(words) {
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: '+', ariaLabel: words, title: words });
  button.addEventListener('click', () => { bar().hidePopover(); pick(bubble.querySelector('.msg__bubble'), emoji => { document.getElementById('emoji').hidePopover(); react(emoji); }); });
  return button;
}

async function react(emoji) {
  bar().hidePopover();
  const answer = await fetch(`/messages/${bubble.dataset.message}/reaction`, {
    method: emoji ? 'POST' : 'DELETE',
    headers: { ...HEADERS, 'X-CSRFToken': document.getElementById('act').elements.csrf_token.value },
    body: emoji && new URLSearchParams({ emoji }),
  });
  await swap(await answer.text());
  bubble.focus();
}

document.addEventListener('keydown', event => {
  const by = { ArrowRight: 'nextElementSibling', ArrowLeft: 'previousElementSibling' }[event.key];
  if (by && event.target.closest('#reactions')) { event.preventDefault(); event.target[by]?.focus(); }
});
