// Masking by hand. Words selected in a customer's message can be hidden, and a hidden one (a chip) tells why it is
// hidden and can be shown again, by whoever may. The same works from a field and a table, by keyboard alone.
// What is selected lives in this page only until a button sends it.

const make = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const PAUSE = 250; // milliseconds without a change before a selection counts
const LETTER = /[\p{L}\p{N}\p{M}_]/u;
const TEXTS = ".gd-customer .gd-text";

function wholeWords(range) {
  // A selection that begins or ends inside a word means the word: only whole words can be masked.
  const { startContainer: first, endContainer: last } = range;
  let [start, end] = [range.startOffset, range.endOffset];
  if (first.nodeType === Node.TEXT_NODE && LETTER.test(first.data[start] ?? "")) {
    while (start > 0 && LETTER.test(first.data[start - 1])) start -= 1;
  }
  if (last.nodeType === Node.TEXT_NODE && LETTER.test(last.data[end - 1] ?? "")) {
    while (end < last.data.length && LETTER.test(last.data[end])) end += 1;
  }
  const whole = range.cloneRange();
  whole.setStart(first, start);
  whole.setEnd(last, end);
  return whole;
}

function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = wholeWords(selection.getRangeAt(0));
  const holder = range.commonAncestorContainer;
  const element = holder.nodeType === Node.ELEMENT_NODE ? holder : holder.parentElement;
  if (!element?.closest(TEXTS)) return null;
  const hidden = range.cloneContents().querySelector(".gd-chip") !== null || element.closest(".gd-chip") !== null;
  const words = range.toString().replace(/^\s+|[\s.,;:!?]+$/g, "");
  return words || hidden ? { words, hidden, place: range.getBoundingClientRect() } : null;
}

class Marker {
  constructor(parent, { data }) {
    this.words = data.words;
    this.bar = make("div", { className: "bar", hidden: true });
    this.bar.setAttribute("role", "group");
    this.bar.setAttribute("aria-label", this.words.bar);
    this.bar.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
    this.tip = make("div", { className: "tip", hidden: true });
    this.tip.setAttribute("aria-hidden", "true"); // the chip's own label says the same
    this.box = make("div", { className: "marker" }, this.buildTable(), this.buildField());
    parent.append(this.box, this.bar, this.tip);
    this.listen();
  }

  buildTable() {
    this.rows = make("tbody");
    const heads = [this.words.name, this.words.by, this.words.score, this.words.change];
    const head = make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col", textContent: text }))));
    this.table = make("details", { className: "why" }, make("summary", { textContent: this.words.table }), make("table", {}, head, this.rows));
    return this.table;
  }

