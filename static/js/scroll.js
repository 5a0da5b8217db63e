// Where the reader is in a thread. The log is reversed, so its end is scrollTop 0 and history lies at negative values.
import { messages, whenOpened } from './pane.js';

const log = () => document.getElementById('log');
const button = () => document.getElementById('to-end');
const away = () => -log().scrollTop > log().clientHeight;
let watching;

function show(count) {
  const badge = button().querySelector('.badge');
  badge.dataset.count = badge.textContent = count;
}

function update() {
  button().hidden = !away();
  if (-log().scrollTop <= Number(log().dataset.rest)) show(0);
}

// New messages of the customer that came in below what is being read.
function counting(records) {
  if (log().getAttribute('aria-busy') === 'true' || -log().scrollTop <= Number(log().dataset.rest)) return;
  const last = [...messages().children].at(-1);
  const fresh = records.flatMap(record => [...record.addedNodes]).filter(el => el === last && el.matches?.('[data-direction=in]'));
  if (fresh.length) show(Number(button().querySelector('.badge').dataset.count) + fresh.length);
}

function open() {
  watching?.disconnect();
  if (!log()) return;
  document.querySelector('.log__list > .unread')?.scrollIntoView({ block: 'start' });
  log().addEventListener('scroll', update, { passive: true });
  watching = new MutationObserver(counting);
  watching.observe(messages(), { childList: true });
  update();
}
whenOpened(open);

document.addEventListener('click', event => {
  if (event.target.closest('#to-end')) log().scrollTo({ top: 0, behavior: 'smooth' });
});

// History that is being put above is not news: screen readers are told to wait.
const earlier = event => event.detail.ctx?.sourceElement?.matches?.('[data-earlier]');
document.addEventListener('htmx:before:request', event => { if (earlier(event)) log()?.setAttribute('aria-busy', 'true'); });
document.addEventListener('htmx:finally:request', () => requestAnimationFrame(() => log()?.removeAttribute('aria-busy')));
