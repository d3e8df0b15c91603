// The field in which articles and templates are written. What is typed goes to the server after a short pause, and lies
// in sessionStorage until the server has it; saving sends the text that is on the screen, never an older one.

import { make } from "./make.js";
import { keepFor, store } from "./store.js";

const PAUSE = 600; // milliseconds without a key press before the text is sent

const place = (item) => `knowledge:${item}`; // in the store

const same = (one, other) => one.title === other.title && one.body === other.body;

class Writer {
  constructor(parent, component) {
    const { data } = component;
    this.item = data.item;
    this.account = data.account;
    this.reset = data.reset;
    this.words = data.words;
    this.build(parent);
    const unsaved = JSON.parse(store.read(place(this.item)));
    this.put(unsaved ?? data.text);
    this.update(component);
    if (unsaved && !same(unsaved, data.text)) this.later();
  }

  build(parent) {
    const { words } = this;
    this.title = make("input", { id: "knowledge-title", type: "text", maxLength: 200 });
    this.body = make("textarea", { id: "knowledge-text", rows: 16, spellcheck: true });
    this.why = make("input", { id: "knowledge-why", type: "text", maxLength: 300, placeholder: words.why_hint });
    this.state = make("span", { className: "state" });
    this.state.setAttribute("role", "status");
    this.save = make("button", { type: "button", className: "primary", textContent: words.save, title: words.save_help, onclick: () => this.ask("save") });
    this.drop = make("button", { type: "button", textContent: words.discard, onclick: () => this.ask("discard") });
    const label = (name, text) => make("label", { htmlFor: name, textContent: text });
    const head = make("div", { className: "head" }, label("knowledge-text", words.body), this.state);
    const buttons = make("div", { className: "buttons" }, this.save, this.drop);
    this.box = make("div", { className: "editor writer" }, label("knowledge-title", words.title), this.title, head, this.body,
      label("knowledge-why", words.why), this.why, buttons);
    parent.append(this.box);
    for (const field of [this.title, this.body]) field.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => this.key(event));
  }

  text() { return { title: this.title.value, body: this.body.value }; }

  put(text) {
    this.title.value = text.title;
    this.body.value = text.body;
  }

  update({ data, setStateValue, setTriggerValue }) {
    const unsaved = this.saved && !same(this.text(), this.saved);
    const forgotten = this.session !== undefined && data.session !== this.session; // what a new session knows may be older than what stands here
    const others = this.original && !same(data.original, this.original); // saved a version, perhaps
    Object.assign(this, { session: data.session, saved: data.saved, original: data.original, details: data.details, setStateValue, setTriggerValue });
    this.title.lang = this.body.lang = data.language;
    if (forgotten) unsaved ? this.later() : this.put(data.text);
    else if (data.reset > this.reset) this.letGo(data.text);
    else if (others && !unsaved) this.put(data.text); // where nothing was typed, typing must not bring the text before theirs back
    this.reset = data.reset;
    if (data.answer !== this.answered) {
      this.busy = false;
      this.sent = null;
    }
    this.answered = data.answer;
    if (same(this.text(), this.saved)) store.drop(place(this.item));
    this.draw();
  }

  // Saved, thrown away, or a version put in its place.
  letGo(text) {
    if (!this.sent || this.why.value === this.sent.why) this.why.value = "";
    if (this.sent && !same(this.text(), this.sent)) return this.later(); // written on while the save was on its way
    store.drop(place(this.item));
    clearTimeout(this.timer);
    this.put(text);
  }

  draw() {
    const text = this.text();
    const changed = !same(text, this.original) || this.details;
    this.save.disabled = this.busy || !changed;
    this.drop.disabled = this.busy || !changed;
    this.state.textContent = this.busy ? this.words.saving : !same(text, this.saved) ? this.words.unsaved : changed ? this.words.kept : "";
  }

  changed() {
    store.write(place(this.item), JSON.stringify(this.text()));
    this.later();
    this.draw();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.type(), PAUSE);
  }

  type() {
    if (this.busy) return this.later(); // before the answer it would count as a change of the version before
    // With the time: a new session begins with what was sent last, and would see no change in the same words.
    this.setStateValue("typed", { item: this.item, at: String(Date.now()), ...this.text() });
  }

  ask(kind) {
    if (this.busy) return;
    clearTimeout(this.timer);
    this.busy = true;
    const asked = { why: this.why.value, ...this.text() };
    this.sent = kind === "save" ? asked : null;
    this.setTriggerValue("asked", { kind, item: this.item, ...asked });
    this.draw();
    // If the answer never comes (a connection lost), the buttons must not stay asleep.
    setTimeout(() => { this.busy = false; this.draw(); }, 8000);
  }

  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    if (!this.save.disabled) this.save.click();
  }

  leave() {
    clearTimeout(this.timer);
    this.box.remove();
  }
}

export default function (component) {
  const { parentElement, data } = component;
  keepFor(data.account);
  const current = parentElement.writer;
  if (current?.item === data.item && current.account === data.account) return current.update(component);
  current?.leave();
  parentElement.writer = new Writer(parentElement, component);
}
