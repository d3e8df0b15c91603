// Marks behind the words that checks speak of, and the way from a check to its words.

import { make } from "./make.js";

// The place of some words that is nearest to where they stood when the text was checked; the text may have moved since.
export const locate = (text, { find, at }) => {
  let best = -1;
  for (let place = text.indexOf(find); place >= 0 && find; place = text.indexOf(find, place + 1)) {
    if (best < 0 || Math.abs(place - at) < Math.abs(best - at)) best = place;
  }
  return best;
};

export function drawMarks(editor, text) {
  const tones = new Array(text.length); // by letter, the gravest last: it wins where two checks speak of the same words
  for (const mark of [...editor.marks].reverse()) {
    const place = locate(text, mark);
    if (place >= 0) tones.fill(mark.tone, place, place + mark.find.length);
  }
  const pieces = [];
  for (let start = 0, end; start < text.length; start = end) {
    for (end = start + 1; end < text.length && tones[end] === tones[start];) end += 1;
    const words = text.slice(start, end);
    pieces.push(tones[start] ? make("mark", { className: tones[start], textContent: words }) : words);
  }
  editor.behind.replaceChildren(...pieces, "\n");
  editor.behind.scrollTop = editor.field.scrollTop;
}

// A check was clicked, or opened by Enter: its words are selected, the next ones at the next click. Nothing is typed.
export function selectFound(editor, target) {
  if (!editor.box.isConnected) return editor.leave();
  const check = target.closest?.(".gd-find[data-find]");
  if (!check || editor.blocked) return;
  const found = JSON.parse(check.dataset.find).map(([find, at]) => [find, locate(editor.field.value, { find, at })]);
  const there = found.filter(([, place]) => place >= 0);
  if (!there.length) return;
  const turn = editor.turn?.check === check.dataset.find ? (editor.turn.number + 1) % there.length : 0;
  editor.turn = { check: check.dataset.find, number: turn };
  const [words, place] = there[turn];
  editor.field.focus();
  editor.field.setSelectionRange(place, place + words.length);
  editor.field.scrollIntoView({ block: "nearest" });
}
