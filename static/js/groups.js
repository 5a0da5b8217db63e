// A group is one side, one author, less than five minutes between bubbles and nothing else between them. A bubble alone
// cannot know its neighbour, so the mark is made here, in an attribute that morphs leave alone.
import { messages, whenOpened } from './pane.js';

const GAP = 5 * 60;
const second = el => (el.dataset.sort.startsWith('~') ? Infinity : Number(el.dataset.sort.split('.')[0]));

function joined(el, previous) {
  if (!previous?.matches('.msg')) return false;
  if (el.dataset.direction !== previous.dataset.direction || el.dataset.author !== previous.dataset.author) return false;
  return second(el) === Infinity || second(el) - second(previous) < GAP;
}

export function group() {
  for (const el of messages()?.children ?? []) {
    if (el.matches('.msg')) el.toggleAttribute('data-ui-joined', joined(el, el.previousElementSibling));
  }
}

whenOpened(group);
document.addEventListener('list:changed', group);
