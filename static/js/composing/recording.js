// One recording: it runs until it is stopped, and is a file then.
import { recorderOf } from './microphone.js';
import { Wave } from './wave.js';

export class Recording {
  constructor(stream, canvas, done) {
    Object.assign(this, { stream, done, pieces: [], began: performance.now(), file: null });
    this.wave = new Wave(stream, canvas);
    this.recorder = recorderOf(stream);
    this.recorder.ondataavailable = ({ data }) => { if (data.size) this.pieces.push(data); };
    this.recorder.onstop = () => this.finish();
    this.recorder.start(1_000);
  }

  get seconds() { return (performance.now() - this.began) / 1_000; }

  get isRunning() { return this.recorder.state === 'recording'; }

  stop() { if (this.isRunning) this.recorder.stop(); }

  // Gives the microphone back.
  finish() {
    this.wave.stop();
    this.stream.getTracks().forEach(track => track.stop());
    const [type] = this.recorder.mimeType.split(';');
    this.file = new File(this.pieces, `voice.${type.split('/')[1]}`, { type });
    this.done(this);
  }
}
