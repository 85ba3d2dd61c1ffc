// Microphone and recordings in, the agent's voice out.
const RATE = 24000;

export class Sound {
  static microphone() {
    if (!navigator.mediaDevices) {
      return Promise.reject(new DOMException("not a secure page", "SecurityError"));
    }
    return navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
  }

  async open() {
    this.context = new AudioContext({ sampleRate: RATE, latencyHint: "interactive" });
    await this.context.resume();
    await Promise.all(["capture-worklet.js", "player-worklet.js"].map((file) => this.context.audioWorklet.addModule(file)));
    this.capture = new AudioWorkletNode(this.context, "capture", { channelCount: 1, channelCountMode: "explicit" });
    this.player = new AudioWorkletNode(this.context, "player", { numberOfInputs: 0, outputChannelCount: [1] });
    // The capture node gives silence; it is connected because some browsers run connected nodes only.
    this.capture.connect(this.context.destination);
    this.player.connect(this.context.destination);
    this.capture.port.onmessage = ({ data }) => this.onFrame?.(toBase64(new Uint8Array(data)));
    this.player.port.onmessage = ({ data }) => this.report(data);
  }

  report(data) {
    if (data.kind === "flushed") {
      this.onFlushed?.({ ...data, playedMs: data.playedMs - this.latency() });
    } else if (data.kind === "played") {
      this.onSounding?.(data.sounding);
      document.body.dataset.underruns = data.underruns;
    } else {
      this.listener?.(data.samples);
    }
  }

  /** Time from the player to the ear, in ms. */
  latency() {
    return (this.context.outputLatency || this.context.baseLatency || 0) * 1000;
  }

  listenTo(microphone) {
    if (this.context.state === "closed") {
      microphone.getTracks().forEach((track) => track.stop());
      return;
    }
    this.microphone = microphone;
    this.source = this.context.createMediaStreamSource(microphone);
    this.source.connect(this.capture);
  }

  async playCaller(url) {
    const answer = await fetch(url);
    if (!answer.ok) {
      throw new Error(`${answer.status} ${answer.statusText}`);
    }
    const buffer = await this.context.decodeAudioData(await answer.arrayBuffer());
    this.caller?.stop();
    const caller = new AudioBufferSourceNode(this.context, { buffer });
    caller.connect(this.capture);
    caller.connect(this.context.destination);
    this.source?.disconnect(); // the loudspeaker would be heard twice
    caller.onended = () => {
      if (this.caller === caller) {
        this.caller = null;
        this.source?.connect(this.capture);
      }
    };
    this.caller = caller;
    caller.start();
  }

  play(itemId, base64) {
    const samples = fromBase64(base64);
    this.player.port.postMessage({ order: "play", itemId, samples }, [samples.buffer]);
  }

  end(itemId) {
    this.player.port.postMessage({ order: "end", itemId });
  }

  flush() {
    this.player.port.postMessage({ order: "flush" });
  }

  obey(state) {
    const order = { paused: "pause", resumed: "resume", flushed: "flush" }[state];
    if (order) {
      this.player.port.postMessage({ order });
    }
  }

  tap(listener) {
    this.listener = listener;
    this.player.port.postMessage({ order: "mirror" });
  }

  close() {
    this.microphone?.getTracks().forEach((track) => track.stop());
    if (this.context && this.context.state !== "closed") {
      this.context.close();
    }
  }
}

function toBase64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  }
  return btoa(text);
}

function fromBase64(base64) {
  const text = atob(base64);
  const samples = new Float32Array(text.length >> 1);
  for (let i = 0; i < samples.length; i++) {
    const value = text.charCodeAt(2 * i) | (text.charCodeAt(2 * i + 1) << 8);
    samples[i] = (value > 32767 ? value - 65536 : value) / 32768;
  }
  return samples;
}
