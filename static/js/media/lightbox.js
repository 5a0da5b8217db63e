// Pictures and films over the whole window: arrow keys, swipes and buttons go on to the next of the same place.
const sheet = document.createElement('link');
sheet.rel = 'stylesheet';
sheet.href = new URL('../../css/media/lightbox.css', import.meta.url);
const styled = new Promise(done => { sheet.onload = sheet.onerror = done; });
document.head.append(sheet);

const FAR = 50;
const dialog = () => document.getElementById('lightbox');
let all = [], at = 0, from;

export async function open(link) {
  await styled;
  all = [...link.closest('[data-album]').querySelectorAll('[data-opens]')];
  dialog().showModal();
  show(all.indexOf(link));
}

function drawn({ href, dataset }) {
  const element = document.createElement(dataset.opens === 'video' ? 'video' : 'img');
  if (dataset.opens === 'video') Object.assign(element, { controls: true, autoplay: true, playsInline: true });
  else element.alt = dataset.name;
  element.src = href;
  return element;
}

function show(place) {
  at = Math.max(0, Math.min(place, all.length - 1));
  dialog().querySelector('[data-slot=picture]').replaceChildren(drawn(all[at]));
  dialog().querySelector('[data-slot=name]').textContent = all[at].dataset.name;
  dialog().querySelector('[data-slot=count]').textContent = `${at + 1} / ${all.length}`;
  dialog().querySelector('[data-slot=save]').href = all[at].dataset.saves;
  dialog().querySelector('[data-step="-1"]').disabled = at === 0;
  dialog().querySelector('[data-step="1"]').disabled = at === all.length - 1;
}

const step = by => { if (all[at + by]) show(at + by); };

document.addEventListener('click', event => {
  const button = event.target.closest('#lightbox [data-step]');
  if (button) step(Number(button.dataset.step));
  else if (event.target.matches('#lightbox, #lightbox [data-slot=picture]')) dialog().close();
});
document.addEventListener('keydown', event => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (by && dialog()?.open && !event.target.matches('video')) { event.preventDefault(); step(by); }
});
document.addEventListener('pointerdown', event => { from = event.target.closest('#lightbox') && event.clientX; });
document.addEventListener('pointerup', event => {
  const way = from ? event.clientX - from : 0;
  if (Math.abs(way) > FAR && dialog()?.open) step(way < 0 ? 1 : -1);
  from = undefined;
});
// A film must not go on where nobody sees it.
document.addEventListener('close', event => {
  if (event.target.id === 'lightbox') { event.target.querySelector('[data-slot=picture]').replaceChildren(); all[at]?.focus(); }
}, { capture: true });
