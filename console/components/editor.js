// The editor: a text field, its buttons, and what must be said with a decision.
// Nothing typed may be lost: it lies in sessionStorage until the server says it has it.

import { wordsKept } from "./editor_kept.js";
import { act, shortcut, takeKeyboard, tell } from "./editor_keys.js";
import { drawMarks, selectFound } from "./editor_marks.js";
import { buildSheet, makeToggle, pressAgain } from "./editor_sheet.js";
import { make } from "./make.js";
import { Reach } from "./reach.js";
import { keepFor, mine, store } from "./store.js";

const PAUSE = 500; // milliseconds without a key press before the text is sent

class Editor {
  constructor(parent, component) {
    Object.assign(this, { draft: component.data.draft, account: component.data.account });
    buildSheet(this, parent, component.data.words);
    this.inserted = component.data.insert;
    const unsaved = store.read(this.draft) ?? wordsKept(component.data);
    this.field.value = unsaved ?? component.data.text;
    this.update(component);
    this.reach = new Reach(this.field);
    if (unsaved !== null && unsaved !== component.data.saved) this.later();
    takeKeyboard(this);
    document.addEventListener("keydown", this.onKey = (event) => shortcut(this, event));
    document.addEventListener("click", this.onClick = (event) => selectFound(this, event.target));
    document.addEventListener("glassdesk:do", this.onDo = (event) => act(this, event.detail));
  }

  update({ data, setStateValue, setTriggerValue }) {
    const unsaved = this.field.value !== this.saved;
    const forgotten = this.session !== undefined && data.session !== this.session; // what a new session knows may be older than what stands here
    Object.assign(this, { session: data.session, original: data.original, saved: data.saved, blocked: data.blocked, setStateValue, setTriggerValue });
    this.field.lang = data.language;
    this.field.readOnly = data.blocked;
    if (!this.tags.children.length) {
      this.tags.append(make("span", { textContent: this.words.tags }), ...data.tags.map((tag) => makeToggle(tag.word, "", tag.id)));
      if (data.again) pressAgain(this, data.again);
    }
    this.left.textContent = data.redrafts;
    this.canRedraft = data.can_redraft;
    this.canApprove = data.can_approve;
    this.canAsk = data.can_ask;
    this.marks = data.marks;
    this.approve.title = data.can_approve ? this.words.approve_help : this.words.approve_blocked;
    if (forgotten) unsaved ? this.later() : (this.field.value = data.text);
    else if (data.insert > this.inserted) {
      this.put(data.text);
      if (data.text === data.saved) clearTimeout(this.timer); // it came from there: sent back, it could overtake a newer one
    }
    this.inserted = data.insert;
    if (data.answer !== this.answered) { // a decision was refused; at first there is nothing to answer
      this.busy = false;
      if (this.answered !== undefined) tell("refused");
    }
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
    drawMarks(this, text);
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
    // With the time: a new session begins with what was sent last, and would see no change in the same words.
    this.timer = setTimeout(() => this.setStateValue("typed", { text: this.field.value, at: Date.now() }), PAUSE);
  }

  askSecond(open) { this.unfold(open, this.second, this.why, this.reason, this.ask); }

  askWhy(open) { this.unfold(open, this.why, this.second, this.guidance, this.reject); }

  unfold(open, sheet, other, field, button) {
    sheet.hidden = !open;
    other.hidden = true;
    this.draw();
    (open ? field : button).focus();
  }

  decide(kind) {
    if (this.blocked || this.busy) return;
    clearTimeout(this.timer);
    this.busy = true;
    tell("deciding");
    this.setTriggerValue("decided", {
      kind,
      text: this.field.value,
      reasons: [...this.tags.querySelectorAll('[aria-pressed="true"]')].map((tag) => tag.dataset.value),
      starred: this.star.getAttribute("aria-pressed") === "true",
      guidance: kind === "ask" ? this.reason.value : this.guidance.value,
      seen: this.reach.told(),
    });
    this.draw();
    // If the answer never comes (a connection lost), the buttons must not stay asleep.
    setTimeout(() => { this.busy = false; this.draw(); }, 8000);
  }

  leave() {
    this.gone = true;
    clearTimeout(this.timer);
    this.reach.leave();
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("click", this.onClick);
    document.removeEventListener("glassdesk:do", this.onDo);
    this.box.remove();
  }
}

export default function (component) {
  const { parentElement, data } = component;
  keepFor(data.account);
  const current = parentElement.editor;
  if (current?.draft === data.draft && current.account === data.account) return current.update(component);
  current?.leave();
  parentElement.editor = new Editor(parentElement, component);
}
