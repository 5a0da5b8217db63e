// Says in one place that another conversation (or none) has come on screen: `pane:opened` on the document.
export const pane = () => document.getElementById('pane');
export const thread = () => document.querySelector('.thread');
export const messages = () => document.querySelector('.log__list');

let shown = thread();

document.addEventListener('htmx:finally:swap', () => {
  if (thread() === shown) return;
  shown = thread();
  document.dispatchEvent(new CustomEvent('pane:opened'));
});

// Runs now, for what the server rendered, and again for every conversation that is opened later.
export function whenOpened(work) {
  work();
  document.addEventListener('pane:opened', work);
}