  buildField() {
    this.field = make("input", { id: "hide", type: "text", autocomplete: "off", spellcheck: false, maxLength: 200, placeholder: this.words.hint });
    this.field.addEventListener("input", () => this.draw());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !this.here.disabled) this.here.click();
    });
    this.here = this.button(this.words.hide_here, () => this.ask("mask", this.field.value, false));
    this.always = this.button(this.words.hide_always, () => this.ask("mask", this.field.value, true), this.words.always_help);
    this.note = make("p", { className: "note" });
    this.note.setAttribute("role", "status");
    const label = make("label", { htmlFor: "hide", textContent: this.words.field });
    return make("div", { className: "field" }, label, this.field, make("div", { className: "buttons" }, this.here, this.always), this.note);
  }

  button(text, onclick, title = "", label = "") {
    const made = make("button", { type: "button", textContent: text, title, onclick });
    if (label) made.setAttribute("aria-label", label);
    return made;
  }

  listen() {
    const on = (name, act) => {
      const heard = (event) => (this.box.isConnected ? act(event) : this.leave());
      document.addEventListener(name, heard);
      this.heard.push([name, heard]);
    };
    this.heard = [];
    on("selectionchange", () => this.later());
    on("click", (event) => this.openChip(event));
    on("keydown", (event) => this.key(event));
    on("glassdesk:do", (event) => { if (event.detail === "mask") this.field.focus(); });
    on("pointerover", (event) => this.explain(event.target));
    on("focusin", (event) => this.explain(event.target));
    on("scroll", () => this.explain(null));
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
    if (data.done !== this.done) this.field.value = "";
    this.done = data.done;
    if (this.busy) this.close(); // else the page ran anew for another reason: what is selected stays selected
    this.busy = false;
    this.note.textContent = data.message;
    this.table.hidden = !data.rows.length;
    this.drawRows(data.rows);
    this.draw();
    this.later(); // words may have been selected, or a chip reached, before this was here
    this.explain(document.activeElement);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.offerSelection(), PAUSE);
  }

  drawRows(rows) {
    const drawn = JSON.stringify([rows, this.mayShow]);
    if (drawn === this.drawn) return; // what has the keyboard keeps it
    this.drawn = drawn;
    this.rows.replaceChildren(...rows.map((row) => {
      const cells = [row.label, row.by, row.score].map((text) => make("td", { textContent: text }));
      return make("tr", {}, ...cells, make("td", { className: "buttons" }, ...this.changes(row)));
    }));
  }

  changes(row) {
    const named = (text) => `${row.label}: ${text}`;
    const made = [];
    if (this.mayShow) {
      made.push(this.button(this.words.show_here, () => this.ask("unmask", row.name, false), this.words.show_help, named(this.words.show_here)));
      made.push(this.button(this.words.show_always, () => this.ask("unmask", row.name, true), this.words.show_help, named(this.words.show_always)));
    }
    if (row.by_hand) made.push(this.button(this.words.hide_always, () => this.ask("mask", row.name, true), this.words.always_help, named(this.words.hide_always)));
    return made.length ? made : [make("span", { textContent: this.words.may_not })];
  }

  draw() {
    this.here.disabled = this.always.disabled = this.busy || this.field.value.trim().length < 2;
    for (const button of [...this.rows.querySelectorAll("button"), ...this.bar.querySelectorAll("button")]) button.disabled = Boolean(this.busy);
  }

  offerSelection() {
    const chosen = selected();
    if (!chosen) {
      if (this.shows === "selection") this.close();
      return;
    }
    if (chosen.hidden) return this.open("selection", chosen.place, make("span", { textContent: this.words.has_hidden }));
    if (chosen.words.length < 2 || chosen.words.length > 200) return this.close();
    const short = chosen.words.length > 40 ? `${chosen.words.slice(0, 40)}…` : chosen.words;
    this.open("selection", chosen.place, make("span", { textContent: this.words.hide.replace("{words}", short) }),
      this.button(this.words.here, () => this.ask("mask", chosen.words, false)),
      this.button(this.words.always, () => this.ask("mask", chosen.words, true), this.words.always_help));
  }

  chip(target) {
    const chip = target instanceof Element ? target.closest(`${TEXTS} .gd-chip[data-name]`) : null;
    return chip && this.found.has(`<${chip.dataset.name}>`) ? chip : null;
  }

  openChip(event) {
    const chip = this.chip(event.target);
    if (!chip) {
      if (this.shows === "chip" && !event.composedPath().includes(this.bar)) this.close();
      return;
    }
    if (!getSelection().isCollapsed) return;
    const row = this.found.get(`<${chip.dataset.name}>`);
    this.opener = chip;
    this.explain(null);
    this.open("chip", chip.getBoundingClientRect(), make("span", { textContent: `${row.label}: ${row.why}` }), ...this.changes(row));
  }

  key(event) {
    if (event.key === "Escape" && !this.bar.hidden) {
      this.close();
      this.opener?.focus();
      return;
    }
    const chip = this.chip(event.target);
    if (!chip || (event.key !== "Enter" && event.key !== " ") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.openChip(event);
    this.bar.querySelector("button")?.focus();
  }

  explain(target) {
    const chip = this.bar.hidden || this.shows !== "chip" ? this.chip(target) : null;
    this.tip.hidden = !chip;
    if (!chip) return;
    this.tip.textContent = this.found.get(`<${chip.dataset.name}>`).why;
    this.put(this.tip, chip.getBoundingClientRect());
  }

  open(what, place, ...inside) {
    this.shows = what;
    this.bar.className = `bar ${what}`;
    this.bar.replaceChildren(...inside);
    this.bar.hidden = false;
    this.draw();
    this.put(this.bar, place);
  }

  close() {
    this.shows = "";
    this.bar.hidden = true;
  }

  put(box, place) {
    // Below what it is about, or above it where there is no room; never beyond the screen's edge.
    const { width, height } = box.getBoundingClientRect();
    const below = place.bottom + 6;
    box.style.top = `${Math.max(4, below + height < innerHeight ? below : place.top - height - 6)}px`;
    box.style.left = `${Math.max(4, Math.min(place.left, innerWidth - width - 8))}px`;
  }

  ask(kind, value, always) {
    const words = value.trim();
    if (this.busy || !words) return;
    this.busy = true;
    this.draw();
    this.close();
    getSelection()?.removeAllRanges();
    this.note.textContent = this.words.working;
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
