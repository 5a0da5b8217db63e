// Pushes: {"html"} frames are swapped as they come and may be lost. What may not be lost is asked for by cursor, each time
// that the server says what it watches for us now ("watching") or that it may have missed something ("resync"), which it
// says again and again while nothing can be pushed.
import { Socket } from './socket.js';
import { swap, HEADERS } from './fragments.js';
import { pane } from './pane.js';

const PATIENCE = 2_000;   // a hiccup is not worth a word
const { live, missed, login } = document.body.dataset;
const offline = document.getElementById('offline');
const delayed = document.getElementById('delayed');
let cursor = pane()?.dataset.cursor, patience, work = Promise.resolve();

const streams = () => pane().dataset.streams.split(' ');
const greet = () => ({ watch: streams() });
const signIn = () => location.assign(login);

// In the order of arrival, whatever a swap waits for. After a failure a new link begins, and with it a new catching up.
function inTurn(job) {
  work = work.then(job).catch(error => { console.error('live:', error); socket.lost(); });
}

// Everything since our own cursor, in as many answers as it takes. The same thing twice changes nothing.
async function catchUp(seen) {
  const query = new URLSearchParams({ streams: pane().dataset.streams, since: cursor });
  const response = await fetch(`${missed}?${query}`, { headers: HEADERS });
  if (response.status === 401) return signIn();
  if (response.status === 404) return location.assign('/conversations');   // what is open is no longer ours to see
  if (!response.ok) throw new Error(`catching up answered ${response.status}`);
  await swap(await response.text());
  const more = response.headers.get('X-More') === '1';
  cursor = more ? response.headers.get('X-Cursor') : seen;
  if (more) await catchUp(seen);
  else socket.settled();
}

function onFrame(frame) {
  if (frame.html !== undefined) inTurn(() => swap(frame.html));
  else if (frame.watching) inTurn(() => catchUp(frame.id));
  else if (frame.resync) {
    delayed.hidden = frame.pushes !== false;
    inTurn(() => catchUp(frame.resync));
  }
  else if (frame.refused) inTurn(() => catchUp(cursor));   // says 404 if that was the open conversation
}

function onState(up) {
  delayed.hidden ||= !up;
  if (!up) return void (patience ??= setTimeout(() => { offline.hidden = false; }, PATIENCE));
  patience = clearTimeout(patience);
  offline.hidden = true;
}

const socket = pane() && new Socket(live, { greet, onFrame, onState, onRefused: signIn });

if (socket) document.addEventListener('pane:opened', () => socket.say(greet()));
