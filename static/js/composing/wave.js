// How loud it is right now, as bars that move along.
export const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

const BAR = 3, GAP = 2;

export class Wave {
  constructor(stream, canvas) {
    this.context = new AudioContext();
    this.meter = this.context.createAnalyser();
    this.meter.fftSize = 512;
    this.context.createMediaStreamSource(stream).connect(this.meter);
    this.samples = new Uint8Array(this.meter.fftSize);
    this.bars = [];
    this.canvas = canvas;
    this.timer = setInterval(() => this.draw(), 80);
  }

  loudness() {
    this.meter.getByteTimeDomainData(this.samples);
    return Math.max(...this.samples.map(sample => Math.abs(sample - 128))) / 128;
  }

  draw() {
    const { width, height } = this.canvas, pen = this.canvas.getContext('2d');
    this.bars = [...this.bars, this.loudness()].slice(-Math.floor(width / (BAR + GAP)));
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = getComputedStyle(this.canvas).color;
    this.bars.forEach((loud, place) => {
      const tall = Math.max(2, loud * height);
      pen.fillRect(width - (this.bars.length - place) * (BAR + GAP), (height - tall) / 2, BAR, tall);
    });
  }

  stop() {
    clearInterval(this.timer);
    this.context.close();
  }
}
