// The bar after a decision: for some seconds it can be undone, by its button or the key. It counts down by itself
// and goes when the time is up; the server decides whether it was in time.

import { make } from "./make.js";

class Bar {
  constructor(parent, { data }) {
    this.said = make("span", { className: "said" }); // read out once; the ticking text is for the eyes
    this.said.setAttribute("role", "status");
    this.text = make("span", {});
    this.text.setAttribute("aria-hidden", "true");
    this.left = make("i", {});
    this.button = make("button", { type: "button", onclick: () => this.undo() }, data.words.button, " ", make("kbd", { textContent: "Z" }));
    this.box = make("div", { className: "bar" }, this.said, this.text, this.button, this.left);
    parent.append(this.box);
    document.addEventListener("glassdesk:do", this.heard = (event) => {
      if (!this.box.isConnected) return document.removeEventListener("glassdesk:do", this.heard);
      if (event.detail === "undo" && !this.box.hidden) this.undo();
      if (event.detail === "deciding") this.button.disabled = true; // whoever now undoes means that decision, not this one
      if (event.detail === "refused") this.button.disabled = false;
    });
  }

  update({ data, setTriggerValue }) {
    this.trigger = setTriggerValue;
    this.button.disabled = false;
    if (data.decision === this.decision) return;
    Object.assign(this, { decision: data.decision, words: data.words, until: performance.now() + data.seconds * 1000 });
    this.said.textContent = `${this.line(data.seconds)} ${data.words.hint}`;
    this.left.style.animationDuration = `${data.seconds}s`;
    this.box.hidden = false;
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), 250);
    this.tick();
  }

  line(seconds) {
    return this.words.text.replace("{seconds}", Math.max(1, Math.ceil(seconds)));
  }

  tick() {
    const left = (this.until - performance.now()) / 1000;
    this.text.textContent = this.line(left);
    if (left > 0) return;
    this.box.hidden = true;
    clearInterval(this.timer);
  }

  undo() {
    if (this.button.disabled) return;
    this.button.disabled = true;
    this.trigger("undone", this.decision);
  }
}

export default function (component) {
  const { parentElement } = component;
  parentElement.bar ??= new Bar(parentElement, component);
  parentElement.bar.update(component);
}
