"""A message as the readers see it: without placeholders, quoted lines and invisible characters."""

from __future__ import annotations

import re
import unicodedata

PLACEHOLDER = re.compile(r"<([A-Z][A-Z_]*)_\d+>")
QUOTED = re.compile(r"^[ \t]*>.*$", re.M)
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Invented values, of one short form for all languages.
STAND_INS = {
    "PERSON": "Kim Berg",
    "EMAIL": "kim@example.com",
    "PHONE": "020 7946 0000",
    "ADDRESS": "Nygade 5",
    "LOCATION": "Lund",
    "IBAN": "DE89 3704 0044 0532 0130 00",
    "CARD": "4111 1111 1111 1111",
    "NATIONAL_ID": "010190-1234",
    "DOB": "1.1.1980",
    "IP": "192.0.2.1",
    "URL_PERSONAL": "example.com/kim",
    "PLATE": "AB 12 345",
}
# More than a long letter. Beyond it, the beginning and the end are read: demands and signatures stand there.
HEAD, TAIL = 12_000, 4_000


def natural(text: str) -> str:
    """The customer's own words with stand-ins for placeholders: what the network reads. Often the text as given.

    The network learnt from texts without placeholders, and that somebody leaves a number tells that they want a call:
    on redacted texts, intent and wants_human are better with stand-ins than with gaps.
    """
    return PLACEHOLDER.sub(lambda found: STAND_INS.get(found[1], " "), _own(text))


def plain(text: str) -> str:
    """The customer's own words in NFC, with straight apostrophes and without placeholders, for looking words up."""
    text = PLACEHOLDER.sub(" ", _own(text))
    return unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'")


def _own(text: str) -> str:
    """No quoted mail and no invisible characters; nothing else changes."""
    if len(text) > HEAD + TAIL:
        text = text[:HEAD] + "\n" + text[-TAIL:]
    if not text.isascii():
        text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    said = QUOTED.sub(" ", text)
    return said if WORD.search(PLACEHOLDER.sub(" ", said)) else text


def words(text: str) -> list[str]:
    """The words of a plain text, case-folded."""
    return WORD.findall(text.casefold())
