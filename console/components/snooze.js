// Putting a draft off: a button, and a dialog with times in the reader's own zone.

import { make } from "./make.js";

const at = (days, hour) => {
  const day = new Date();
  day.setDate(day.getDate() + days);
  day.setHours(hour, 0, 0, 0);
  return day;
};
// The moments that are offered, those that still lie ahead by half an hour.
const moments = (words) => [
  [words.hour, new Date(Date.now() + 3600e3)],
  [words.afternoon, at(0, 15)],
  [words.tomorrow, at(1, 9)],
  [words.monday, at(((8 - new Date().getDay()) % 7) || 7, 9)],
].filter(([, moment], place, all) => moment - Date.now() > 1800e3 && all.findIndex(([, other]) => +other === +moment) === place);

class Snooze {
  constructor(parent, { data }) {
    const { words } = data;
    this.words = words;
    this.open = make("button", { type: "button", className: "open", title: words.help, onclick: () => this.show() }, words.open);
    this.choices = make("div", { className: "choices" });
    this.note = make("input", { id: "note", type: "text", maxLength: 300, autocomplete: "off", placeholder: words.note_hint });
    this.pick = make("input", { id: "pick", type: "datetime-local" });
    this.pick.oninput = () => { this.go.disabled = !(new Date(this.pick.value) > new Date()); };
    this.go = make("button", { type: "button", disabled: true, textContent: words.go, onclick: () => this.send(new Date(this.pick.value)) });
    const close = make("button", { type: "button", className: "close", textContent: words.close, onclick: () => this.dialog.close() });
    const head = make("div", { className: "head" }, make("h2", { id: "snooze-title", textContent: words.title }), close);
    const field = (id, text, ...rest) => make("div", { className: "field" }, make("label", { htmlFor: id, textContent: text }), make("div", { className: "line" }, ...rest));
    this.dialog = make("dialog", {}, head, field("note", words.note, this.note), this.choices, field("pick", words.pick, this.pick, this.go), make("p", { textContent: words.early }));
    this.dialog.setAttribute("aria-labelledby", "snooze-title");
    this.dialog.addEventListener("click", (event) => { if (event.target === this.dialog) this.dialog.close(); });
    parent.append(this.open, this.dialog);
    document.addEventListener("glassdesk:do", this.heard = (event) => {
      if (!this.open.isConnected) return document.removeEventListener("glassdesk:do", this.heard);
      if (event.detail === "snooze" && !this.open.disabled) this.show();
    });
  }

  update({ data, setTriggerValue }) {
    this.trigger = setTriggerValue;
    this.draft = data.draft;
    this.locale = data.locale;
    this.open.disabled = data.blocked;
  }

  show() {
    const say = new Intl.DateTimeFormat(this.locale, { weekday: "short", hour: "2-digit", minute: "2-digit" });
    const choice = (text, when, act) => make("button", { type: "button", onclick: act }, make("b", { textContent: text }), make("span", { textContent: when }));
    this.choices.replaceChildren(
      ...moments(this.words).map(([text, moment]) => choice(text, say.format(moment), () => this.send(moment))),
      choice(this.words.message, this.words.message_when, () => this.send(null)),
    );
    this.dialog.showModal();
    this.choices.querySelector("button").focus();
  }

  send(until) {
    this.dialog.close();
    this.trigger("asked", { draft: this.draft, until: until ? until.toISOString() : null, note: this.note.value }); // the note stays: it may be refused
  }
}

export default function (component) {
  const { parentElement } = component;
  parentElement.snooze ??= new Snooze(parentElement, component);
  parentElement.snooze.update(component);
}
