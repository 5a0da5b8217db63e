// A WebSocket that comes back: backoff with jitter, a watchdog for links that died without a word, and renewal when the
// network or the tab returns. It counts as up once its first frame is here; a server that only opens and closes is not up.
// Its owner says when it is settled: until then each loss is waited out longer than the one before.
const SILENCE = 45_000;           // the server speaks every 20 s; protocol pings are invisible to scripts
const HIDDEN_TOO_LONG = 30_000;   // iOS kills the sockets of hidden tabs without an event
const SIGN_IN = 4401;
const RESTART = 1012;             // a server that ends says within how many seconds its many clients may come back

export class Socket {
  // greet() gives what is said first on every new link; onFrame(frame), onState(up), onRefused() hear what happens.
  constructor(path, { greet, onFrame, onState, onRefused }) {
    Object.assign(this, { greet, onFrame, onState, onRefused, attempt: 0, hiddenAt: 0 });
    this.url = new URL(path, location.href);
    this.url.protocol = this.url.protocol.replace('http', 'ws');
    addEventListener('online', () => this.renew());
    addEventListener('pageshow', event => event.persisted && this.renew());
    addEventListener('pagehide', () => this.drop());
    document.addEventListener('visibilitychange', () => this.#looked());
    this.#connect();
  }

  // On a link that is not open yet this is not needed: it is greeted when it opens.
  say(words) {
    if (this.link?.readyState === WebSocket.OPEN) this.link.send(JSON.stringify(words));
  }

  settled() {
    this.attempt = 0;
  }

  renew() {
    this.drop();
    this.attempt = 0;
    this.#connect();
  }

  // Does not wait for the close of a dead link, which comes late or never.
  drop() {
    clearTimeout(this.watchdog);
    clearTimeout(this.retry);
    if (!this.link) return;
    this.link.onopen = this.link.onmessage = this.link.onclose = null;
    this.link.close();
    this.link = null;
  }

  lost(spread = 0) {
    this.drop();
    this.onState(false);
    const cap = Math.min(30_000, 500 * 2 ** this.attempt++);
    this.retry = setTimeout(() => this.#connect(), cap / 2 + Math.random() * (cap / 2 + 1000 * spread));
  }

  #connect() {
    this.link = new WebSocket(this.url);
    this.link.onopen = () => this.say(this.greet());
    this.link.onmessage = event => {
      this.#alive();
      this.onState(true);
      this.onFrame(JSON.parse(event.data));
    };
    this.link.onclose = ({ code, reason }) => {
      if (code === SIGN_IN) this.onRefused();
      else this.lost(code === RESTART ? Number(reason) || 0 : 0);
    };
    this.#alive();
  }

  #alive() {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.lost(), SILENCE);
  }

  #looked() {
    if (document.hidden) this.hiddenAt = Date.now();
    else if (!this.link || Date.now() - this.hiddenAt > HIDDEN_TOO_LONG) this.renew();
  }
}
