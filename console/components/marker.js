// Masking by hand. Words selected in a customer's message can be hidden, and a hidden one (a chip) tells why it is
// hidden and can be shown again, by whoever may. The same works from a field and a table, by keyboard alone.
// What is selected lives in this page only until a button sends it.

import { make } from "./make.js";
import { chipAt, closeBar, explainChip, offerSelection, openChip } from "./marker_bar.js";
import { buildField, buildTable, drawRows } from "./marker_table.js";

const PAUSE = 250; // milliseconds without a change before a selection counts

class Marker {
  constructor(parent, { data }) {
    this.words = data.words;
    this.bar = make("div", { className: "bar", hidden: true });
    this.bar.setAttribute("role", "group");
    this.bar.setAttribute("aria-label", this.words.bar);
    this.bar.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
    this.tip = make("div", { className: "tip", hidden: true });
    this.tip.setAttribute("aria-hidden", "true"); // the chip's own label says the same
    this.box = make("div", { className: "marker" }, buildTable(this), buildField(this));
    parent.append(this.box, this.bar, this.tip);
    this.listen();
  }

  listen() {
    const on = (name, act) => {
      const heard = (event) => (this.box.isConnected ? act(event) : this.leave());
      document.addEventListener(name, heard);
      this.heard.push([name, heard]);
    };
    this.heard = [];
    on("selectionchange", () => this.later());
    on("click", (event) => openChip(this, event));
    on("keydown", (event) => this.key(event));
    on("glassdesk:do", (event) => { if (event.detail === "mask") this.field.focus(); });
    on("pointerover", (event) => explainChip(this, event.target));
    on("focusin", (event) => explainChip(this, event.target));
    on("scroll", () => explainChip(this, null));
  }

  leave() {
    clearTimeout(this.timer);
    for (const [name, heard] of this.heard) document.removeEventListener(name, heard);
    this.box.remove();
    this.bar.remove();
    this.tip.remove();
  }

  update({ data, setTriggerValue }) {
    this.trigger = setTriggerValue;
    this.found = new Map(data.rows.map((row) => [row.name, row]));
    this.mayShow = data.may_show;
    // A new session counts anew, and other words may have been taken in than those in the field.
    if (data.done > this.done && this.field.value.trim() === this.asked) this.field.value = "";
    this.done = data.done;
    if (this.busy) closeBar(this); // else the page ran anew for another reason: what is selected stays selected
    this.busy = false;
    this.note.textContent = data.message;
    this.table.hidden = !data.rows.length;
    drawRows(this, data.rows);
    this.draw();
    this.later(); // words may have been selected, or a chip reached, before this was here
    explainChip(this, document.activeElement);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => offerSelection(this), PAUSE);
  }

  draw() {
    this.here.disabled = this.always.disabled = this.busy || this.field.value.trim().length < 2;
    for (const button of [...this.rows.querySelectorAll("button"), ...this.bar.querySelectorAll("button")]) button.disabled = Boolean(this.busy);
  }

  key(event) {
    if (event.key === "Escape" && !this.bar.hidden) {
      closeBar(this);
      this.opener?.focus();
      return;
    }
    const chip = chipAt(this, event.target);
    if (!chip || (event.key !== "Enter" && event.key !== " ") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    openChip(this, event);
    this.bar.querySelector("button")?.focus();
  }

  ask(kind, value, always) {
    const words = value.trim();
    if (this.busy || !words) return;
    this.busy = true;
    this.draw();
    closeBar(this);
    getSelection()?.removeAllRanges();
    this.note.textContent = this.words.working;
    this.asked = words;
    this.trigger("asked", { kind, value: words, always });
    // If the answer never comes (a connection lost), the buttons must not stay asleep.
    setTimeout(() => { this.busy = false; this.draw(); }, 15000);
  }
}

export default function (component) {
  const { parentElement, data } = component;
  if (parentElement.marker?.of !== data.conversation) {
    parentElement.marker?.leave();
    parentElement.marker = new Marker(parentElement, component);
    parentElement.marker.of = data.conversation;
  }
  parentElement.marker.update(component);
}
