// A file on its way to our server, and there into what WhatsApp takes. States: uploading, preparing, ready, failed.
import { HEADERS } from '../fragments.js';
import { read } from '../tt.js';

const AT_ONCE = 2, ASK_EVERY = 700;
const waiting = [];
let running = 0;

function next() {
  if (running >= AT_ONCE || !waiting.length) return;
  running += 1;
  waiting.shift()().finally(() => { running -= 1; next(); });
}

export class Upload extends EventTarget {
  constructor(file, kind) {
    super();
    Object.assign(this, { file, kind });
    this.start();
  }

  start() {
    Object.assign(this, { state: 'uploading', progress: 0, words: '', id: null, stopped: false });
    this.ready = new Promise(done => { this.done = done; });
    waiting.push(() => this.put());
    this.tell();
    next();
  }

  put() {
    if (this.stopped) return Promise.resolve();
    const request = this.request = new XMLHttpRequest();
    request.open('PUT', `/uploads?${new URLSearchParams({ kind: this.kind, filename: this.file.name })}`);
    Object.entries(HEADERS).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.setRequestHeader('X-CSRFToken', document.getElementById('act').elements.csrf_token.value);
    request.upload.onprogress = event => this.tell({ progress: Math.round(event.loaded / event.total * 100) });
    return new Promise(over => {
      request.onload = () => { this.hear(request.responseText); over(); };
      request.onerror = request.ontimeout = () => { this.tell({ state: 'failed' }); over(); };
      request.onabort = over;
      request.send(this.file);
    });
  }

  hear(html) {
    if (this.stopped) return;
    const page = read(html), told = page.querySelector('[data-upload]');
    if (!told) return this.tell({ state: 'failed', words: page.querySelector('.toast span')?.textContent ?? '' });
    const { upload: id, progress, state, name } = told.dataset;
    const failed = state === 'refused';
    this.tell({ id, name, progress: Number(progress), state: failed ? 'failed' : state, words: failed ? told.textContent.trim() : '' });
    if (this.state === 'preparing') setTimeout(() => this.ask(), ASK_EVERY);
  }

  ask() {
    if (this.stopped) return;
    fetch(`/uploads/${this.id}`, { headers: HEADERS }).then(answer => answer.text())
      .then(html => this.hear(html), () => setTimeout(() => this.ask(), 3 * ASK_EVERY));
  }

  tell(news = {}) {
    Object.assign(this, news);
    this.dispatchEvent(new Event('change'));
    if (this.state === 'ready' || this.state === 'failed') this.done(this.state);
  }

  stop() {
    this.stopped = true;
    this.request?.abort();
    this.done('failed');
  }
}
