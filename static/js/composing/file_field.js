// The file of a header or a card: sent to us as soon as it is chosen; the form then only names it.
import { kindOf } from './kinds_of_files.js';
import { Upload } from './upload.js';

// What is neither photo nor video is refused by the server, which says why.
const pictured = file => kindOf(file) === 'video' ? 'video' : 'image';

document.addEventListener('change', event => {
  const input = event.target.closest('input[data-uploads]');
  if (!input?.files[0]) return;
  const field = input.closest('[data-file-field]'), part = name => field.querySelector(`[data-slot=${name}]`);
  const slot = part('upload'), number = part('id');
  const kind = input.dataset.uploads === 'picture' ? pictured(input.files[0]) : input.dataset.uploads;
  const bar = Object.assign(document.createElement('progress'), { max: 100, ariaLabel: input.files[0].name });
  const words = Object.assign(document.createElement('p'), { className: 'field__hint' });
  words.setAttribute('role', 'status');
  slot.replaceChildren(bar, words);
  number.value = '';
  document.getElementById(`${input.id}-note`)?.remove();    // it was said of what is replaced now
  input.removeAttribute('aria-invalid');
  const upload = new Upload(input.files[0], kind);
  const said = document.getElementById('tpl-tray-file').content.querySelector('[data-slot=state]').dataset;
  upload.addEventListener('change', () => {
    bar.value = upload.progress;
    bar.hidden = upload.state === 'ready' || upload.state === 'failed';
    words.textContent = upload.words || said[upload.state];
    words.className = upload.state === 'failed' ? 'field__error' : 'field__hint';
  });
  upload.ready.then(state => {
    if (state !== 'ready' || !number.isConnected) return;
    number.value = upload.id;
    part('name').value = upload.name;
    if (part('type')) part('type').value = kind;
    number.dispatchEvent(new Event('input', { bubbles: true }));
  });
});
