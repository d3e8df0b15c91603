// A field whose words the server gets by a button: an internal note, a summary. What is typed lies in sessionStorage until the
// server has taken it in, so a reload, a lost connection or a session that ended loses nothing.
import { make } from "./make.js";
import { dropWords, idOf, keepFor, keepWords, stillUnsent, store, takenIn } from "./store.js";

class Pad {
  constructor(parent, { data }) {
    this.item = data.item;
    this.account = data.account;
    this.start = data.text;
    const kept = store.read(this.item);
    this.field = make("textarea", { id: "pad", rows: data.rows, maxLength: data.most, spellcheck: true, placeholder: data.hint, value: kept ?? data.text });
    this.field.setAttribute("aria-describedby", "help");
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.buttons = data.buttons.map(({ kind, word }, place) =>
      make("button", { type: "button", className: place ? "" : "primary", textContent: word, onclick: () => this.ask(kind) }));
    const label = make("label", { htmlFor: "pad", textContent: data.label });
    const help = make("p", { id: "help", className: "left", textContent: data.help });
    this.box = make("div", { className: "editor" }, label, this.field, help, make("div", { className: "buttons" }, ...this.buttons));
    parent.append(this.box);
    // Half-written words aren't left behind a closed fold.
    if (kept !== null) parent.getRootNode().host?.closest("details:not([open])")?.querySelector("summary")?.click();
  }

  update({ data, setTriggerValue }) {
    this.trigger = setTriggerValue;
    this.empty = data.empty;
    data.gone.forEach(dropWords);
    const sent = takenIn(this.item, data.taken);
    if (sent !== null) this.letGo(sent);
    this.busy = false;
    this.draw();
  }

  letGo(sent) {
    this.field.value = stillUnsent(this.field.value, sent);
    this.start = "";
    keepWords(this.item, this.field.value, this.start);
  }

  changed() {
    keepWords(this.item, this.field.value, this.start);
    this.draw();
  }

  draw() {
    for (const button of this.buttons) button.disabled = this.busy;
    this.buttons[0].disabled ||= !this.empty && !this.field.value.trim();
  }

  ask(kind) {
    if (this.busy) return;
    this.busy = true;
    const text = this.field.value;
    this.trigger("asked", { item: this.item, kind, text, id: idOf(this.item, kind, text) });
    this.draw();
    // If the answer never comes (a connection lost), the buttons must not stay asleep.
    setTimeout(() => { this.busy = false; this.draw(); }, 8000);
  }

  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    if (!this.buttons[0].disabled) this.buttons[0].click();
  }
}

export default function (component) {
  const { parentElement, data } = component;
  keepFor(data.account);
  const current = parentElement.pad;
  if (current?.item !== data.item || current.account !== data.account) {
    current?.box.remove();
    parentElement.pad = new Pad(parentElement, component);
  }
  parentElement.pad.update(component);
}
