// The emoji picker, which whoever opens it is told about: pick(opener, onChosen).
const picker = () => document.getElementById('emoji');
let chosen = () => {};

export async function pick(opener, then) {
  chosen = then;
  if (!picker().firstElementChild) await htmx.ajax('GET', '/emoji', { target: '#emoji', swap: 'innerHTML', source: picker() });
  picker().showPopover({ source: opener });
  picker().querySelector('input')?.focus();
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-emoji]');
  if (button) chosen(button.dataset.emoji);
});
document.addEventListener('keydown', event => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key], here = event.target.closest('#emoji-found button');
  if (!by || !here) return;
  event.preventDefault();
  (by > 0 ? here.nextElementSibling : here.previousElementSibling)?.focus();
});
