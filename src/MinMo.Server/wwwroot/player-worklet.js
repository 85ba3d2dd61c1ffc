// Plays the agent's audio, knows of each reply how much was heard, and falls silent within 5 ms.
const SOURCE_RATE = 24000;
const PREBUFFER = 0.06; // s, before a reply begins to sound
const FADE = 0.005; // s
const REPORT = 0.05; // s

class Player extends AudioWorkletProcessor {
  constructor() {
    super();
    this.chunks = []; // { itemId, samples (24 kHz), at }
    this.played = new Map(); // itemId -> 24 kHz samples heard
    this.ended = new Set();
    this.paused = false;
    this.sounding = false;
    this.gain = 0;
    this.underruns = 0;
    this.sinceReport = 0;
    this.mirror = false;
    this.ratio = SOURCE_RATE / sampleRate;
    this.part = 0;
    this.port.onmessage = ({ data }) => this.obey(data);
  }

  obey(order) {
    switch (order.order) {
      case "play":
        this.chunks.push({ itemId: order.itemId, samples: order.samples, at: 0 });
        break;
      case "end":
        this.ended.add(order.itemId);
        break;
      case "pause":
        this.paused = true;
        break;
      case "resume":
        this.paused = false;
        break;
      case "flush":
        this.flushing = { fade: Math.ceil(FADE * sampleRate) };
        break;
      case "mirror":
        this.mirror = true;
        break;
    }
  }

  queued() {
    let samples = 0;
    for (const chunk of this.chunks) {
      samples += chunk.samples.length - chunk.at;
    }
    return samples;
  }

  ready() {
    if (this.chunks.length === 0) {
      return false;
    }
    return this.sounding || this.ended.has(this.chunks[0].itemId) || this.queued() >= PREBUFFER * SOURCE_RATE;
  }

  process(_, outputs) {
    const output = outputs[0][0];
    const slope = 1 / (FADE * sampleRate);
    for (let i = 0; i < output.length; i++) {
      output[i] = this.next(slope);
    }
    if (this.flushing && (this.gain === 0 || this.chunks.length === 0)) {
      this.drop();
    }
    this.tell(output);
    return true;
  }

  next(slope) {
    const wanted = this.paused || this.flushing ? 0 : 1;
    if (this.gain === 0 && wanted === 0) {
      return 0;
    }
    if (!this.ready()) {
      if (this.sounding) {
        this.sounding = false;
        this.gain = 0;
        if (this.lastItem && !this.ended.has(this.lastItem)) {
          this.underruns++;
        }
      }
      return 0;
    }
    this.sounding = true;
    this.gain = wanted > this.gain ? Math.min(wanted, this.gain + slope) : Math.max(wanted, this.gain - slope);
    return this.gain * this.pull();
  }

  pull() {
    const chunk = this.chunks[0];
    const value = chunk.samples[chunk.at];
    this.lastItem = chunk.itemId;
    this.part += this.ratio;
    while (this.part >= 1 && this.chunks.length > 0) {
      this.part -= 1;
      this.advance();
    }
    return value;
  }

  advance() {
    const chunk = this.chunks[0];
    chunk.at++;
    this.played.set(chunk.itemId, (this.played.get(chunk.itemId) ?? 0) + 1);
    if (chunk.at === chunk.samples.length) {
      this.chunks.shift();
    }
  }

  drop() {
    const items = [...new Set(this.chunks.map((chunk) => chunk.itemId))];
    const current = this.lastItem;
    this.chunks = [];
    this.sounding = false;
    this.gain = 0;
    this.flushing = null;
    this.paused = false;
    this.port.postMessage({
      kind: "flushed",
      itemId: current ?? items[0] ?? null,
      cut: items.length > 0,
      playedMs: (this.played.get(current) ?? 0) * 1000 / SOURCE_RATE,
    });
  }

  tell(output) {
    if (this.mirror) {
      this.port.postMessage({ kind: "rendered", samples: output.slice() });
    }
    this.sinceReport += output.length;
    if (this.sinceReport >= REPORT * sampleRate) {
      this.sinceReport = 0;
      this.port.postMessage({
        kind: "played",
        itemId: this.lastItem ?? null,
        playedMs: (this.played.get(this.lastItem) ?? 0) * 1000 / SOURCE_RATE,
        sounding: this.sounding && this.gain > 0,
        underruns: this.underruns,
      });
    }
  }
}

registerProcessor("player", Player);
