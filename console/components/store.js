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
export const reasonFor = (draft) => `${draft}:second`; // why a second person is wanted
export const letGoOf = (draft) => [draft, mine(draft), why(draft), reasonFor(draft)].forEach((item) => store.drop(item));
// What differs from how a field began is kept; what doesn't needs no keeping.
export const keepWords = (item, text, start = "") => (text === start ? dropWords(item) : store.write(item, text));
// Words on their way to the server have an id until they are others. It takes them in once, however often they come, and tells
// which it has, also to a page that was left and opened again meanwhile, and after a line that was cut.
const asks = new Map(); // where the browser keeps nothing
const onTheWay = (item) => `${item}:asked`;
const lastAsk = (item) => JSON.parse(store.read(onTheWay(item))) ?? asks.get(store.key(item));
export const idOf = (item, kind, text) => {
  const last = lastAsk(item);
  if (last?.kind === kind && last.text === text) return last.id;
  const ask = { id: crypto.getRandomValues(new Uint32Array(4)).join("-"), kind, text };
  asks.set(store.key(item), ask);
  store.write(onTheWay(item), JSON.stringify(ask));
  return ask.id;
};
// The words among those on their way that the server has by now, or null.
export const takenIn = (item, ids) => {
  const last = lastAsk(item);
  if (!last || !ids.includes(last.id)) return null;
  dropWords(item);
  return last.text;
};
export const dropWords = (item) => { asks.delete(store.key(item)); store.drop(item); store.drop(onTheWay(item)); };
// What a field holds once the server has what was sent: words typed while those were on their way stay.
export const stillUnsent = (text, sent) => (text.startsWith(sent) ? text.slice(sent.length).trimStart() : text);
