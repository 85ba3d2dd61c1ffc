// Microphone (or sample) audio to 20 ms frames of 16-bit PCM at 24 kHz.
const RATE = 24000;
const FRAME = RATE / 50;

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.frame = new Int16Array(FRAME);
    this.filled = 0;
    this.step = sampleRate / RATE; // input samples for one output sample; 1 where the context runs at 24 kHz
    this.at = 0;
    this.last = 0;
  }

  process(inputs) {
    const input = inputs[0][0];
    if (input) {
      this.take(input);
    } else {
      this.take(new Float32Array(128)); // nobody is connected: silence keeps the sample clock going
    }
    return true;
  }

  take(input) {
    // Linear interpolation; only browsers that refuse a 24 kHz context need it.
    while (this.at < input.length) {
      const index = Math.floor(this.at);
      const before = index === 0 ? this.last : input[index - 1];
      const part = this.at - index;
      this.put(this.step === 1 ? input[index] : before + (input[index] - before) * part);
      this.at += this.step;
    }
    this.at -= input.length;
    this.last = input[input.length - 1];
  }

  put(sample) {
    this.frame[this.filled++] = Math.max(-32768, Math.min(32767, Math.round(sample * 32768)));
    if (this.filled === FRAME) {
      this.port.postMessage(this.frame.buffer, [this.frame.buffer]);
      this.frame = new Int16Array(FRAME);
      this.filled = 0;
    }
  }
}

registerProcessor("capture", Capture);
