// Menus are popovers and work without this. Here: choosing closes them, and the arrow keys move within.
const items = menu => [...menu.querySelectorAll('a, button')].filter(item => item.checkVisibility());

// Before the choice is acted upon, so that the focus is back on the menu's button by then.
document.addEventListener('click', event => {
  if (event.target.closest('.menu :is(a, button)')) event.target.closest('.menu').hidePopover();
}, { capture: true });

document.addEventListener('toggle', event => {
  if (event.target.matches?.('.menu') && event.newState === 'open') items(event.target)[0]?.focus();
}, { capture: true });

document.addEventListener('keydown', event => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key], menu = by && event.target.closest('.menu');
  if (!menu) return;
  event.preventDefault();
  const all = items(menu);
  all[(all.indexOf(document.activeElement) + by + all.length) % all.length].focus();
});
