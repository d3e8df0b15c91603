"""Makes each reading of a training text a little different: other names and numbers, other case, typos, phone typing."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from .names import Names
from .texts import TRAP, Pieces, Sample

NUMBERED = {"PHONE", "IBAN", "CARD", "NATIONAL_ID", "IP", "DOB", TRAP, "PLATE"}
PARTICLES = ("van", "de", "van der", "von", "af", "al-", "Ó ", "Mc", "bin", "da", "ter", "zu")
KEYS = "qwertyuiop asdfghjkl zxcvbnm"
PLAIN = (
    ("ä", "ae"),
    ("ö", "oe"),
    ("ü", "ue"),
    ("ß", "ss"),
    ("å", "aa"),
    ("æ", "ae"),
    ("ø", "oe"),
    ("é", "e"),
)
# How often a name or a number becomes another, and how often a letter is mistyped in a text with typos.
OTHER, MISTYPED = 0.5, 0.025


class Augmenter:
    """Changes texts at random, the same way for the same seed and order of calls."""

    def __init__(self, names: Names, seed: int) -> None:
        self._names = names
        self._known = {name.casefold() for name in (*names.given, *names.family)}
        self._chance = random.Random(seed)
        self._changes: tuple[tuple[float, Callable[[str], str]], ...] = (
            (0.16, str.lower), (0.04, str.upper), (0.10, self._typos), (0.06, _bare), (0.08, _one_line), (0.04, _ascii),
        )  # fmt: skip

    def __call__(self, sample: Sample) -> Pieces:
        """The text's pieces, changed: each change of `_changes` with its own chance."""
        pieces = tuple((self._value(text, kind), kind) for text, kind in sample.pieces)
        for share, change in self._changes:
            if self._chance.random() < share:
                pieces = tuple((change(text) or text, kind) for text, kind in pieces)
        return pieces

    def _value(self, text: str, kind: str | None) -> str:
        named = kind == "PERSON" or (kind == TRAP and self._is_like_a_name(text))
        if named and self._chance.random() < OTHER:
            return self._name(text)
        if kind in NUMBERED and self._chance.random() < OTHER:
            return re.sub(r"\d", lambda _: str(self._chance.randrange(10)), text)
        return text

    def _is_like_a_name(self, text: str) -> bool:
        """Whether something that is no person is called like one: what stands around it must tell, not the word."""
        return all(word.casefold() in self._known for word in text.split())

    def _name(self, like: str) -> str:
        """Another name of about the same shape: as many words, the same case, now and then a genitive."""
        words = like.split()
        if not words or len(words) > 4 or any(mark in like for mark in "&;@_"):
            return like
        genitive = like.endswith("s") and len(words) == 1 and self._chance.random() < 0.1
        name = self._full(len(words)) if len(words) > 1 else self._single()
        name += "s" if genitive else ""
        if like.islower():
            return name.lower()
        return name.upper() if like.isupper() and len(like) > 2 else name

    def _single(self) -> str:
        given, chance = self._chance.choice(self._names.given), self._chance.random()
        return self._chance.choice(self._names.family) if chance < 0.35 else given

    def _full(self, words: int) -> str:
        given, family = self._chance.choice(self._names.given), self._chance.choice(self._names.family)
        if words > 2 and self._chance.random() < 0.5:
            family = f"{self._chance.choice(PARTICLES)} {family}"
        elif self._chance.random() < 0.12:
            family = f"{family}-{self._chance.choice(self._names.family)}"
        return f"{given} {family}" if self._chance.random() < 0.96 else f"{family}, {given}"

    def _typos(self, text: str) -> str:
        letters = list(text)
        for place, (one, next_one) in enumerate(zip(text, text[1:], strict=False)):
            if one.isalpha() and next_one.isalpha() and self._chance.random() < MISTYPED:
                draw = self._chance.random()
                if draw < 0.4:
                    letters[place], letters[place + 1] = letters[place + 1], letters[place]
                else:
                    letters[place] = "" if draw < 0.7 else self._chance.choice(KEYS)
        return "".join(letters)


def _bare(text: str) -> str:
    return re.sub(r"(?<=\w)[,.!?;:]+(?=\s|$)", "", text)


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def _ascii(text: str) -> str:
    for letter, plain in PLAIN:
        text = text.replace(letter, plain).replace(letter.upper(), plain.capitalize())
    return text
