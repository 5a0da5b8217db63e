// A form behind a <details>: opening it leads into its field; once it is sent, or left by Escape, it is shut again and
// the focus is back where it was.
const SHUT = 'details[data-form]';

function shut(details) {
  const within = details.contains(document.activeElement);
  details.open = false;
  if (within) details.querySelector('summary').focus();
}

document.addEventListener('toggle', event => {
  if (event.target.matches?.(SHUT) && event.target.open) event.target.querySelector('input:not([type=hidden])').select();
}, { capture: true });

document.addEventListener('keydown', event => {
  const details = event.key === 'Escape' && event.target.closest(`${SHUT}[open]`);
  if (!details) return;
  event.preventDefault();
  event.stopPropagation();
  shut(details);
}, { capture: true });

document.addEventListener('htmx:finally:request', event => {
  const { ctx } = event.detail, details = ctx?.sourceElement?.closest?.(SHUT);
  if (details && ctx.response?.status < 300) shut(details);
});
