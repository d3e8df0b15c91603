// The queue: a list of buttons. It is redrawn every few seconds, so it changes only what differs: focus and scroll stay.

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

function line(card) {
  const top = element("span", "top");
  if (card.urgency_sign) top.append(element("span", `sign ${card.urgency_tone}`, card.urgency_sign));
  top.append(element("span", "intent", card.intent));
  top.append(element("span", "wait", card.wait));
  return top;
}

function labels(card) {
  const row = element("span", "labels");
  row.append(element("span", "language", card.language));
  row.append(element("span", `mood ${card.mood_tone}`, `${card.mood_sign} ${card.mood}`));
  for (const flag of card.flags) row.append(element("span", `flag ${flag.tone}`, flag.word));
  return row;
}

function fill(button, card) {
  const excerpt = element("span", "excerpt", card.excerpt);
  if (card.language_code) excerpt.lang = card.language_code;
  button.replaceChildren(line(card), excerpt, labels(card));
}

function list(parentElement) {
  let found = parentElement.querySelector("ol");
  if (!found) {
    found = element("ol");
    found.addEventListener("keydown", walk);
    hear(found);
    parentElement.append(found);
  }
  return found;
}

function walk(event) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.stopPropagation(); // in here the keys choose; elsewhere on the page they open
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const next = buttons[buttons.indexOf(event.target) + step];
  if (next) next.focus();
  event.preventDefault();
}

function itemFor(cards, id) {
  const item = element("li");
  item.dataset.id = id;
  item.append(element("button"));
  item.firstChild.type = "button";
  return item;
}

// Keys from anywhere on the page: the draft after the open one, or before it; or the way into the list.
function hear(cards) {
  document.addEventListener("glassdesk:do", function heard({ detail }) {
    if (!cards.isConnected) return document.removeEventListener("glassdesk:do", heard);
    const buttons = [...cards.querySelectorAll("button")];
    const open = buttons.findIndex((button) => button.hasAttribute("aria-current"));
    if (detail === "next") buttons[open + 1]?.click();
    if (detail === "previous") buttons[open < 0 ? 0 : open - 1]?.click();
    if (detail === "queue") buttons[Math.max(open, 0)]?.focus();
  });
}

export default function ({ data, parentElement, setTriggerValue }) {
  const cards = list(parentElement);
  cards.setAttribute("aria-label", data.label);
  const old = new Map([...cards.children].map((item) => [item.dataset.id, item]));
  data.cards.forEach((card, place) => {
    const item = old.get(card.draft_id) ?? itemFor(cards, card.draft_id);
    old.delete(card.draft_id);
    const drawn = JSON.stringify(card);
    if (item.dataset.drawn !== drawn) {
      fill(item.firstChild, card);
      item.dataset.drawn = drawn;
    }
    item.firstChild.onclick = () => setTriggerValue("chosen", card.draft_id);
    if (card.draft_id === data.selected) item.firstChild.setAttribute("aria-current", "true");
    else item.firstChild.removeAttribute("aria-current");
    // Moving a node takes its focus away, so only those out of place are moved.
    if (cards.children[place] !== item) cards.insertBefore(item, cards.children[place] ?? null);
  });
  for (const item of old.values()) item.remove();
}
