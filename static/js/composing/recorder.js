// Voice messages: recorded here, heard before they are sent, made into what WhatsApp plays by the server.
import { thread, whenOpened } from '../pane.js';
import { take } from './microphone.js';
import { Recording } from './recording.js';
import { sendFiles } from './sending.js';
import { Upload } from './upload.js';
import { clock } from './wave.js';

const LONGEST = 8 * 60;
const recordings = new Map();    // conversation -> its recording: it waits while another one is open
const here = () => thread()?.dataset.conversation;
const current = () => recordings.get(here());
const box = () => document.getElementById('recorder');
const slot = name => box().querySelector(`[data-slot=${name}]`);
const button = name => box().querySelector(`[data-recorder=${name}]`);

function show() {
  if (!box()) document.querySelector('.composer [data-slot=above]').append(document.getElementById('tpl-recorder').content.cloneNode(true));
}

export async function open() {
  if (box()) return box().querySelector('button').focus();
  show();
  const conversation = here();
  try {
    const stream = await take();
    if (box() && here() === conversation) begin(conversation, stream);
    else stream.getTracks().forEach(track => track.stop());
  } catch (error) {
    trouble(error.message);
  }
}

function begin(conversation, stream) {
  const recording = new Recording(stream, slot('wave'), finished);
  recordings.set(conversation, recording);
  const timer = setInterval(() => {
    if (!recording.isRunning) return clearInterval(timer);
    if (current() !== recording || recording.seconds > LONGEST) recording.stop();    // nobody sees that it records
    else slot('clock').textContent = clock(recording.seconds);
  }, 200);
  state('recording');
  button('stop').focus();
}

function finished(recording) {
  if (current() !== recording) return;
  if (recording.sending) return send();
  listen();
  button('send').focus();
}

function listen() {
  slot('sound').src = URL.createObjectURL(current().file);
  state('done');
}

function trouble(which) {
  if (!box()) return;
  state('trouble');
  slot('trouble').textContent = box().dataset[which] ?? box().dataset.unable;
  button('cancel').focus();
}

function state(name) {
  box().dataset.state = name;
  slot('said').textContent = slot('said').dataset[name] ?? '';
}

function leave() {
  recordings.delete(here());
  box().remove();
  document.getElementById('reply').focus();
}

function send() {
  const { file } = current();
  sendFiles([{ file, kind: 'voice', caption: '', upload: new Upload(file, 'voice') }]);
  leave();
}

const deeds = {
  stop: () => current().stop(),
  cancel: () => { const recording = current(); leave(); recording?.stop(); },
  send: () => { if (current().file) return send(); current().sending = true; current().stop(); },
};
document.addEventListener('click', event => {
  const pressed = event.target.closest('[data-recorder]');
  if (pressed) deeds[pressed.dataset.recorder]();
});
whenOpened(() => { if (current()?.file) { show(); listen(); } });
