"""Words cut to their beginnings, so that endings and many compounds of the five languages still meet."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{4,}")
_PLACEHOLDER = re.compile(r"<[A-Z][A-Z_]*_\d+>")
STEM = 5  # letters that two words must share to count as the same


def stems(text: str) -> frozenset[str]:
    """The first letters of every word of four letters or more, without placeholders."""
    return frozenset(word[:STEM].casefold() for word in _WORD.findall(_PLACEHOLDER.sub(" ", text)))
