// What was typed lies in the browser's session storage: until the server has it, and the last words of a draft until it is decided.

export const store = {
  key: (draft) => `glassdesk:${draft}`,
  read: (draft) => { try { return sessionStorage.getItem(store.key(draft)); } catch { return null; } },
  write: (draft, text) => { try { sessionStorage.setItem(store.key(draft), text); } catch { /* full or forbidden */ } },
  drop: (draft) => { try { sessionStorage.removeItem(store.key(draft)); } catch { /* forbidden */ } },
};
// Beside that, the last words stay until the draft is decided: somebody else may get the draft, and its place on the server.
export const mine = (draft) => `${draft}:mine`;
// What differs from how a field began is kept; what doesn't needs no keeping.
export const keepWords = (item, text, start = "") => (text === start ? store.drop(item) : store.write(item, text));
// What a field holds once the server has what was sent: words typed while those were on their way stay.
export const stillUnsent = (text, sent = "") => (text.startsWith(sent) ? text.slice(sent.length).trimStart() : text);
