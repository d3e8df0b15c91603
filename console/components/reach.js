// How much of the conversation and of the reply has been on the screen, as shares of their heights. Nothing else is looked
// at: no keys, no pointer, no eyes. The shares leave the page with the decision, and stand behind the team's figures only.

export class Reach {
  constructor(field) {
    this.field = field;
    this.shares = {};
    this.look = () => { this.see("reply", this.field); this.see("conversation", thread()); };
    document.addEventListener("scroll", this.look, { capture: true, passive: true });
    field.addEventListener("scroll", this.look, { passive: true }); // of a field in its own root nobody else hears
    addEventListener("resize", this.look);
    this.timer = setInterval(this.look, 1000); // texts come later, and grow
    this.look();
  }

  see(name, box) {
    if (!box?.scrollHeight || document.hidden) return;
    const { top, bottom } = box.getBoundingClientRect();
    const from = Math.max(top, 0), to = Math.min(bottom, innerHeight);
    this.shares[name] ??= [1, 0]; // it is there: out of sight is none of it, and not that nobody knows
    if (to <= from) return;
    const share = (y) => Math.min(1, Math.max(0, (box.scrollTop + y - top) / box.scrollHeight));
    const [least, most] = this.shares[name];
    this.shares[name] = [Math.min(least, share(from)), Math.max(most, share(to))];
  }

  told() {
    this.look();
    const share = ([least, most]) => Math.round(Math.max(0, most - least) * 100) / 100;
    return Object.fromEntries(Object.entries(this.shares).map(([name, seen]) => [name, share(seen)]));
  }

  leave() {
    clearInterval(this.timer);
    document.removeEventListener("scroll", this.look, { capture: true });
    removeEventListener("resize", this.look);
  }
}

// What scrolls the conversation: its box, or one that Streamlit puts around it.
function thread() {
  const box = document.querySelector(".st-key-thread");
  const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 4;
  for (let one = box; one && !one.matches(".st-key-work"); one = one.parentElement) if (scrolls(one)) return one;
  return box && ([...box.querySelectorAll("div")].find(scrolls) ?? box);
}

