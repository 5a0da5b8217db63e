// The microphone: asked for each time, and why it cannot be had, as the names of the recorder's own words.
const SOUND = { channelCount: 1, echoCancellation: true, noiseSuppression: true };
const TROUBLES = { NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'missing', NotReadableError: 'busy' };
// The server makes a voice message of any of these; the first needs the least work.
const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];

export async function take() {
  if (!navigator.mediaDevices || !window.MediaRecorder) throw new Error('unable');
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: SOUND });
  } catch (error) {
    throw new Error(TROUBLES[error.name] ?? 'unable');
  }
}

export const recorderOf = stream => new MediaRecorder(stream, {
  mimeType: TYPES.find(type => MediaRecorder.isTypeSupported(type)), audioBitsPerSecond: 32_000,
});
