"""A message as the readers see it: without placeholders, quoted lines and invisible characters."""

from __future__ import annotations

import re
import unicodedata

PLACEHOLDER = re.compile(r"<[A-Z][A-Z_]*_\d+>")
QUOTED = re.compile(r"^[ \t]*>.*$", re.M)
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# More than a long letter. Beyond it, the beginning and the end are read: demands and signatures stand there.
HEAD, TAIL = 12_000, 4_000


def plain(text: str) -> str:
    """The customer's own words in NFC: no placeholders, no quoted mail, no invisible characters."""
    if len(text) > HEAD + TAIL:
        text = text[:HEAD] + "\n" + text[-TAIL:]
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'")
    text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    text = PLACEHOLDER.sub(" ", text)
    own = QUOTED.sub(" ", text)
    return own if WORD.search(own) else text


def words(text: str) -> list[str]:
    """The words of a plain text, case-folded."""
    return WORD.findall(text.casefold())
