// Toasts go by themselves, unless somebody is on them; when no answer came at all, the page says so in its own words.
const STAY = 5_000;
const toasts = document.getElementById('toasts');

function leave(toast) {
  if (toast.matches(':hover, :focus-within')) setTimeout(leave, STAY, toast);
  else toast.remove();
}

new MutationObserver(records => {
  for (const toast of records.flatMap(record => [...record.addedNodes])) if (toast.matches?.('.toast')) setTimeout(leave, STAY, toast);
}).observe(toasts, { childList: true });
toasts.querySelectorAll('.toast').forEach(toast => setTimeout(leave, STAY, toast));

toasts.addEventListener('click', event => event.target.closest('[data-dismiss]')?.closest('.toast').remove());

document.addEventListener('htmx:error', event => {
  const { ctx } = event.detail;
  if (!ctx || ctx.response || ctx.sourceElement?.closest?.('.msg')) return;    // a bubble tells its own failure
  toasts.append(document.getElementById('tpl-unreachable').content.cloneNode(true));
});
