"""One more value hidden in texts that are redacted already: what was kept before a person marked it.

Such texts are searched for this value only. What stands for a value already is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from redaction.again import places
from redaction.findings import LISTED, OTHER, Finding
from redaction.normalise import normalise
from redaction.placeholders import PLACEHOLDER, Numbering, replace

_KEPT = re.compile(f"({PLACEHOLDER.pattern})")


def where(text: str, value: str) -> list[tuple[int, int]]:
    """The places of a value in a redacted text, outside its placeholders, in code points; sorted."""
    return [(found.start, found.end) for found in _found(text, value)]


class Hiding:
    """Puts a value's placeholder into one text after another; `used` holds the placeholders it has handed out."""

    def __init__(self, value: str, known: Mapping[str, str]) -> None:
        """known: the placeholders of the conversation so far; those for this value are used again."""
        self._value = value
        self._numbering = Numbering(known)

    def __call__(self, text: str) -> str:
        """The text with placeholders for the value; restored, it is what it was."""
        # A place that touched another counts as one of its own only when that is gone.
        while found := list(_found(text, self._value)):
            text = replace(text, found, self._numbering)
        return text

    @property
    def used(self) -> Mapping[str, str]:
        """Each placeholder that was put into a text, with its value; known ones among them."""
        return self._numbering.used


def _found(text: str, value: str) -> Iterator[Finding]:
    start = 0
    for piece in _KEPT.split(text):
        if piece and not PLACEHOLDER.fullmatch(piece):
            normal = normalise(piece)
            for one in places(normal.text, value, OTHER, LISTED, 1.0):
                first, last = normal.original(one.start, one.end)
                yield Finding(start + first, start + last, OTHER, 1.0, LISTED)
        start += len(piece)
