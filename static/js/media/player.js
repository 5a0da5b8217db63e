// Voice notes and other sounds: one plays at a time, and the speed that was chosen holds for all of them.
const SPEEDS = [1, 1.5, 2];
const KEY = 'speed';
const speed = () => Number(localStorage.getItem(KEY)) || 1;
const sound = voice => voice.querySelector('audio');
const range = voice => voice.querySelector('input');
const playing = () => document.querySelector('[data-ui-playing]');

const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
// The server's length is there before the file is; some recordings do not tell theirs at all.
const length = voice => (Number.isFinite(sound(voice).duration) ? sound(voice).duration : Number(range(voice).max));

// Where a sound that is not here yet is to begin. It is loaded once, however often that is changed meanwhile.
const wanted = new WeakMap();

function show(voice) {
  const at = wanted.get(sound(voice)) ?? sound(voice).currentTime, whole = length(voice);
  range(voice).max = whole;
  range(voice).value = at;
  range(voice).setAttribute('aria-valuetext', `${clock(at)} / ${clock(whole)}`);
  voice.querySelector('.voice__done').style.setProperty('--played', `${(100 * at) / whole}%`);
  voice.querySelector('[data-rate]').textContent = `${speed()}×`;
}

function listen(voice) {
  const audio = sound(voice);
  if (voice.dataset.uiHeard !== undefined) return audio;
  voice.dataset.uiHeard = '';
  audio.addEventListener('timeupdate', () => show(voice));
  audio.addEventListener('play', () => voice.toggleAttribute('data-ui-playing', true));
  audio.addEventListener('pause', () => voice.removeAttribute('data-ui-playing'));
  audio.addEventListener('ended', () => { audio.currentTime = 0; next(voice)?.querySelector('[data-plays]').click(); });
  return audio;
}

// Several in a row are heard as one, as in WhatsApp.
function next(voice) {
  const bubble = voice.closest('.msg')?.nextElementSibling;
  return bubble?.dataset.kind === 'voice' && bubble.querySelector('[data-player]');
}

export function toggle(button) {
  const voice = button.closest('[data-player]'), audio = listen(voice);
  if (!audio.paused) return audio.pause();
  if (playing()) sound(playing()).pause();
  audio.playbackRate = speed();
  return audio.play().catch(() => voice.removeAttribute('data-ui-playing'));
}

export function faster(button) {
  localStorage.setItem(KEY, SPEEDS[(SPEEDS.indexOf(speed()) + 1) % SPEEDS.length]);
  const voice = button.closest('[data-player]');
  listen(voice).playbackRate = speed();
  show(voice);
}

export function seek(input) {
  const audio = listen(input.closest('[data-player]')), to = Number(input.value);
  if (audio.readyState && !wanted.has(audio)) { audio.currentTime = to; return; }
  const loading = wanted.has(audio);
  wanted.set(audio, to);
  if (!loading) load(audio);
}

function load(audio) {
  const begin = () => {
    const at = wanted.get(audio);
    wanted.delete(audio);
    if (audio.readyState) audio.currentTime = at;
  };
  audio.addEventListener('loadedmetadata', begin, { once: true });
  audio.addEventListener('error', begin, { once: true });
  audio.load();
}

// A bubble that is drawn again (a new tick) forgets what only this page knew.
document.addEventListener('list:changed', () => document.querySelectorAll('[data-ui-heard]').forEach(show));
