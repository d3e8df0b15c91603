// The keyboard: which key does what, shown on `?`, and told to the parts of the page that do it.
// A key that is pressed becomes an event `glassdesk:do` on the document; whoever can do it listens.

import { inDialog } from "./dialog.js";
import { make } from "./make.js";

const OFF = "glassdesk:keys-off"; // single keys can be switched off, for speech input and the like (WCAG 2.1.4)
const off = {
  read: () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } },
  write: (value) => { try { localStorage.setItem(OFF, value ? "1" : "0"); } catch { /* forbidden */ } },
};
const FIELDS = "textarea, select, [contenteditable=true], input:not([type=checkbox]):not([type=radio]):not([type=button])";

class Keys {
  constructor(parent, { data }) {
    const { words } = data;
    this.open = make("button", { type: "button", className: "open", title: words.title }, make("kbd", { textContent: "?" }), ` ${words.button}`);
    this.open.onclick = () => this.show();
    this.list = make("div", { className: "list" });
    this.single = make("input", { type: "checkbox", id: "single", checked: !off.read() });
    this.single.onchange = () => off.write(!this.single.checked);
    const label = make("label", { htmlFor: "single" }, this.single, ` ${words.single}`);
    const close = make("button", { type: "button", className: "close", textContent: words.close });
    close.onclick = () => this.dialog.close();
    const head = make("div", { className: "head" }, make("h2", { id: "keys-title", textContent: words.title }), close);
    this.dialog = make("dialog", {}, head, this.list, label);
    this.dialog.setAttribute("aria-labelledby", "keys-title");
    this.dialog.addEventListener("click", (event) => { if (event.target === this.dialog) this.dialog.close(); });
    this.dialog.addEventListener("close", () => this.before?.focus?.());
    parent.append(this.open, this.dialog);
    document.addEventListener("keydown", this.onKey = (event) => this.key(event));
  }

  update({ data }) {
    this.keys = new Map(data.keys.filter((one) => one.what).map((one) => [one.key, one.what]));
    const drawn = JSON.stringify(data.keys);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const groups = new Map();
    for (const one of data.keys) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
    this.list.replaceChildren(...[...groups].map(([name, keys]) => make("section", {}, make("h3", { textContent: name }), make("dl", {}, ...keys.flatMap((one) => [
      make("dt", {}, ...one.shown.map((cap) => make("kbd", { textContent: cap }))), make("dd", { textContent: one.word }),
    ])))));
  }

  show() {
    if (this.dialog.open) return;
    this.before = deepest(document);
    this.dialog.showModal();
  }

  key(event) {
    if (!this.open.isConnected) return this.leave();
    const [at] = event.composedPath();
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (at.matches?.(FIELDS)) return;
    if (event.key === "?") {
      event.preventDefault();
      return this.dialog.open ? this.dialog.close() : this.show();
    }
    if (this.dialog.open || off.read() || inDialog(event)) return;
    // Capitals are asked for with Shift: Caps Lock makes none of its own.
    const key = event.key.length > 1 ? event.key : event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
    const what = this.keys.get(key);
    if (!what) return;
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("glassdesk:do", { detail: what }));
    if (what === "customer") this.unfold(".st-key-customer summary");
  }

  // A fold of the page itself, which hears no events of ours.
  unfold(where) {
    const found = document.querySelector(where);
    found?.click();
    found?.focus();
    found?.scrollIntoView({ block: "nearest" });
  }

  leave() {
    document.removeEventListener("keydown", this.onKey);
  }
}

// The element with the focus, also inside the parts' own roots.
function deepest(root) {
  const at = root.activeElement;
  return at?.shadowRoot?.activeElement ? deepest(at.shadowRoot) : at;
}

export default function (component) {
  const { parentElement } = component;
  parentElement.keys ??= new Keys(parentElement, component);
  parentElement.keys.update(component);
}
