// What waits for its turn says for how long, second by second. The server has written until when.
const clock = seconds => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
let timer = null;

function count(el) {
  const left = Math.max(0, Math.ceil((Date.parse(el.dateTime) - Date.now()) / 1000));
  el.textContent = el.dataset.countdown.replace('{time}', clock(left));
}

// Ticks for as long as anything counts.
function tick() {
  clearTimeout(timer);
  const counting = document.querySelectorAll('time[data-countdown]');
  counting.forEach(count);
  if (counting.length) timer = setTimeout(tick, 1000);
}

tick();
document.addEventListener('htmx:finally:swap', tick);
