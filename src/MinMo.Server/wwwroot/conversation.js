// The conversation as people read it.
export class Conversation {
  constructor(list, empty, hint) {
    this.list = list;
    this.empty = empty;
    this.hint = hint;
    this.turns = new Map(); // item id -> element
    this.items = new Map(); // response id -> item id
  }

  callerSpeaks(itemId) {
    this.turn(itemId, "caller", "…");
  }

  /** Speech that came to nothing leaves no trace; a turn follows at once otherwise. */
  callerPaused(itemId) {
    this.waiting = setTimeout(() => {
      if (!this.turns.get(itemId)?.dataset.said) {
        this.remove(itemId);
      }
    }, 1000);
  }

  callerSaid(itemId) {
    this.turn(itemId, "caller", "…").dataset.said = "yes";
  }

  callerWords(itemId, transcript) {
    this.text(this.turn(itemId, "caller", ""), transcript || "(nothing understood)");
  }

  agentBegins(itemId, responseId) {
    this.items.set(responseId, itemId);
    this.turn(itemId, "agent", "…");
  }

  agentWords(itemId, delta) {
    const turn = this.turn(itemId, "agent", "");
    turn.dataset.words = (turn.dataset.words ?? "") + delta;
    this.text(turn, turn.dataset.words);
  }

  agentSaid(item) {
    const turn = this.turns.get(item.id);
    if (!turn || item.status === "completed") {
      return;
    }
    const heard = item.content[0]?.transcript ?? item.content[0]?.text ?? "";
    const all = (turn.dataset.words ?? "").trim();
    this.text(turn, heard);
    const rest = all.startsWith(heard) ? all.slice(heard.length) : "";
    if (rest) {
      const unheard = document.createElement("span");
      unheard.className = "unheard";
      unheard.textContent = rest;
      turn.querySelector(".text").append(unheard);
    }
    this.note(turn, heard ? "interrupted" : "taken back");
  }

  latency({ response_id, last_word_ms, decided_ms, first_audio_ms }) {
    const turn = this.turns.get(this.items.get(response_id));
    this.items.delete(response_id);
    if (last_word_ms === undefined || first_audio_ms === undefined) {
      return;
    }
    const total = first_audio_ms - last_word_ms;
    const parts = [`first audio ${total} ms after the last word`];
    if (decided_ms !== undefined && total - (decided_ms - last_word_ms) >= 20) {
      parts.push(`decided after ${decided_ms - last_word_ms} ms`);
    }
    this.hint.textContent = `last answer: ${total} ms`;
    if (turn) {
      const before = turn.querySelector(".note")?.textContent;
      this.note(turn, (before ? [before, ...parts] : parts).join(" · "));
    }
  }

  remove(itemId) {
    this.turns.get(itemId)?.remove();
    this.turns.delete(itemId);
    this.empty.hidden = this.turns.size > 0;
  }

  turn(itemId, who, text) {
    let turn = this.turns.get(itemId);
    if (!turn) {
      turn = document.createElement("li");
      turn.className = `turn ${who}`;
      turn.append(this.span("who", who === "caller" ? "Caller" : "Agent"), this.span("text", text));
      this.turns.set(itemId, turn);
      this.list.append(turn);
      this.empty.hidden = true;
      this.list.scrollTop = this.list.scrollHeight;
    }
    return turn;
  }

  text(turn, words) {
    turn.querySelector(".text").textContent = words;
    this.list.scrollTop = this.list.scrollHeight;
  }

  note(turn, words) {
    const note = turn.querySelector(".note") ?? turn.appendChild(this.span("note", ""));
    note.textContent = words;
    this.list.scrollTop = this.list.scrollHeight;
  }

  span(name, text) {
    const span = document.createElement("span");
    span.className = name;
    span.textContent = text;
    return span;
  }
}
