"""What a rule's pattern can't do without: strings one of which stands in every match.

Looking for them first spares most texts most patterns: a search for a string is a thousand times as fast as one for a
pattern that could begin anywhere. They are read off the parsed pattern, so that none is forgotten when a rule grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants as op  # type: ignore[attr-defined]  # the standard library's own parser of patterns
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Hints = frozenset[str]
#: What is commoner stands in nearly every text. A sign counts for more than a letter, and @ for more than any word.
COMMON, SIGN, RARE = 3, 2, 9
PUNCTUATION = frozenset(" .,-'\n")
INSIDE = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}


def hints(pattern: re.Pattern[str]) -> Hints:
    """Strings in small letters, one of which stands in every text that the pattern finds; none where that's unknown."""
    return _best(_sequence(parser.parse(pattern.pattern, pattern.flags)))


def lowered(text: str) -> str:
    """A text as `hints` are looked for in it; İ is an i to a pattern that ignores case, and to `lower` two letters."""
    return text.replace("İ", "i").lower()


def _sequence(parts: Iterable[tuple[Any, Any]]) -> Iterator[Hints]:
    """All sets one of whose strings must stand in a match of these parts."""
    run = ""
    for kind, value in parts:
        if kind is op.LITERAL:
            run += chr(value)
            continue
        yield frozenset({lowered(run)})
        run = ""
        yield from _inside(kind, value)
    yield frozenset({lowered(run)})


def _inside(kind: Any, value: Any) -> Iterator[Hints]:
    if kind is op.BRANCH:
        ways = [_best(_sequence(way)) for way in value[1]]
        if all(ways):
            yield frozenset().union(*ways)
    elif kind is op.SUBPATTERN or kind is op.ASSERT:
        yield from _sequence(value[-1])
    elif kind is op.ATOMIC_GROUP:
        yield from _sequence(value)
    elif kind in INSIDE and value[0] > 0:
        yield from _sequence(value[2])


def _best(found: Iterable[Hints]) -> Hints:
    """The rarest of the sets, by its commonest string."""
    rarity = {one: min(map(_rarity, one), default=0) for one in found}
    telling = [one for one in rarity if rarity[one] >= COMMON]
    return max(telling, key=lambda one: (rarity[one], -len(one)), default=frozenset())


def _rarity(hint: str) -> int:
    letters = sum(map(str.isalnum, hint))
    signs = len(set(hint) - PUNCTUATION) - len({one for one in hint if one.isalnum()})
    return RARE if "@" in hint else letters + (SIGN + 1) * signs + (letters > 1 and letters < len(hint))
