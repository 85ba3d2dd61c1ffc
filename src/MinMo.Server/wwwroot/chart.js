// The last ten seconds of turn taking: who has the floor on top, probabilities below.
const SPAN = 10000; // ms
const STRIP = 16; // px
const LINES = ["idle", "hold", "respond", "yield"];
const PHASE_COLOURS = {
  hearing: "--hold", pausing: "--idle", thinking: "--respond", speaking: "--respond", suspecting: "--yield",
};

export class Chart {
  constructor(canvas) {
    this.canvas = canvas;
    this.ticks = [];
    this.asked = false;
    new ResizeObserver(() => this.ask()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.ask());
    this.ask();
  }

  add(tick) {
    const last = this.ticks.at(-1);
    if (last && tick.at_ms < last.at_ms) {
      this.ticks = []; // a new call
    }
    this.ticks.push(tick);
    while (this.ticks[0].at_ms < tick.at_ms - SPAN) {
      this.ticks.shift();
    }
    this.ask();
  }

  ask() {
    if (!this.asked) {
      this.asked = true;
      requestAnimationFrame(() => this.draw());
    }
  }

  draw() {
    this.asked = false;
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const scale = devicePixelRatio || 1;
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    const pen = this.canvas.getContext("2d");
    pen.scale(scale, scale);
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name);
    const now = this.ticks.at(-1)?.at_ms ?? 0;
    const x = (ms) => width - ((now - ms) / SPAN) * width;
    const y = (share) => height - 3 - share * (height - STRIP - 10);
    this.grid(pen, colour("--line"), width, y);
    this.strip(pen, colour, x);
    this.area(pen, colour("--speech"), x, y);
    for (const name of LINES) {
      this.line(pen, colour(`--${name}`), name, x, y);
    }
  }

  grid(pen, colour, width, y) {
    pen.strokeStyle = colour;
    pen.lineWidth = 1;
    for (const share of [0, 0.5, 1]) {
      pen.beginPath();
      pen.moveTo(0, Math.round(y(share)) + 0.5);
      pen.lineTo(width, Math.round(y(share)) + 0.5);
      pen.stroke();
    }
  }

  strip(pen, colour, x) {
    for (let i = 1; i < this.ticks.length; i++) {
      const name = PHASE_COLOURS[this.ticks[i].phase];
      if (name) {
        pen.globalAlpha = this.ticks[i].phase === "thinking" ? 0.45 : 1;
        pen.fillStyle = colour(name);
        const from = Math.round(x(this.ticks[i - 1].at_ms));
        pen.fillRect(from, 0, Math.round(x(this.ticks[i].at_ms)) - from, STRIP - 4);
      }
    }
    pen.globalAlpha = 1;
  }

  area(pen, colour, x, y) {
    if (this.ticks.length < 2) {
      return;
    }
    pen.beginPath();
    pen.moveTo(x(this.ticks[0].at_ms), y(0));
    for (const tick of this.ticks) {
      pen.lineTo(x(tick.at_ms), y(tick.speech));
    }
    pen.lineTo(x(this.ticks.at(-1).at_ms), y(0));
    pen.globalAlpha = 0.3;
    pen.fillStyle = colour;
    pen.fill();
    pen.globalAlpha = 1;
  }

  line(pen, colour, name, x, y) {
    pen.beginPath();
    for (const tick of this.ticks) {
      pen.lineTo(x(tick.at_ms), y(tick[name]));
    }
    pen.strokeStyle = colour;
    pen.lineWidth = 2;
    pen.stroke();
  }
}
