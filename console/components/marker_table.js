// The table of what was found, and the field for words that were not.

import { make } from "./make.js";

export function buildTable(marker) {
  marker.rows = make("tbody");
  const heads = [marker.words.name, marker.words.by, marker.words.score, marker.words.change];
  const head = make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col", textContent: text }))));
  marker.table = make("details", { className: "why" }, make("summary", { textContent: marker.words.table }), make("table", {}, head, marker.rows));
  return marker.table;
}

export function buildField(marker) {
  marker.field = make("input", { id: "hide", type: "text", autocomplete: "off", spellcheck: false, maxLength: 200, placeholder: marker.words.hint });
  marker.field.addEventListener("input", () => marker.draw());
  marker.field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // with Ctrl it would also send the reply
    if (!marker.here.disabled) marker.here.click();
  });
  marker.here = makeButton(marker.words.hide_here, () => marker.ask("mask", marker.field.value, false));
  marker.always = makeButton(marker.words.hide_always, () => marker.ask("mask", marker.field.value, true), marker.words.always_help);
  marker.note = make("p", { className: "note" });
  marker.note.setAttribute("role", "status");
  const label = make("label", { htmlFor: "hide", textContent: marker.words.field });
  return make("div", { className: "field" }, label, marker.field, make("div", { className: "buttons" }, marker.here, marker.always), marker.note);
}

export function makeButton(text, onclick, title = "", label = "") {
  const made = make("button", { type: "button", textContent: text, title, onclick });
  if (label) made.setAttribute("aria-label", label);
  return made;
}

export function drawRows(marker, rows) {
  const drawn = JSON.stringify([rows, marker.mayShow]);
  if (drawn === marker.drawn) return; // what has the keyboard keeps it
  marker.drawn = drawn;
  marker.rows.replaceChildren(...rows.map((row) => {
    const cells = [row.label, row.by, row.score].map((text) => make("td", { textContent: text }));
    return make("tr", {}, ...cells, make("td", { className: "buttons" }, ...changes(marker, row)));
  }));
}

export function changes(marker, row) {
  const named = (text) => `${row.label}: ${text}`;
  const made = [];
  if (marker.mayShow) {
    made.push(makeButton(marker.words.show_here, () => marker.ask("unmask", row.name, false), marker.words.show_help, named(marker.words.show_here)));
    made.push(makeButton(marker.words.show_always, () => marker.ask("unmask", row.name, true), marker.words.show_help, named(marker.words.show_always)));
  }
  if (row.by_hand) made.push(makeButton(marker.words.hide_always, () => marker.ask("mask", row.name, true), marker.words.always_help, named(marker.words.hide_always)));
  return made.length ? made : [make("span", { textContent: marker.words.may_not })];
}
