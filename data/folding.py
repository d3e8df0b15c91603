"""Words as they are compared when someone searches: without case, without diacritics, one space between them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

#: Letters that Unicode doesn't take apart into a letter and a mark.
_LETTERS = {
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "’": "'",
    "‘": "'",
}
_TERM = re.compile(r'"([^"]*)"|"?(\S+)')
_QUOTES = str.maketrans("„“”«»", '"""""')
MOST_TERMS = 8


def fold(text: str) -> str:
    """The text in its searchable form: "Größe  ÆRØ" becomes "grosse aero"."""
    return with_places(text)[0]


def with_places(text: str) -> tuple[str, list[int]]:
    """As `fold`, and for each character of the result the place in `text` that it comes from."""
    made: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        letters = _folded(character)
        if letters == " " and made and made[-1] == " ":
            continue
        made += letters
        places += [place] * len(letters)
    return "".join(made), places


def terms(wanted: str) -> tuple[str, ...]:
    """What someone looks for, folded: each word, and what stands in quotes as one phrase; at most MOST_TERMS, each once.

    A mark that has no other one is none: what it begins, or ends, is looked for as words.
    """
    found = (
        fold(phrase or word.strip('"')).strip() for phrase, word in _TERM.findall(wanted.translate(_QUOTES))
    )
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_TERMS]


@cache
def _folded(character: str) -> str:
    if character.isspace():
        return " "
    parts = unicodedata.normalize("NFKD", character.casefold())
    return "".join(_LETTERS.get(one, one) for one in parts if not unicodedata.combining(one))
