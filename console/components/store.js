// What was typed lies in the browser's session storage: until the server has it, and the last words of a draft until it is decided.
// Each key holds the account, because several people may sign in in one tab, one after the other: everybody finds their own words only.

let owner; // an account's id
// Every script that keeps words says first whose they are, at each run; without that nothing is read or written.
export const keepFor = (account) => { owner = account; };
export const store = {
  key: (item) => {
    if (!owner) throw new Error("keepFor(account) must come before the store is used");
    return `glassdesk:${owner}:${item}`;
  },
  read: (item) => { const key = store.key(item); try { return sessionStorage.getItem(key); } catch { return null; } },
  write: (item, text) => { const key = store.key(item); try { sessionStorage.setItem(key, text); } catch { /* full or forbidden */ } },
  drop: (item) => { const key = store.key(item); try { sessionStorage.removeItem(key); } catch { /* forbidden */ } },
};
// Beside that, the last words stay until the draft is decided: somebody else may get the draft, and its place on the server.
export const mine = (draft) => `${draft}:mine`;
export const why = (draft) => `${draft}:why`; // guidance for another draft
export const letGoOf = (draft) => [draft, mine(draft), why(draft)].forEach((item) => store.drop(item));
// What differs from how a field began is kept; what doesn't needs no keeping.
export const keepWords = (item, text, start = "") => (text === start ? store.drop(item) : store.write(item, text));
// What a field holds once the server has what was sent: words typed while those were on their way stay.
export const stillUnsent = (text, sent = "") => (text.startsWith(sent) ? text.slice(sent.length).trimStart() : text);
