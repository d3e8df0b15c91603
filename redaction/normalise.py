"""One plain form of a text for the recognisers, with the way back to the original's offsets.

Customers' mail carries full-width digits, soft hyphens, zero-width characters, typographic dashes and HTML
entities. A rule that had to know them all would leak; so they are folded here, once, before any rule runs.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

#: Text without any of these needs no folding: the usual case, and much the fastest.
PLAIN = re.compile(r"[\n\r\t -%'-;=?-~£§°²³µ·¿-ž€]*\Z")
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10}\d?);")
TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,9})\s{0,3}/?>")
INLINE_TAGS = frozenset(
    ["a", "abbr", "b", "big", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr"]
)
DASHES = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"), **dict.fromkeys("‘’‛′ʼ`´", "'"), **dict.fromkeys("“”„‟", '"')}
)


@dataclass(frozen=True, slots=True)
class Normal:
    """The plain text; starts[i] and ends[i] bound the original code points that became its i-th."""

    text: str
    starts: tuple[int, ...] | range
    ends: tuple[int, ...] | range

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that this span of the plain text came from."""
        return self.starts[start], self.ends[end - 1]


def fold(piece: str) -> str:
    """NFKC of one character with its combining marks, straight quotes and hyphens; never longer lines."""
    return unicodedata.normalize("NFKC", piece.translate(DASHES)).translate(DASHES)


def pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, plain form) of each unit of the original: entity, tag, or character with its marks."""
    position = 0
    while position < len(text):
        start, character = position, text[position]
        if character in "&<":
            found = (ENTITY if character == "&" else TAG).match(text, position)
            if found:
                position = found.end()
                yield start, position, replacement(found)
                continue
        position += 1
        while position < len(text) and unicodedata.combining(text[position]):
            position += 1
        yield start, position, "" if INVISIBLE.match(character) else fold(text[start:position])


def replacement(markup: re.Match[str]) -> str:
    """The character an entity stands for; a line break for a block tag and nothing for an inline one."""
    if markup.re is ENTITY:
        return fold(html.unescape(markup[0]))
    return "" if markup[1].lower() in INLINE_TAGS else "\n"


def normalise(text: str) -> Normal:
    """The plain form of a text for recognising; offsets of its spans map back with `Normal.original`."""
    if PLAIN.match(text):
        return Normal(text, range(len(text)), range(1, len(text) + 1))
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, piece in pieces(text):
        plain.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Normal("".join(plain), tuple(starts), tuple(ends))
