// Replies that lie ready, beside a text field: typing a slash opens them, letters narrow them, Enter or a click inserts one.

const element = (name, properties = {}) => Object.assign(document.createElement(name), properties);
const SLASH = /(^|\s)\/([^\n/]{0,40})$/;
const SHOWN = 8;

export class ReadyList {
  constructor(field, words, changed) {
    this.field = field;
    this.words = words;
    this.changed = changed;
    this.replies = [];
    this.list = element("ul", { id: "ready", className: "ready", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", words.ready_list);
    field.setAttribute("aria-controls", "ready");
    field.setAttribute("aria-autocomplete", "list");
  }

  // What stands behind the slash before the caret, or null.
  wanted() {
    const found = SLASH.exec(this.field.value.slice(0, this.field.selectionStart));
    return found ? found[2].toLowerCase() : null;
  }

  look() {
    const wanted = this.wanted();
    if (wanted === null || !this.replies.length) return this.close();
    const words = wanted.split(" ").filter(Boolean);
    const fits = ({ title, text }) => words.every((word) => `${title}\n${text}`.toLowerCase().includes(word));
    const first = ({ title }) => (words.length && title.toLowerCase().startsWith(words[0]) ? 0 : 1);
    this.found = this.replies.filter(fits).sort((one, other) => first(one) - first(other)).slice(0, SHOWN);
    this.at = 0;
    this.draw();
  }

  open() {
    this.field.focus();
    if (this.wanted() === null) {
      const before = this.field.value.slice(0, this.field.selectionStart);
      this.field.setRangeText(before && !/\s$/.test(before) ? " /" : "/", this.field.selectionStart, this.field.selectionEnd, "end");
    }
    this.look();
  }

  draw() {
    const options = this.found.map((reply, place) => {
      const option = element("li", { id: `ready-${place}` });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", String(place === this.at));
      option.append(element("b", { textContent: reply.title }), element("span", { textContent: reply.text }));
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); this.insert(reply); });
      return option;
    });
    if (!options.length) {
      const none = element("li", { className: "none", textContent: this.words.ready_none });
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      options.push(none);
    }
    this.list.replaceChildren(...options);
    this.list.hidden = false;
    if (this.found.length) this.field.setAttribute("aria-activedescendant", `ready-${this.at}`);
    else this.field.removeAttribute("aria-activedescendant");
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }

  insert(reply) {
    const end = this.field.selectionStart;
    const found = SLASH.exec(this.field.value.slice(0, end));
    const start = found ? end - found[2].length - 1 : end;
    this.field.setRangeText(reply.text, start, end, "end");
    this.close();
    const gap = this.field.value.indexOf("___");
    if (gap >= 0) this.field.setSelectionRange(gap, gap + 3);
    this.changed();
  }

  // True when the key was for the list.
  key(event) {
    if (this.list.hidden || event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") this.close();
    else if (!this.found.length) return false;
    else if (step) { this.at = (this.at + step + this.found.length) % this.found.length; this.draw(); }
    else if (event.key === "Enter" || event.key === "Tab") this.insert(this.found[this.at]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
