// The editor: a text field, its buttons, and what must be said with a decision.
// Nothing typed may be lost: it lies in sessionStorage until the server says it has it.

const PAUSE = 500; // milliseconds without a key press before the text is sent

const make = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const store = {
  key: (draft) => `glassdesk:${draft}`,
  read: (draft) => { try { return sessionStorage.getItem(store.key(draft)); } catch { return null; } },
  write: (draft, text) => { try { sessionStorage.setItem(store.key(draft), text); } catch { /* full or forbidden */ } },
  drop: (draft) => { try { sessionStorage.removeItem(store.key(draft)); } catch { /* forbidden */ } },
};
// Beside that, the last words stay until the draft is decided: somebody else may get the draft, and its place on the server.
const mine = (draft) => `${draft}:mine`;

// The place of some words that is nearest to where they stood when the text was checked; the text may have moved since.
const locate = (text, { find, at }) => {
  let best = -1;
  for (let place = text.indexOf(find); place >= 0 && find; place = text.indexOf(find, place + 1)) {
    if (best < 0 || Math.abs(place - at) < Math.abs(best - at)) best = place;
  }
  return best;
};

class Editor {
  constructor(parent, component) {
    this.build(parent, component.data.words);
    this.draft = component.data.draft;
    this.inserted = component.data.insert;
    const unsaved = store.read(this.draft) ?? this.kept(component.data);
    this.field.value = unsaved ?? component.data.text;
    this.guidance.value = store.read(`${this.draft}:why`) ?? "";
    this.update(component);
    this.reach = new Reach(this.field); // reach.js
    if (unsaved !== null && unsaved !== component.data.saved) this.later();
    this.takeKeyboard();
    document.addEventListener("keydown", this.onKey = (event) => this.shortcut(event));
    document.addEventListener("click", this.onClick = (event) => this.select(event.target));
    document.addEventListener("glassdesk:do", this.onDo = (event) => this.act(event.detail));
  }

  // Words that only this browser has: the server holds none of this person's for this draft, or they were typed for an
  // earlier draft of the conversation in the moment in which it turned stale.
  kept({ text, original, draft, earlier }) {
    if (text !== original) return null;
    const found = [draft, ...earlier].map((id) => [id, store.read(mine(id))]).find(([, words]) => words !== null);
    const unsent = earlier.map((id) => [id, store.read(id)]).find(([, words]) => words !== null);
    const [id, words] = unsent ?? (found?.[0] === draft ? found : [null, null]);
    if (id !== null && id !== draft) { store.drop(id); store.drop(mine(id)); }
    return words === original ? null : words;
  }

  build(parent, words) {
    this.field = make("textarea", { id: "reply", rows: 6, spellcheck: true });
    this.state = make("span", { className: "state" });
    this.state.setAttribute("role", "status");
    this.undo = this.button(words.undo, "quiet", () => this.put(this.original));
    const label = make("label", { htmlFor: "reply", textContent: words.label });
    const head = make("div", { className: "head" }, label, this.undo, this.state);
    this.approve = this.button(words.approve, "primary", () => this.decide("approve"), words.approve_help);
    this.edit = this.button(words.edit, "primary", () => this.decide("edit"), words.edit_help);
    this.reject = this.button(words.reject, "", () => this.askWhy(true), words.reject_help);
    this.ask = this.button(words.ask, "", () => this.askSecond(true), words.ask_help);
    this.take = this.button(words.take_over, "", () => this.decide("take_over"), words.take_over_help);
    this.star = this.toggle(words.star, "star");
    this.buttons = make("div", { className: "buttons" }, this.approve, this.edit, this.ask, this.reject, this.take, this.star);
    this.tags = make("div", { className: "tags" });
    this.why = this.buildWhy(words);
    this.second = this.buildSecond(words);
    this.behind = make("div", { className: "behind" }); // the same words, unseen, with marks that shine through the field
    this.behind.setAttribute("aria-hidden", "true");
    const sheet = make("div", { className: "sheet" }, this.behind, this.field);
    this.box = make("div", { className: "editor", tabIndex: -1 }, head, sheet, this.tags, this.buttons, this.why, this.second);
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", words.region);
    parent.append(this.box);
    this.field.addEventListener("scroll", () => { this.behind.scrollTop = this.field.scrollTop; });
    this.field.addEventListener("input", () => this.changed());
    this.words = words;
  }

