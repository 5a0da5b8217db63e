// Single-key shortcuts: off in fields, with modifiers, while an input method composes, and when the reader says so.
// A control names its own key in data-key; rows are real links, so Enter needs no code.
import { thread } from './pane.js';
import { rows } from './current.js';

const SWITCH = 'single-keys';
const typing = el => el.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable]');
const help = document.getElementById('shortcuts'), switched = document.getElementById(SWITCH);

const current = () => rows().findIndex(link => link.getAttribute('aria-current'));
const step = (from, by) => rows()[Math.max(0, Math.min(rows().length - 1, from + by))];
const move = by => {
  const focused = rows().indexOf(document.activeElement);
  step(focused >= 0 ? focused : current(), by)?.focus();
};

const actions = {
  j: () => move(1), k: () => move(-1),
  ']': () => step(current(), 1)?.click(), '[': () => step(current(), -1)?.click(),
  '?': () => help?.showModal(),
};
const inList = { ArrowDown: actions.j, ArrowUp: actions.k };
const inLog = { ArrowDown: () => walk(1), ArrowUp: () => walk(-1) };

function walk(by) {
  const bubbles = [...document.querySelectorAll('.log__list > .msg')];
  const at = bubbles.indexOf(document.activeElement.closest('.msg'));
  bubbles[at < 0 ? bubbles.length - 1 : Math.max(0, Math.min(bubbles.length - 1, at + by))]?.focus();
}

function control(key) {
  const el = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!el?.checkVisibility()) return;
  return () => (el.matches('textarea') ? el.focus() : el.click());
}

function action(event) {
  if (event.target.closest('#rows') && inList[event.key]) return inList[event.key];
  if (event.target.closest('#log') && inLog[event.key]) return inLog[event.key];
  if (switched && !switched.checked) return;
  return actions[event.key] ?? (/^[a-z]$/.test(event.key) ? control(event.key) : undefined);
}

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('dialog')) return;
  if (event.key === 'Escape') return retreat(event);
  if (typing(event.target)) return;
  const run = action(event);
  if (!run) return;
  event.preventDefault();
  run();
});

// Field, then row, then (on a phone, where it is all there is) the list.
function retreat(event) {
  if (document.querySelector('.menu:popover-open') || document.documentElement.dataset.drawer) return;
  if (event.target.closest('.thread')) document.querySelector('#rows [aria-current]')?.focus();
}

// Opening a conversation moves on to where people go next: the field, or on a touch screen its name.
document.addEventListener('pane:opened', () => {
  const field = matchMedia('(pointer: fine)').matches && document.getElementById('reply');
  const goal = field && field.checkVisibility() ? field : document.getElementById('who');
  if (thread()) goal.focus({ preventScroll: true });
});

if (switched) {
  // What this browser was told counts more than the profile.
  const told = localStorage.getItem(SWITCH);
  if (told) switched.checked = told === 'on';
  switched.addEventListener('change', () => localStorage.setItem(SWITCH, switched.checked ? 'on' : 'off'));
}
document.addEventListener('click', event => {
  if (event.target.closest('[data-shows=shortcuts]')) help.showModal();
});
