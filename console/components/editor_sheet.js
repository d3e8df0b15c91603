// The elements of the editor: field, buttons, and what must be said with a decision.

import { make } from "./make.js";
import { reasonFor, store, why } from "./store.js";

export function buildSheet(editor, parent, words) {
  editor.field = make("textarea", { id: "reply", rows: 6, spellcheck: true });
  editor.state = make("span", { className: "state" });
  editor.state.setAttribute("role", "status");
  editor.undo = makeButton(words.undo, "quiet", () => editor.put(editor.original));
  const label = make("label", { htmlFor: "reply", textContent: words.label });
  const head = make("div", { className: "head" }, label, editor.undo, editor.state);
  editor.approve = makeButton(words.approve, "primary", () => editor.decide("approve"), words.approve_help);
  editor.edit = makeButton(words.edit, "primary", () => editor.decide("edit"), words.edit_help);
  editor.reject = makeButton(words.reject, "", () => editor.askWhy(true), words.reject_help);
  editor.ask = makeButton(words.ask, "", () => editor.askSecond(true), words.ask_help);
  editor.take = makeButton(words.take_over, "", () => editor.decide("take_over"), words.take_over_help);
  editor.star = makeToggle(words.star, "star");
  editor.buttons = make("div", { className: "buttons" }, editor.approve, editor.edit, editor.ask, editor.reject, editor.take, editor.star);
  editor.tags = make("div", { className: "tags" });
  editor.why = buildWhy(editor, words);
  editor.second = buildSecond(editor, words);
  editor.behind = make("div", { className: "behind" }); // the same words, unseen, with marks that shine through the field
  editor.behind.setAttribute("aria-hidden", "true");
  const sheet = make("div", { className: "sheet" }, editor.behind, editor.field);
  editor.box = make("div", { className: "editor", tabIndex: -1 }, head, sheet, editor.tags, editor.buttons, editor.why, editor.second);
  editor.box.setAttribute("role", "group");
  editor.box.setAttribute("aria-label", words.region);
  parent.append(editor.box);
  editor.field.addEventListener("scroll", () => { editor.behind.scrollTop = editor.field.scrollTop; });
  editor.field.addEventListener("input", () => editor.changed());
  editor.words = words;
}

export function buildWhy(editor, words) {
  editor.guidance = make("textarea", { id: "guidance", rows: 2, placeholder: words.guidance_hint });
  keepTyped(editor, editor.guidance, why(editor.draft));
  editor.redraft = makeButton(words.redraft, "primary", () => editor.decide("reject"));
  editor.give = makeButton(words.send_none, "", () => { editor.guidance.value = ""; editor.decide("reject"); }, words.send_none_help);
  const cancel = makeButton(words.cancel, "quiet", () => editor.askWhy(false));
  editor.left = make("p", { className: "left" });
  const label = make("label", { htmlFor: "guidance", textContent: words.guidance });
  const buttons = make("div", { className: "buttons" }, editor.redraft, editor.give, cancel);
  return make("div", { className: "why", hidden: true }, label, editor.guidance, editor.left, buttons);
}

export function buildSecond(editor, words) {
  editor.reason = make("textarea", { id: "second-reason", rows: 2, placeholder: words.ask_hint });
  keepTyped(editor, editor.reason, reasonFor(editor.draft));
  editor.asking = makeButton(words.ask_now, "primary", () => editor.decide("ask"));
  const cancel = makeButton(words.cancel, "quiet", () => editor.askSecond(false));
  const label = make("label", { htmlFor: "second-reason", textContent: words.ask_why });
  const buttons = make("div", { className: "buttons" }, editor.asking, cancel);
  return make("div", { className: "why", hidden: true }, label, editor.reason, buttons);
}

// What is typed there outlives a reload and a session that ends; the decision lets go of it.
function keepTyped(editor, field, item) {
  field.value = store.read(item) ?? "";
  field.addEventListener("input", () => { store.write(item, field.value); editor.draw(); });
}

// What went with a decision that was taken back stands there again.
export function pressAgain(editor, again) {
  for (const tag of editor.tags.querySelectorAll("button")) tag.setAttribute("aria-pressed", String(again.reasons.includes(tag.dataset.value)));
  editor.star.setAttribute("aria-pressed", String(again.starred));
  editor.guidance.value ||= again.guidance;
  editor.why.hidden = again.kind !== "reject";
}

export function makeButton(text, className, onclick, title = "") {
  return make("button", { type: "button", className, onclick, title, textContent: text });
}

export function makeToggle(text, className, value = "") {
  const made = makeButton(text, `toggle ${className}`, () => {
    made.setAttribute("aria-pressed", String(made.getAttribute("aria-pressed") !== "true"));
  });
  made.dataset.value = value;
  made.setAttribute("aria-pressed", "false");
  return made;
}
