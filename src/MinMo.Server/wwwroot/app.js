// The page: one call at a time. Sound lives in sound.js, the chart in chart.js, the words in conversation.js.
import { Sound } from "./sound.js";
import { Chart } from "./chart.js";
import { Conversation } from "./conversation.js";

const byId = (id) => document.getElementById(id);
const talk = byId("talk");
const playSample = byId("play-sample");
const sampleName = byId("sample-name");
const hush = byId("hush");
const chart = new Chart(byId("chart"));
const words = new Conversation(byId("turns"), byId("empty"), byId("latency"));

const STATES = {
  idle: "not connected",
  connecting: "connecting …",
  listening: "listening",
  hearing: "hearing you",
  pausing: "is that all?",
  thinking: "thinking",
  speaking: "speaking",
  suspecting: "are you interrupting?",
  ended: "call ended",
  failed: "something went wrong",
};

const MOST_BUFFERED = 256 * 1024; // bytes; more means that the network cannot keep up

let call = null;

function show(state) {
  byId("state").dataset.state = state;
  byId("state-text").textContent = STATES[state] ?? state;
}

function complain(text) {
  byId("alert").textContent = text;
  byId("alert").hidden = text === "";
}

class Call {
  constructor(socket, sound) {
    this.socket = socket;
    this.sound = sound;
    this.silenced = new Set(); // responses whose audio is not wanted any more
    this.current = null;
    this.dropped = 0;
    sound.onFrame = (base64) => this.append(base64);
    sound.onFlushed = (flushed) => this.truncate(flushed);
    sound.onSounding = (sounding) => { hush.hidden = !sounding; };
    socket.onmessage = ({ data }) => this.hear(JSON.parse(data));
    socket.onclose = (closed) => this.closed(closed);
  }

  send(command) {
    if (this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(command));
    }
  }

  append(audio) {
    if (this.socket.bufferedAmount > MOST_BUFFERED) {
      if (this.dropped++ === 0) {
        complain("The connection is too slow for live audio; some of what you say is lost.");
      }
      return;
    }
    this.send({ type: "input_audio_buffer.append", audio });
  }

  truncate({ itemId, cut, playedMs }) {
    if (cut && itemId) {
      this.send({ type: "conversation.item.truncate", item_id: itemId, content_index: 0, audio_end_ms: Math.max(0, Math.floor(playedMs)) });
    }
  }

  stopAgent() {
    if (this.current) {
      this.silenced.add(this.current);
      this.send({ type: "response.cancel" });
    }
    this.sound.flush();
  }

  hear(event) {
    const act = this.reactions[event.type];
    if (act) {
      act.call(this, event);
    }
  }

  reactions = {
    "session.created"() {
      this.send({ type: "session.update", session: { type: "realtime", audio: { input: { transcription: {} } } } });
    },
    "session.updated"() {
      show("listening");
      this.opened?.();
    },
    "error"({ error }) {
      // A stop that comes too late is no mistake of anybody.
      if (error.code !== "response_cancel_not_active") {
        complain(error.message);
        this.reason = error.message;
      }
    },
    "input_audio_buffer.speech_started"({ item_id }) {
      if (this.current) {
        this.silenced.add(this.current);
      }
      this.sound.flush();
      words.callerSpeaks(item_id);
    },
    "input_audio_buffer.speech_stopped"({ item_id }) {
      words.callerPaused(item_id);
    },
    "input_audio_buffer.committed"({ item_id }) {
      words.callerSaid(item_id);
    },
    "conversation.item.input_audio_transcription.completed"({ item_id, transcript }) {
      words.callerWords(item_id, transcript);
    },
    "conversation.item.deleted"({ item_id }) {
      words.remove(item_id);
    },
    "response.created"({ response }) {
      this.current = response.id;
    },
    "response.output_item.added"({ item, response_id }) {
      words.agentBegins(item.id, response_id);
    },
    "response.output_audio_transcript.delta"({ item_id, delta }) {
      words.agentWords(item_id, delta);
    },
    "response.output_audio.delta"({ response_id, item_id, delta }) {
      if (!this.silenced.has(response_id)) {
        this.sound.play(item_id, delta);
      }
    },
    "response.output_audio.done"({ item_id }) {
      this.sound.end(item_id);
    },
    "response.output_item.done"({ item }) {
      words.agentSaid(item);
    },
    "response.done"({ response }) {
      if (this.current === response.id) {
        this.current = null;
      }
      this.silenced.delete(response.id);
    },
    "minmo.duplex"(tick) {
      chart.add(tick);
      show(tick.phase);
    },
    "minmo.pause"({ text, complete, stop_mass, wait_ms }) {
      byId("pause").textContent = `“${text}”: ${wait_ms === 0
        ? `the model was ${percent(complete)} sure of the turn's end when it began to prepare an answer`
        : `${complete === null ? "prosody not judged" : `prosody ${percent(complete)} complete`}, words ${percent(stop_mass)} complete, waiting ${wait_ms} ms`}`;
    },
    "minmo.playout"({ state }) {
      this.sound.obey(state);
    },
    "minmo.latency"(latency) {
      words.latency(latency);
    },
  };

  hangUp() {
    this.leaving = true;
    this.socket.close(1000);
  }

  closed({ code, reason }) {
    this.sound.close();
    call = null;
    talk.textContent = "Talk with the microphone";
    talk.setAttribute("aria-pressed", "false");
    hush.hidden = true;
    this.failed?.(new Error(this.reason ?? reason));
    if (this.leaving || code === 1000) {
      show("idle");
      if (!this.leaving && reason) {
        complain(`The server ended the call: ${reason}.`);
      }
      return;
    }
    show("failed");
    if (!this.reason) {
      complain(reason ? `The server ended the call: ${reason}.` : "The connection to the server is gone. Start again when it is back.");
    }
  }
}

const percent = (share) => `${Math.round(share * 100)} %`;

async function connect() {
  show("connecting");
  complain("");
  const sound = new Sound();
  await sound.open();
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(`${scheme}//${location.host}/v1/realtime?minmo_events=1&refusal=close`, ["realtime"]);
  const opening = new Call(socket, sound);
  await new Promise((opened, failed) => {
    opening.opened = opened;
    opening.failed = failed;
  });
  opening.failed = null;
  call = opening;
  talk.textContent = "Hang up";
  talk.setAttribute("aria-pressed", "true");
  return opening;
}

