// One file in the tray.
import { Upload } from './upload.js';
import { captioned, kindOf, picture, size } from './kinds_of_files.js';

export class TrayFile {
  constructor(file, kind = kindOf(file)) {
    Object.assign(this, { file, kind, upload: new Upload(file, kind) });
    this.element = document.getElementById('tpl-tray-file').content.firstElementChild.cloneNode(true);
    this.slot('name').textContent = file.name;
    this.slot('size').textContent = size(file.size);
    this.slot('progress').ariaLabel = file.name;
    this.slot('caption').ariaLabel = `${this.slot('caption').placeholder}: ${file.name}`;
    this.slot('caption').hidden = !captioned(kind);
    const remove = this.element.querySelector('[data-tray=remove]');
    remove.ariaLabel = remove.dataset.words.replace('{name}', file.name);
    const drawn = picture(file, kind), slot = this.slot('picture'), instead = [...slot.childNodes];
    if (drawn) slot.replaceChildren(drawn);
    if (drawn) drawn.onerror = () => slot.replaceChildren(...instead);
    this.upload.addEventListener('change', () => this.show());
    this.show();
  }

  slot(name) { return this.element.querySelector(`[data-slot=${name}]`); }

  get caption() { return this.slot('caption').hidden ? '' : this.slot('caption').value.trim(); }

  show() {
    const { state, progress, words } = this.upload, failed = state === 'failed', line = this.slot('state');
    this.element.dataset.state = state;
    this.slot('progress').value = progress;
    this.slot('progress').hidden = failed || state === 'ready';
    line.hidden = failed;
    if (line.textContent !== line.dataset[state]) line.textContent = line.dataset[state];
    this.slot('error').hidden = !failed;
    this.slot('error').textContent = failed ? words || line.dataset.failed : '';
    this.element.querySelector('[data-tray=retry]').hidden = !failed;
    if (failed) document.querySelector('#tray [data-slot=said]')?.replaceChildren(`${this.file.name}: ${this.slot('error').textContent}`);
  }

  drop() { this.upload.stop(); }
}
