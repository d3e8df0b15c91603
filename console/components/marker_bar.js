// The bar over selected words and hidden ones, and the tip that tells why something is hidden.

import { make } from "./make.js";
import { changes, makeButton } from "./marker_table.js";
import { TEXTS, selected } from "./marker_words.js";

export function offerSelection(marker) {
  const chosen = selected();
  if (!chosen) {
    if (marker.shows === "selection") closeBar(marker);
    return;
  }
  if (chosen.hidden) return openBar(marker, "selection", chosen.place, make("span", { textContent: marker.words.has_hidden }));
  if (chosen.words.length < 2 || chosen.words.length > 200) return closeBar(marker);
  const short = chosen.words.length > 40 ? `${chosen.words.slice(0, 40)}…` : chosen.words;
  openBar(marker, "selection", chosen.place, make("span", { textContent: marker.words.hide.replace("{words}", short) }),
    makeButton(marker.words.here, () => marker.ask("mask", chosen.words, false)),
    makeButton(marker.words.always, () => marker.ask("mask", chosen.words, true), marker.words.always_help));
}

export function chipAt(marker, target) {
  const chip = target instanceof Element ? target.closest(`${TEXTS} .gd-chip[data-name]`) : null;
  return chip && marker.found.has(`<${chip.dataset.name}>`) ? chip : null;
}

export function openChip(marker, event) {
  const chip = chipAt(marker, event.target);
  if (!chip) {
    if (marker.shows === "chip" && !event.composedPath().includes(marker.bar)) closeBar(marker);
    return;
  }
  if (!getSelection().isCollapsed) return;
  const row = marker.found.get(`<${chip.dataset.name}>`);
  marker.opener = chip;
  explainChip(marker, null);
  openBar(marker, "chip", chip.getBoundingClientRect(), make("span", { textContent: `${row.label}: ${row.why}` }), ...changes(marker, row));
}

export function explainChip(marker, target) {
  const chip = marker.bar.hidden || marker.shows !== "chip" ? chipAt(marker, target) : null;
  marker.tip.hidden = !chip;
  if (!chip) return;
  marker.tip.textContent = marker.found.get(`<${chip.dataset.name}>`).why;
  putNear(marker.tip, chip.getBoundingClientRect());
}

export function openBar(marker, what, place, ...inside) {
  marker.shows = what;
  marker.bar.className = `bar ${what}`;
  marker.bar.replaceChildren(...inside);
  marker.bar.hidden = false;
  marker.draw();
  putNear(marker.bar, place);
}

export function closeBar(marker) {
  marker.shows = "";
  marker.bar.hidden = true;
}

export function putNear(box, place) {
  // Below what it is about, or above it where there is no room; never beyond the screen's edge.
  const { width, height } = box.getBoundingClientRect();
  const below = place.bottom + 6;
  box.style.top = `${Math.max(4, below + height < innerHeight ? below : place.top - height - 6)}px`;
  box.style.left = `${Math.max(4, Math.min(place.left, innerWidth - width - 8))}px`;
}
