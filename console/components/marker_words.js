// Which words of a customer's message are selected: whole ones, since only whole words can be hidden.

const LETTER = /[\p{L}\p{N}\p{M}_]/u;

export const TEXTS = ".gd-customer .gd-text";

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

export function selected() {
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
