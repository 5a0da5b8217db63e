// Files become messages when they are ready, one after the other, also while another conversation is open.
import { addBubble, fill } from '../composer.js';
import { newClientId } from '../client_id.js';
import { remember } from '../outbox.js';
import { messages, thread, whenOpened } from '../pane.js';
import { tell } from '../posting.js';
import { quoting, unquote } from '../reply.js';
import { draw } from './outgoing.js';

const under = new Map();    // client id -> what is not yet a message
const turns = new Map();    // conversation -> what has to be over before its next file is sent

// `files`: [{file, kind, caption, upload}]; the first of them answers what is being quoted.
export function sendFiles(files) {
  files.forEach((file, place) => begin(file, place ? {} : quoting()));
  unquote();
  document.getElementById('log').scrollTop = 0;
}

function begin({ file, kind, caption, upload }, quoted) {
  const message = { client_id: newClientId(), body: caption, kind, ...quoted };
  const job = { message, upload, file, conversation: thread().dataset.conversation, path: document.getElementById('composer').action };
  under.set(message.client_id, job);
  show(job);
  upload.addEventListener('change', () => draw(bubble(job), job));
  inTurn(job);
}

function inTurn(job) {
  turns.set(job.conversation, (turns.get(job.conversation) ?? Promise.resolve()).then(() => finish(job)));
}

const bubble = ({ message }) => document.getElementById(`m-${message.client_id}`);

function show(job) {
  if (!bubble(job)) addBubble(job.message);
  draw(bubble(job), job);
}

async function finish(job) {
  if (await job.upload.ready !== 'ready') return;
  const { message, upload, conversation } = job;
  if (!under.delete(message.client_id)) return;    // it was thrown away meanwhile
  const content = { media_id: Number(upload.id), ...message.body && { caption: message.body } };
  if (message.kind === 'document') content.filename = upload.name;
  const whole = { ...message, content: JSON.stringify(content) };
  remember(conversation, whole);
  const form = bubble(job)?.querySelector('form');
  if (form) fill(form, { content: whole.content });
  if (form) form.requestSubmit();
  else await tell(job.path, fields(whole));
}

const fields = ({ quote: _shown, ...rest }) => rest;

const jobOf = event => under.get(event.target.closest('.msg[data-state]')?.id.slice(2));

// "Try again" of a file that did not come through begins with the file, not with the message.
document.addEventListener('submit', event => {
  const job = jobOf(event);
  if (!job) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  job.upload.start();
  inTurn(job);
}, { capture: true });

document.addEventListener('click', event => {
  const job = event.target.closest('[data-discard]') && jobOf(event);
  if (job) { job.upload.stop(); under.delete(job.message.client_id); }
}, { capture: true });

whenOpened(() => {
  for (const job of under.values()) if (messages() && job.conversation === thread().dataset.conversation) show(job);
});
addEventListener('beforeunload', event => { if (under.size) event.preventDefault(); });
