// Contact details: a column on wide screens, remembered; a drawer below 1200 px, which takes the focus and gives it back.
const root = document.documentElement;
const wide = matchMedia('(width >= 75rem)');
const CLOSED = 'details-closed';
const toggle = () => document.querySelector('.thread-head__toggle');

if (localStorage.getItem(CLOSED)) root.dataset.details = 'closed';

const shown = () => (wide.matches ? root.dataset.details !== 'closed' : root.dataset.drawer === 'open');

function tell() {
  toggle()?.setAttribute('aria-expanded', shown());
}

function column(open) {
  if (open) { delete root.dataset.details; localStorage.removeItem(CLOSED); }
  else { root.dataset.details = 'closed'; localStorage.setItem(CLOSED, '1'); }
}

function drawer(open) {
  if (open) root.dataset.drawer = 'open';
  else delete root.dataset.drawer;
  (open ? document.getElementById('details') : toggle())?.focus({ preventScroll: true });
}

function turn(open) {
  if (wide.matches) column(open);
  else drawer(open);
  tell();
}

document.addEventListener('click', event => {
  if (event.target.closest('[data-toggles=details]')) {
    event.preventDefault();
    turn(!shown());
  } else if (root.dataset.drawer && !event.target.closest('#details')) turn(false);
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && root.dataset.drawer) { event.preventDefault(); turn(false); }
  if (event.key === ' ' && event.target.matches('a[role=button]')) { event.preventDefault(); event.target.click(); }
});
document.addEventListener('pane:opened', () => { delete root.dataset.drawer; tell(); });
wide.addEventListener('change', () => { delete root.dataset.drawer; tell(); });
document.addEventListener('htmx:finally:swap', tell);
tell();
