"""Cue words per language, read from `cues/<language>.yaml` and found in a text.

A cue is one or more words: `refund*` stands for every ending, `*schaden` for every beginning, `talk/speak to`
for both alternatives, `..` for up to three words in between. Weights are written `phrase: 2`; a plain phrase
in a list weighs 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "cues"
GAP = 3
KEY = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase of one category, e.g. ("lawyer",) of `escalate.legal`."""

    category: str
    pattern: tuple[str, ...]
    weight: float
    shown: str


@dataclass(slots=True)
class Hits:
    """What was found: the summed weight of each category and the cues that made it."""

    scores: dict[str, float] = field(default_factory=dict)
    matched: dict[str, list[str]] = field(default_factory=dict)

    def add(self, category: str, weight: float, matched: str) -> None:
        """Count one hit; the same cue counts once for a category."""
        already = self.matched.setdefault(category, [])
        if matched not in already:
            already.append(matched)
            self.scores[category] = self.scores.get(category, 0.0) + weight

    def __getitem__(self, category: str) -> float:
        return self.scores.get(category, 0.0)


@dataclass(frozen=True, slots=True)
class Cues:
    """One language's cues, indexed by the first letters of their first word."""

    index: Mapping[str, Sequence[Cue]]

    def find(self, words: Sequence[str]) -> Hits:
        """All cues in these words."""
        hits = Hits()
        for place, word in enumerate(words):
            for cue in (*self.index.get(word[:KEY], ()), *self.index.get("", ())):
                if _match(cue.pattern, words, place):
                    hits.add(cue.category, cue.weight, cue.shown)
        return hits


@cache
def cues(language: str) -> Cues:
    """The cues of a language; raises FileNotFoundError for a language without a file."""
    index: dict[str, list[Cue]] = defaultdict(list)
    for category, phrases in _categories(_read(language)):
        for phrase, weight in _weighted(phrases):
            for pattern in _patterns(phrase):
                index[_key(pattern[0])].append(Cue(category, pattern, weight, _shown(pattern)))
    _refuse_short_prefixes(index)
    return Cues(dict(index))


def categories(language: str) -> tuple[str, ...]:
    """The names of all categories in a language's file, in its order."""
    return tuple(category for category, _ in _categories(_read(language)))


def _read(language: str) -> dict[str, Any]:
    """The file as written, by the C parser where PyYAML has it (ten times as fast)."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((FOLDER / f"{language}.yaml").read_text("utf-8"), Loader=loader)


def _categories(raw: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Flatten `escalate: {legal: […]}` to `escalate.legal`; a mapping with numbers is a weighted list."""
    for name, value in raw.items():
        nested = isinstance(value, dict) and not all(
            isinstance(weight, int | float) for weight in value.values()
        )
        if nested:
            yield from _categories(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _weighted(phrases: Mapping[str, float] | Sequence[str]) -> list[tuple[str, float]]:
    if isinstance(phrases, Mapping):
        return [(str(phrase), float(weight)) for phrase, weight in phrases.items()]
    return [(str(phrase), 1.0) for phrase in phrases]


def _patterns(phrase: str) -> Iterator[tuple[str, ...]]:
    return product(*(word.split("/") for word in phrase.casefold().split()))


def _shown(pattern: Sequence[str]) -> str:
    """The cue as reviewers read it: "send … back", "refund…"; never the customer's own words."""
    return " ".join(pattern).replace("..", "…").replace("*", "…")


def _key(word: str) -> str:
    """Where a cue stands in the index: its first letters, or "" when any word may begin it."""
    if word.startswith("*"):
        return ""
    return word if word.endswith("*") and len(word) <= KEY else word[:KEY]


def _refuse_short_prefixes(index: Mapping[str, Sequence[Cue]]) -> None:
    """Refuse prefixes of one or two letters: they would match half the dictionary."""
    short = [cue.pattern for key, found in index.items() if key.endswith("*") for cue in found]
    if short:
        raise ValueError(
            f"cue {' '.join(short[0])!r} begins with a prefix that is too short; use 3 letters or more"
        )


def _match(pattern: Sequence[str], words: Sequence[str], place: int) -> int:
    """Where a match that begins at `place` ends (exclusive); 0 when there is none."""
    for number, wanted in enumerate(pattern):
        if wanted == "..":
            rest = pattern[number + 1 :]
            ends = (_match(rest, words, place + skip) for skip in range(GAP + 1))
            return next((end for end in ends if end), 0)
        if place >= len(words) or not _fits(wanted, words[place]):
            return 0
        place += 1
    return place


def _fits(wanted: str, word: str) -> bool:
    if wanted.startswith("*"):
        return word.endswith(wanted[1:])
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    return word == wanted
