// Conversations that were found. Each row is a box to pick it and a button to open it; ↓ ↑ (or j k) walk, x picks.

const make = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

function excerpt(card) {
  const line = make("span", "excerpt");
  line.lang = card.language;
  if (card.note) line.append(make("span", "where", card.note), " ");
  for (const piece of card.pieces) {
    line.append(piece.marked ? make("mark", "", piece.text) : document.createTextNode(piece.text));
  }
  return line;
}

function labels(card) {
  const row = make("span", "labels");
  row.append(make("span", `state ${card.state_tone}`, card.state), make("span", "", card.facts));
  if (card.mood) row.append(make("span", card.mood_tone, card.mood));
  if (card.merged) row.append(make("span", "tag", card.merged));
  for (const tag of card.tags) row.append(make("span", "tag", `#${tag}`));
  return row;
}

class List {
  constructor(parent) {
    this.picked = new Set();
    this.all = make("input");
    this.all.type = "checkbox";
    this.all.addEventListener("change", () => this.pickAll(this.all.checked));
    this.allWord = make("span");
    this.keys = make("span", "keys");
    const all = make("label");
    all.append(this.all, this.allWord);
    const head = make("div", "head");
    head.append(all, this.keys);
    this.rows = make("ul");
    this.rows.addEventListener("keydown", (event) => this.walk(event));
    parent.append(head, this.rows);
  }

  update({ data, setTriggerValue, setStateValue }) {
    this.trigger = setTriggerValue;
    this.state = setStateValue;
    this.words = data.words;
    if (this.forget !== data.forget) this.picked.clear();
    this.forget = data.forget;
    this.ids = data.cards.map((card) => card.id);
    this.allWord.textContent = data.words.all;
    this.keys.textContent = data.words.keys;
    this.rows.setAttribute("aria-label", data.words.list);
    const drawn = JSON.stringify(data.cards);
    if (drawn !== this.drawn) this.rows.replaceChildren(...data.cards.map((card) => this.row(card)));
    this.drawn = drawn;
    for (const id of [...this.picked]) if (!this.ids.includes(id)) this.picked.delete(id);
    this.draw();
  }

  row(card) {
    const item = make("li");
    item.dataset.id = card.id;
    const box = make("input");
    box.type = "checkbox";
    box.setAttribute("aria-label", this.words.pick.replace("{what}", `${card.title}, ${card.when}`));
    box.addEventListener("change", () => this.pick(card.id, box.checked));
    const open = make("button");
    open.type = "button";
    const top = make("span", "top");
    top.append(make("span", "title", card.title), make("span", "when", card.when));
    open.append(top, excerpt(card), labels(card));
    open.addEventListener("click", () => this.trigger("opened", card.id));
    item.append(box, open);
    return item;
  }

  pick(id, on) {
    on ? this.picked.add(id) : this.picked.delete(id);
    this.tell();
  }

  pickAll(on) {
    this.picked = new Set(on ? this.ids : []);
    this.tell();
  }

  tell() {
    this.draw();
    this.state("picked", { ids: [...this.picked], forget: this.forget });
  }

  draw() {
    for (const item of this.rows.children) {
      const on = this.picked.has(item.dataset.id);
      item.firstChild.checked = on;
      item.classList.toggle("picked", on);
    }
    this.all.checked = this.ids.length > 0 && this.picked.size === this.ids.length;
    this.all.indeterminate = this.picked.size > 0 && !this.all.checked;
  }

  walk(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = event.target.closest("li");
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step) (step > 0 ? item.nextElementSibling : item.previousElementSibling)?.lastChild.focus();
    else if (event.key === "x") item.firstChild.click();
    else return;
    event.stopPropagation();
    event.preventDefault();
  }
}

export default function (component) {
  const { parentElement } = component;
  parentElement.found ??= new List(parentElement);
  parentElement.found.update(component);
}
