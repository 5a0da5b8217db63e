// Times in the reader's language and zone, kept true as the day goes by. The server has written the same words already:
// this corrects what was rendered for everybody, or yesterday.
const root = document.documentElement;
const zone = root.dataset.zone || undefined;
const format = options => new Intl.DateTimeFormat(root.lang, { timeZone: zone, ...options });
const clock = format({ timeStyle: 'short' }), full = format({ dateStyle: 'medium', timeStyle: 'short' });
const weekday = format({ weekday: 'short' }), short = format({ dateStyle: 'short' }), date = format({ day: '2-digit', month: '2-digit' });
const long = new Intl.DateTimeFormat(root.lang, { dateStyle: 'long', timeZone: 'UTC' });
const iso = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' });    // Swedish dates are ISO dates
const relative = new Intl.RelativeTimeFormat(root.lang, { numeric: 'auto' });

const daysAgo = day => Math.round((Date.parse(iso.format()) - Date.parse(day)) / 86_400_000);
const capital = words => words[0].toLocaleUpperCase(root.lang) + words.slice(1);
const named = ago => capital(relative.format(-ago, 'day'));

function row(at) {
  const ago = daysAgo(iso.format(at));
  if (ago === 0) return clock.format(at);
  if (ago === 1) return named(ago);
  if (ago > 1 && ago < 7) return weekday.format(at);
  return ago < 300 ? date.format(at) : short.format(at);
}

const words = {
  clock: at => clock.format(at),
  full: at => full.format(at),
  row,
  day: (at, day) => (daysAgo(day) === 0 || daysAgo(day) === 1 ? named(daysAgo(day)) : long.format(at)),
};

export function left(ms) {
  const minutes = Math.max(1, Math.floor(ms / 60_000));
  const unit = (value, name) => new Intl.NumberFormat(root.lang, { style: 'unit', unit: name, unitDisplay: 'narrow' }).format(value);
  const parts = [[Math.floor(minutes / 60), 'hour'], [minutes % 60, 'minute']].filter(([value]) => value);
  return parts.map(([value, name]) => unit(value, name)).join(' ');
}

// The 24-hour window: open, closing in its last two hours, closed.
function expire(el) {
  const ms = Date.parse(el.dataset.expires) - Date.now();
  el.dataset.window = ms <= 0 ? 'closed' : ms <= 7_200_000 ? 'closing' : 'open';
  const text = el.querySelector('[data-words]');
  if (text) write(text, ms <= 0 ? el.dataset.closed : el.dataset.left.replace('{time}', left(ms)));
}

const write = (el, text) => { if (el.textContent !== text) el.textContent = text; };

export function refresh() {
  document.querySelectorAll('time[data-time]').forEach(el => {
    write(el, words[el.dataset.time](new Date(el.dateTime), el.dateTime));
  });
  document.querySelectorAll('[data-expires]').forEach(expire);
}

refresh();
setInterval(refresh, 30_000);
document.addEventListener('htmx:finally:swap', refresh);
