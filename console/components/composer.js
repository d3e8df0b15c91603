// The field of a person who chats with a customer. What is typed lies in sessionStorage until the server has it, so
// a reload, a lost connection or a session that ended loses nothing. A slash opens the replies that lie ready.
import { make } from "./make.js";
import { ReadyList } from "./ready.js";
import { idOf, keepFor, keepWords, stillUnsent, store, takenIn } from "./store.js";

class Composer {
  constructor(parent, { data }) {
    const { words } = data;
    this.words = words;
    this.conversation = data.conversation;
    this.account = data.account;
    this.item = `chat:${data.conversation}`;
    this.field = make("textarea", { id: "message", rows: 3, spellcheck: true, placeholder: words.hint, value: store.read(this.item) ?? "" });
    this.field.addEventListener("input", () => { this.changed(); this.ready.look(); });
    this.field.addEventListener("keydown", (event) => this.ready.key(event) || this.key(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.ready.close(), 200));
    this.ready = new ReadyList(this.field, words, () => this.changed());
    this.send = make("button", { type: "button", className: "primary", title: words.send_help, textContent: words.send, onclick: () => this.say() });
    this.back = make("button", { type: "button", textContent: words.hand_back, onclick: () => this.handBack() });
    this.note = make("p", { className: "note" });
    this.note.setAttribute("role", "status");
    this.signed = 0;
    this.pick = make("button", { type: "button", title: words.ready_help, textContent: words.ready, onclick: () => this.ready.open() });
    const label = make("label", { htmlFor: "message", textContent: words.label });
    this.box = make("div", { className: "editor" }, label, make("div", { className: "sheet" }, this.field, this.ready.list), make("div", { className: "buttons" }, this.send, this.pick, this.back), this.note);
    parent.append(this.box);
  }

  update({ data, setTriggerValue }) {
    this.trigger = setTriggerValue;
    this.field.lang = data.language;
    this.ready.replies = data.ready;
    this.pick.hidden = !data.ready.length;
    const sent = takenIn(this.item, data.taken);
    if (sent !== null) this.letGo(sent);
    this.busy = false;
    this.draw();
  }

  letGo(sent) {
    this.field.value = stillUnsent(this.field.value, sent);
    this.note.textContent = "";
    keepWords(this.item, this.field.value);
  }

  changed() {
    keepWords(this.item, this.field.value);
    this.note.textContent = "";
    this.draw();
    this.sign();
  }

  // That something is being written, never what; every three seconds at most.
  sign() {
    if (this.busy || !this.field.value.trim() || Date.now() - this.signed < 3000) return;
    this.signed = Date.now();
    this.trigger?.("typing", this.signed);
  }

  draw() {
    this.send.disabled = this.busy || !this.field.value.trim();
    this.back.disabled = this.busy;
  }

  say() {
    const gap = this.field.value.indexOf("___");
    if (gap >= 0) {
      this.note.textContent = this.words.gap;
      this.field.focus();
      return this.field.setSelectionRange(gap, gap + 3);
    }
    this.ask("say", this.field.value);
    this.field.focus();
  }

  handBack() {
    if (!this.field.value.trim()) return this.ask("hand_back", "");
    this.note.textContent = this.words.unsent;
    this.field.focus();
  }

  ask(kind, text) {
    if (this.busy) return;
    this.busy = true;
    // Only words have an id: nothing would ever let go of another one.
    this.trigger("asked", kind === "say" ? { kind, text, id: idOf(this.item, kind, text) } : { kind });
    this.draw();
    // If the answer never comes (a connection lost), the buttons must not stay asleep.
    setTimeout(() => { this.busy = false; this.draw(); }, 8000);
  }

  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    if (!this.send.disabled) this.send.click();
  }
}

export default function (component) {
  const { parentElement, data } = component;
  keepFor(data.account);
  const current = parentElement.composer;
  if (current?.conversation !== data.conversation || current.account !== data.account) {
    current?.box.remove();
    parentElement.composer = new Composer(parentElement, component);
  }
  parentElement.composer.update(component);
}