function explainMicrophone(error) {
  if (!window.isSecureContext) {
    return "Browsers give the microphone to secure pages only: open this page on https:// or on localhost.";
  }
  switch (error.name) {
    case "NotAllowedError":
      return "The microphone is blocked for this page. Allow it in the address bar and try again, or play a recorded caller.";
    case "NotFoundError":
      return "No microphone was found. Connect one, or play a recorded caller.";
    case "NotReadableError":
      return "Another program uses the microphone. Close it and try again, or play a recorded caller.";
    default:
      return `The microphone cannot be used: ${error.message}`;
  }
}

async function withButtons(work) {
  talk.disabled = playSample.disabled = true;
  try {
    await work();
  } finally {
    talk.disabled = false;
    playSample.disabled = sampleName.disabled;
  }
}

async function startTalking() {
  let microphone;
  try {
    microphone = await Sound.microphone();
  } catch (error) {
    show("failed");
    complain(explainMicrophone(error));
    return;
  }
  try {
    (await connect()).sound.listenTo(microphone);
  } catch {
    microphone.getTracks().forEach((track) => track.stop()); // closed() has said why
  }
}

async function startSample() {
  const url = `samples/${encodeURIComponent(sampleName.value)}`;
  const open = call ?? await connect().catch(() => null);
  if (!open) {
    return;
  }
  try {
    await open.sound.playCaller(url);
  } catch (error) {
    complain(`The recorded caller cannot be played: ${error.message}`);
  }
}

talk.onclick = () => call ? call.hangUp() : withButtons(startTalking);
playSample.onclick = () => withButtons(startSample);
hush.onclick = () => call?.stopAgent();

async function greet() {
  try {
    const health = await (await fetch("health")).json();
    byId("bundle").textContent = health.bundles.length > 0
      ? `on ${health.bundles.join(", ")}`
      : "no model bundle is installed: calls will be refused";
  } catch {
    byId("bundle").textContent = "";
    show("failed");
    complain("The server does not answer. Start it and reload this page.");
  }
  await listModels();
  const names = await fetch("samples").then((answer) => answer.json()).catch(() => []);
  sampleName.replaceChildren(...names.map((name) => new Option(name.replace(/\.\w+$/, "").replaceAll("-", " "), name)));
  if (names.length === 0) {
    sampleName.replaceChildren(new Option("no recordings here", ""));
    sampleName.disabled = playSample.disabled = true;
  }
}

async function listModels() {
  const bundles = await fetch("bundles").then((answer) => answer.json()).catch(() => []);
  byId("model-list").replaceChildren(...bundles.flatMap((bundle) => {
    const [name, about] = [document.createElement("dt"), document.createElement("dd")];
    name.textContent = bundle.running ? `${bundle.name} (running)` : bundle.name;
    about.textContent = `For ${bundle.machine}. ${bundle.about}.`;
    return [name, about];
  }));
  byId("models").hidden = bundles.length === 0;
}

// For tests and the curious: what is rendered, sample by sample.
window.minmo = { tap: (listener) => call?.sound.tap(listener) };
show("idle");
greet();
