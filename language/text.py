"""A message as the readers see it: without placeholders, quoted lines and invisible characters."""

from __future__ import annotations

import re
import unicodedata

PLACEHOLDER = re.compile(r"<[A-Z][A-Z_]*_\d+>")
QUOTED = re.compile(r"^[ \t]*>.*$", re.M)
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# More than a long letter. Beyond it, the beginning and the end are read: demands and signatures stand there.
HEAD, TAIL = 12_000, 4_000


def own(text: str) -> str:
    """The customer's own words: no placeholders, no quoted mail, no invisible characters; nothing else changes."""
    if len(text) > HEAD + TAIL:
        text = text[:HEAD] + "\n" + text[-TAIL:]
    if not text.isascii():
        text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    text = PLACEHOLDER.sub(" ", text)
    said = QUOTED.sub(" ", text)
    return said if WORD.search(said) else text


def plain(text: str) -> str:
    """The customer's own words in NFC and with straight apostrophes, for looking words up."""
    return unicodedata.normalize("NFC", own(text)).replace("’", "'").replace("‘", "'")


def words(text: str) -> list[str]:
    """The words of a plain text, case-folded."""
    return WORD.findall(text.casefold())
