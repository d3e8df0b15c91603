// What keys do in the editor, and when it takes the keyboard.

import { inDialog } from "./dialog.js";
import { selectFound } from "./editor_marks.js";

export function takeKeyboard(editor) {
  // Whoever opens a draft, by mouse or keyboard, can press Ctrl+Enter, a single key, or Tab to the text at once. Not in
  // the text itself, where single keys are letters; not away from someone who types elsewhere.
  document.querySelector(".st-key-work")?.scrollIntoView({ block: "start" }); // the conversation comes before the reply
  // What had the focus may still be on its way out, and would take the focus with it: look again for a moment.
  const until = performance.now() + 3000;
  let taken = false; // whoever then goes back to the list by a key stays there
  const take = () => {
    if (editor.gone || editor.blocked) return;
    const at = document.activeElement;
    const free = !at || at === document.body || at.closest("[class*=st-key-editor-], [class*=st-key-snooze-], .st-key-undo-bar")
      || (!taken && openedFromList(at, editor.draft));
    if (free && !editor.box.getRootNode().activeElement) editor.box.focus({ preventScroll: true });
    taken ||= Boolean(editor.box.getRootNode().activeElement);
    if (performance.now() < until) setTimeout(take, 120);
  };
  take();
}

// The line of the queue that opened this draft has the focus still.
const openedFromList = (at, draft) =>
  Boolean(at.closest(".st-key-queue")) && at.shadowRoot?.activeElement?.closest("li")?.dataset.id === draft;

// What the editor says to the page. The bar to undo listens: while a decision is on its way, the one before can't be meant.
export const tell = (detail) => document.dispatchEvent(new CustomEvent("glassdesk:do", { detail }));

// What a single key asks for, pressed anywhere on the page but in a text.
export function act(editor, what) {
  if (!editor.box.isConnected) return editor.leave();
  if (what === "edit" && !editor.blocked) editor.field.focus();
  if (what === "reject" && !editor.reject.disabled) editor.askWhy(true);
  if (what === "ask" && !editor.ask.hidden && !editor.ask.disabled) editor.askSecond(true);
  if (what === "take_over" && !editor.take.disabled) editor.take.click();
}

export function shortcut(editor, event) {
  if (!editor.box.isConnected) return editor.leave();
  if (event.defaultPrevented || inDialog(event)) return; // it was meant for something else
  if (event.key === "Escape" && event.composedPath()[0] === editor.field) editor.box.focus({ preventScroll: true });
  if (event.key === "Escape" && !editor.why.hidden) editor.askWhy(false);
  if (event.key === "Escape" && !editor.second.hidden) editor.askSecond(false);
  if ((event.key === "Enter" || event.key === " ") && !event.ctrlKey && event.target.matches?.(".gd-find")) {
    event.preventDefault();
    return selectFound(editor, event.target);
  }
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  event.preventDefault();
  const button = !editor.second.hidden ? editor.asking : !editor.why.hidden ? editor.redraft : editor.approve.disabled ? editor.edit : editor.approve;
  if (!button.disabled) button.click();
}