  buildWhy(words) {
    this.guidance = make("textarea", { id: "guidance", rows: 2, placeholder: words.guidance_hint });
    this.guidance.addEventListener("input", () => { store.write(`${this.draft}:why`, this.guidance.value); this.draw(); });
    this.redraft = this.button(words.redraft, "primary", () => this.decide("reject"));
    this.give = this.button(words.send_none, "", () => { this.guidance.value = ""; this.decide("reject"); }, words.send_none_help);
    const cancel = this.button(words.cancel, "quiet", () => this.askWhy(false));
    this.left = make("p", { className: "left" });
    const label = make("label", { htmlFor: "guidance", textContent: words.guidance });
    const buttons = make("div", { className: "buttons" }, this.redraft, this.give, cancel);
    return make("div", { className: "why", hidden: true }, label, this.guidance, this.left, buttons);
  }

  buildSecond(words) {
    this.reason = make("textarea", { id: "second-reason", rows: 2, placeholder: words.ask_hint });
    this.reason.addEventListener("input", () => this.draw());
    this.asking = this.button(words.ask_now, "primary", () => this.decide("ask"));
    const cancel = this.button(words.cancel, "quiet", () => this.askSecond(false));
    const label = make("label", { htmlFor: "second-reason", textContent: words.ask_why });
    const buttons = make("div", { className: "buttons" }, this.asking, cancel);
    return make("div", { className: "why", hidden: true }, label, this.reason, buttons);
  }

  button(text, className, onclick, title = "") {
    return make("button", { type: "button", className, onclick, title, textContent: text });
  }

  toggle(text, className, value = "") {
    const made = this.button(text, `toggle ${className}`, () => {
      made.setAttribute("aria-pressed", String(made.getAttribute("aria-pressed") !== "true"));
    });
    made.dataset.value = value;
    made.setAttribute("aria-pressed", "false");
    return made;
  }

  update({ data, setStateValue, setTriggerValue }) {
    Object.assign(this, { original: data.original, saved: data.saved, blocked: data.blocked, setStateValue, setTriggerValue });
    this.field.lang = data.language;
    this.field.readOnly = data.blocked;
    if (!this.tags.children.length) {
      this.tags.append(make("span", { textContent: this.words.tags }), ...data.tags.map((tag) => this.toggle(tag.word, "", tag.id)));
    }
    this.left.textContent = data.redrafts;
    this.canRedraft = data.can_redraft;
    this.canApprove = data.can_approve;
    this.canAsk = data.can_ask;
    this.marks = data.marks;
    this.approve.title = data.can_approve ? this.words.approve_help : this.words.approve_blocked;
    if (data.insert !== this.inserted) {
      this.inserted = data.insert;
      this.put(data.text);
    }
    if (data.answer !== this.answered) this.busy = false;
    this.answered = data.answer;
    if (this.field.value === this.saved) store.drop(this.draft);
    this.draw();
  }

