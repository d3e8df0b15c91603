"""What an edit changed, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from console.markup import chips, hidden, tag
from console.texts import say

WORD = re.compile(r"\s+|<[A-Z_]+_\d+>|\w+|[^\w\s]")
Change = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, came or went."""

    change: Change
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """The changes from one text to the other; joining all but the added gives `before`, all but the removed `after`."""
    old, new = WORD.findall(before), WORD.findall(after)
    found: list[Piece] = []
    # autojunk would treat frequent words as noise, which reads badly in replies of a few hundred words.
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(Piece("removed", "".join(old[a:b])))
        if d > c:
            found.append(Piece("added", "".join(new[c:d])))
    return found


def as_html(before: str, after: str) -> str:
    """The changes as HTML: `ins` and `del` with words for those who don't see lines and colours."""
    if before == after:
        return tag("p", say("diff.same"), classes="gd-quiet")
    return tag("div", "".join(_html(piece) for piece in pieces(before, after)), classes="gd-text gd-diff")


def share_changed(before: str, after: str) -> float:
    """How much of the text is different, 0..1, counted in characters of added and removed words."""
    changed = sum(len(piece.text) for piece in pieces(before, after) if piece.change != "same")
    return min(1.0, changed / max(1, len(before) + len(after)))


def _html(piece: Piece) -> str:
    if piece.change == "same":
        return chips(piece.text)
    name, word = ("ins", say("diff.added")) if piece.change == "added" else ("del", say("diff.removed"))
    return tag(name, hidden(f"[{word}: ") + chips(piece.text) + hidden("]"))
