// What a browser alone still holds of a draft that was being written.

import { mine, store } from "./store.js";

// Words that only this browser has: the server holds none of this person's for this draft, or they were typed for an
// earlier draft of the conversation in the moment in which it turned stale.
export function wordsKept({ text, original, draft, earlier }) {
  if (text !== original) return null;
  const found = [draft, ...earlier].map((id) => [id, store.read(mine(id))]).find(([, words]) => words !== null);
  const unsent = earlier.map((id) => [id, store.read(id)]).find(([, words]) => words !== null);
  const [id, words] = unsent ?? (found?.[0] === draft ? found : [null, null]);
  if (id !== null && id !== draft) { store.drop(id); store.drop(mine(id)); }
  return words === original ? null : words;
}