  draw() {
    const text = this.field.value;
    const same = text === this.original;
    const still = this.blocked || this.busy;
    this.approve.disabled = still || !same || !this.canApprove;
    this.edit.disabled = still || same || !text.trim();
    this.reject.disabled = this.take.disabled = this.star.disabled = still;
    this.redraft.disabled = still || !this.canRedraft || !this.guidance.value.trim();
    this.give.disabled = still;
    this.ask.hidden = !this.canAsk || this.blocked;
    this.ask.disabled = still;
    this.asking.disabled = still || !this.reason.value.trim() || !text.trim();
    if (this.ask.hidden) this.second.hidden = true;
    this.undo.hidden = same || this.blocked;
    this.tags.hidden = (same && this.why.hidden) || this.blocked;
    this.state.textContent = this.blocked ? this.words.blocked : this.busy ? this.words.sending
      : text !== this.saved ? this.words.unsaved : !same ? this.words.saved : this.canApprove ? "" : this.words.approve_blocked;
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 4, Math.max(180, innerHeight * 0.5))}px`;
    this.drawMarks(text);
  }

  drawMarks(text) {
    const tones = new Array(text.length); // by letter, the gravest last: it wins where two checks speak of the same words
    for (const mark of [...this.marks].reverse()) {
      const place = locate(text, mark);
      if (place >= 0) tones.fill(mark.tone, place, place + mark.find.length);
    }
    const pieces = [];
    for (let start = 0, end; start < text.length; start = end) {
      for (end = start + 1; end < text.length && tones[end] === tones[start];) end += 1;
      const words = text.slice(start, end);
      pieces.push(tones[start] ? make("mark", { className: tones[start], textContent: words }) : words);
    }
    this.behind.replaceChildren(...pieces, "\n");
    this.behind.scrollTop = this.field.scrollTop;
  }

  // A check was clicked, or opened by Enter: its words are selected, the next ones at the next click. Nothing is typed.
  select(target) {
    if (!this.box.isConnected) return this.leave();
    const check = target.closest?.(".gd-find[data-find]");
    if (!check || this.blocked) return;
    const found = JSON.parse(check.dataset.find).map(([find, at]) => [find, locate(this.field.value, { find, at })]);
    const there = found.filter(([, place]) => place >= 0);
    if (!there.length) return;
    const turn = this.turn?.check === check.dataset.find ? (this.turn.number + 1) % there.length : 0;
    this.turn = { check: check.dataset.find, number: turn };
    const [words, place] = there[turn];
    this.field.focus();
    this.field.setSelectionRange(place, place + words.length);
    this.field.scrollIntoView({ block: "nearest" });
  }

  put(text) {
    this.field.value = text;
    this.changed();
    this.field.focus();
  }

  changed() {
    store.write(this.draft, this.field.value);
    store.write(mine(this.draft), this.field.value);
    this.later();
    this.draw();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.setStateValue("typed", this.field.value), PAUSE);
  }

  askSecond(open) {
    this.second.hidden = !open;
    this.why.hidden = true;
    this.draw();
    (open ? this.reason : this.ask).focus();
  }

  askWhy(open) {
    this.why.hidden = !open;
    this.second.hidden = true;
    this.draw();
    (open ? this.guidance : this.reject).focus();
  }

  decide(kind) {
    if (this.blocked || this.busy) return;
    clearTimeout(this.timer);
    this.busy = true;
    const pressed = (box) => [...box.querySelectorAll('[aria-pressed="true"]')].map((tag) => tag.dataset.value);
    store.drop(`${this.draft}:why`);
    store.drop(mine(this.draft));
    this.setTriggerValue("decided", {
      kind,
      text: this.field.value,
      reasons: pressed(this.tags),
      starred: this.star.getAttribute("aria-pressed") === "true",
      guidance: kind === "ask" ? this.reason.value : this.guidance.value,
      seen: this.reach.told(),
    });
    this.draw();
    // If the answer never comes (a connection lost), the buttons must not stay asleep.
    setTimeout(() => { this.busy = false; this.draw(); }, 8000);
  }

  takeKeyboard() {
    // Whoever opens a draft, by mouse or keyboard, can press Ctrl+Enter, a single key, or Tab to the text at once. Not in
    // the text itself, where single keys are letters; not away from someone who types elsewhere.
    document.querySelector(".st-key-work")?.scrollIntoView({ block: "start" }); // the conversation comes before the reply
    const busy = document.activeElement?.matches("input, textarea, select");
    if (!busy && !this.blocked) this.box.focus({ preventScroll: true });
  }

  leave() {
    clearTimeout(this.timer);
    this.reach.leave();
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("click", this.onClick);
    document.removeEventListener("glassdesk:do", this.onDo);
    this.box.remove();
  }

  // What a single key asks for, pressed anywhere on the page but in a text.
  act(what) {
    if (!this.box.isConnected) return this.leave();
    if (what === "edit" && !this.blocked) this.field.focus();
    if (what === "reject" && !this.reject.disabled) this.askWhy(true);
    if (what === "ask" && !this.ask.hidden && !this.ask.disabled) this.askSecond(true);
    if (what === "take_over" && !this.take.disabled) this.take.click();
  }

  shortcut(event) {
    if (!this.box.isConnected) return this.leave();
    if (event.key === "Escape" && event.composedPath()[0] === this.field) this.box.focus({ preventScroll: true });
    if (event.key === "Escape" && !this.why.hidden) this.askWhy(false);
    if (event.key === "Escape" && !this.second.hidden) this.askSecond(false);
    if ((event.key === "Enter" || event.key === " ") && !event.ctrlKey && event.target.matches?.(".gd-find")) {
      event.preventDefault();
      return this.select(event.target);
    }
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    const button = !this.second.hidden ? this.asking : !this.why.hidden ? this.redraft : this.approve.disabled ? this.edit : this.approve;
    if (!button.disabled) button.click();
  }
}

export default function (component) {
  const { parentElement, data } = component;
  const current = parentElement.editor;
  if (current?.draft === data.draft) {
    current.update(component);
    return;
  }
  current?.leave();
  parentElement.editor = new Editor(parentElement, component);
}
