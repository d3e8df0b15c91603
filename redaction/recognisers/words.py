"""Words of a text as names see them: capitals, particles, initials, and whether lists know them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from redaction.gazetteers.lists import clear_given, common, given, surnames

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.](?=[^\W\d_]))*|\d+")
#: Small words inside surnames: "van den Berg", "von der Leyen", "Al-Sayed", "de la Cruz".
PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "af",
        "av",
        "al",
        "el",
        "bin",
        "binti",
        "ibn",
        "ter",
        "ten",
        "te",
        "'t",
        "zu",
        "zum",
        "zur",
        "vom",
        "y",
        "mac",
        "nic",
        "ap",
        "abu",
        "v",
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its place; `low` is its lower-case form without a genitive."""

    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        """Whether the first letter is a capital."""
        return self.text[0].isupper()

    @property
    def particle(self) -> bool:
        """Whether it stands inside surnames."""
        return self.low in PARTICLES

    @property
    def initial(self) -> bool:
        """Whether it is a single capital, as in "J. Berg"."""
        return len(self.text) == 1 and self.capital

    @property
    def plain(self) -> bool:
        """Whether it is a common word of the five languages."""
        return self.low in common()

    @property
    def given(self) -> bool:
        """Whether it is a given name and no common word."""
        return not self.plain and (self.low in clear_given() or self.base in clear_given())

    @property
    def maybe_given(self) -> bool:
        """Whether it is a given name, if perhaps a common word too ("Mark", "Rose")."""
        return self.low in given() and len(self.low) > 1

    @property
    def surname(self) -> bool:
        """Whether it is a listed surname and no common word."""
        return not self.plain and (self.low in surnames() or self.base in surnames())

    @property
    def base(self) -> str:
        """The word without a bare genitive -s, where that leaves enough to be a name."""
        return self.low[:-1] if self.low.endswith("s") and len(self.low) > 4 else self.low

    @property
    def nameable(self) -> bool:
        """Whether it can be part of a name by its looks: capital, not common, longer than a letter or initial."""
        return self.capital and (self.initial or not self.plain or self.surname)


def words(text: str) -> list[Word]:
    """All words and numbers of a text in order."""
    return [Word(match.start(), match.end(), match[0], match[0].lower()) for match in WORD.finditer(text)]


def shouted(text: str) -> bool:
    """Whether most letters are capitals, so that a capital says nothing."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 12 and sum(character.isupper() for character in letters) > 0.6 * len(letters)


def whispered(text: str) -> bool:
    """Whether a text of some length has hardly a capital, so that its absence says nothing."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 12 and sum(character.isupper() for character in letters) < 0.012 * len(letters)


def name_end(text: str, found: Sequence[Word], first: int, most: int = 5) -> int:
    """Index after the last word of the name that starts at `first`; always at least one word.

    A name goes on over blanks, hyphens and initials' dots, through particles, to the next nameable word.
    """
    last = first
    for index in range(first + 1, min(len(found), first + most)):
        gap = text[found[index - 1].end : found[index].start]
        if gap not in {" ", "-", ". ", ".", " -", "- "}:
            break
        if gap == ". " and not (found[index - 1].initial or len(found[index - 1].text) <= 3):
            break
        word = found[index]
        if word.nameable:
            last = index
        elif not word.particle:
            break
    return last + 1
