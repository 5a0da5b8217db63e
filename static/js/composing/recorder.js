// Voice messages: recorded here, heard before they are sent, made into what WhatsApp plays by the server.
import { clock, Wave } from './wave.js';
import { sendFiles } from './sending.js';
import { Upload } from './upload.js';

const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];
const SOUND = { channelCount: 1, echoCancellation: true, noiseSuppression: true };
const TROUBLES = { NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'missing', NotReadableError: 'busy' };
const LONGEST = 8 * 60_000;
const box = () => document.getElementById('recorder');
const slot = name => box().querySelector(`[data-slot=${name}]`);
let taking;    // the recording of now: {recorder, stream, wave, pieces, began, timer}

export async function open() {
  if (box()) return box().querySelector('button').focus();
  document.querySelector('.composer [data-slot=above]').append(document.getElementById('tpl-recorder').content.cloneNode(true));
  try {
    if (!navigator.mediaDevices || !window.MediaRecorder) throw new Error('unable');
    const stream = await navigator.mediaDevices.getUserMedia({ audio: SOUND });
    if (box()) record(stream);
    else stream.getTracks().forEach(track => track.stop());
  } catch (error) {
    trouble(TROUBLES[error.name] ?? 'unable');
  }
}

function trouble(which) {
  if (!box()) return;
  state('trouble');
  slot('trouble').textContent = box().dataset[which];
  box().querySelector('[data-recorder=cancel]').focus();
}

function state(name) {
  box().dataset.state = name;
  slot('said').textContent = slot('said').dataset[name] ?? '';
}

function record(stream) {
  const mimeType = TYPES.find(type => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 });
  taking = { recorder, stream, pieces: [], began: performance.now(), wave: new Wave(stream, slot('wave')) };
  recorder.ondataavailable = ({ data }) => { if (data.size) taking?.pieces.push(data); };
  recorder.onstop = listen;
  recorder.start(1_000);
  taking.timer = setInterval(tick, 200);
  state('recording');
  box().querySelector('[data-recorder=stop]').focus();
}

function tick() {
  const passed = performance.now() - taking.began;
  if (!box()) return end();    // another conversation was opened: nobody can see that it records
  slot('clock').textContent = clock(passed / 1_000);
  if (passed > LONGEST) taking.recorder.stop();
}

// Gives the microphone back.
function end() {
  clearInterval(taking.timer);
  taking.wave.stop();
  taking.stream.getTracks().forEach(track => track.stop());
}

function listen() {
  end();
  if (!box()) return;
  const { pieces, recorder } = taking, type = recorder.mimeType.split(';')[0];
  taking.file = new File(pieces, `voice.${type.split('/')[1]}`, { type });
  slot('sound').src = URL.createObjectURL(taking.file);
  state('done');
  (taking.sending ? send : () => box().querySelector('[data-recorder=send]').focus())();
}

function send() {
  sendFiles([{ file: taking.file, kind: 'voice', caption: '', upload: new Upload(taking.file, 'voice') }]);
  leave();
}

function leave() {
  box().remove();
  document.getElementById('reply').focus();
}

const deeds = {
  stop: () => taking.recorder.stop(),
  cancel: () => { leave(); if (taking?.recorder.state === 'recording') taking.recorder.stop(); },
  send: () => { if (taking.recorder.state !== 'recording') return send(); taking.sending = true; taking.recorder.stop(); },
};
document.addEventListener('click', event => {
  const button = event.target.closest('[data-recorder]');
  if (button) deeds[button.dataset.recorder]();
});
