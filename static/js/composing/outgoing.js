// What a bubble shows of a file that only this browser has: a picture of it, or its name, and how far it is.
import { picture, size } from './kinds_of_files.js';

export function draw(bubble, { file, message, upload }) {
  if (!bubble) return;
  const slot = bubble.querySelector('[data-slot=file]');
  if (!slot.firstChild) slot.append(shown(file, message.kind), document.createElement('progress'), document.createElement('small'));
  slot.hidden = false;
  const bar = slot.querySelector('progress'), words = slot.querySelector('small'), tray = document.getElementById('tpl-tray-file').content.querySelector('[data-slot=state]').dataset;
  Object.assign(bar, { max: 100, value: upload.progress, hidden: upload.state !== 'uploading' && upload.state !== 'preparing', ariaLabel: file.name });
  words.textContent = upload.state === 'failed' || upload.state === 'ready' ? '' : tray[upload.state];
  bubble.dataset.state = upload.state === 'failed' ? 'failed' : 'sending';
  if (upload.state === 'failed') bubble.querySelector('[data-slot=trouble]').textContent = upload.words || tray.failed;
}

function shown(file, kind) {
  const drawn = picture(file, kind) ?? (file.type.startsWith('audio/') ? sound(file) : named(file));
  drawn.classList.add('outgoing', `outgoing--${kind}`);
  drawn.onerror = () => drawn.replaceWith(named(file));
  return drawn;
}

const named = file => Object.assign(document.createElement('b'), { dir: 'auto', textContent: `${file.name} · ${size(file.size)}` });

const sound = file => Object.assign(document.createElement('audio'), { controls: true, src: URL.createObjectURL(file) });
