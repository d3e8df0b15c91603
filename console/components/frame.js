// What stands around the pages: tells browsers and screen readers which language the page is in, and lets go of what was
// typed for drafts once the server says that they were decided.

import { keepFor, letGoOf } from "./store.js";

const times = {}; // by draft: a draft that was decided, taken back and is being written again is left alone

export default function ({ data }) {
  document.documentElement.lang = data.language;
  if (!data.account) return;
  keepFor(data.account);
  for (const [draft, number] of Object.entries(data.decided)) {
    if (times[draft] !== number) letGoOf(draft);
    times[draft] = number;
  }
}
