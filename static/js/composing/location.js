// Where we are, from the device; or both numbers at once, as maps copy them.
const PAIR = /^\s*(-?\d{1,2}(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*$/;
const fields = () => ['latitude', 'longitude'].map(name => document.querySelector(`#compose [name=${name}]`));

function fill(values) {
  fields().forEach((field, place) => { field.value = values[place]; });
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-my-location]');
  if (!button) return;
  const said = document.querySelector('#compose [data-slot=location]');
  said.textContent = '';
  button.disabled = true;
  const found = ({ coords }) => { button.disabled = false; fill([coords.latitude.toFixed(6), coords.longitude.toFixed(6)]); };
  const failed = error => { button.disabled = false; said.textContent = error?.code === 1 ? button.dataset.denied : button.dataset.unknown; };
  if (navigator.geolocation) navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: 15_000 });
  else failed();
});

document.addEventListener('paste', event => {
  const pair = event.target.closest?.('#compose [name=latitude]') && PAIR.exec(event.clipboardData.getData('text'));
  if (!pair) return;
  event.preventDefault();
  fill(pair.slice(1));
});
