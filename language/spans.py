"""Personal data that the network sees, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .encoder import Pass

WORD = re.compile(r"\w+|[^\w\s]")
# Words that are surely nothing are left out: their chance of being personal data lies below this.
FLOOR = 0.1


@dataclass(frozen=True, slots=True)
class Span:
    """One word, or one mark, that may be personal data: text[start:end] in code points.

    `score`: the chance that it is personal data of any type; `type` is the likeliest one.
    """

    start: int
    end: int
    type: str
    score: float


def spans(text: str, read: Pass, types: Sequence[str], floor: float = FLOOR) -> tuple[Span, ...]:
    """The words of `text` with a score of `floor` or more, in order; neighbours are not joined.

    A word is as suspicious as its most suspicious token.
    """
    score = 1.0 - read.kinds[:, 0]
    if not (score >= floor).any():
        return ()
    found = []
    for start, end, tokens in _words(text, read.places.tolist()):
        worst = max(tokens, key=lambda token: score[token], default=None)
        if worst is not None and score[worst] >= floor:
            kind = types[int(read.kinds[worst, 1:].argmax())]
            found.append(Span(start, end, kind, float(score[worst])))
    return tuple(found)


def _words(text: str, places: Sequence[Sequence[int]]) -> Iterator[tuple[int, int, list[int]]]:
    """Each word's start, end and the tokens that overlap it; tokens stand in the text's order."""
    first = 0
    for word in WORD.finditer(text):
        while first < len(places) and places[first][1] <= word.start():
            first += 1
        last = first
        while last < len(places) and places[last][0] < word.end():
            last += 1
        yield word.start(), word.end(), list(range(first, last))
