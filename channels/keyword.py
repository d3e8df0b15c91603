"""The word that brings a person: recognised in any of the five languages, whatever the conversation's language."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from disclosure import LANGUAGES, human_keyword


def asks_for_person(text: str) -> bool:
    """Whether a line is the keyword alone, or the message begins with it in capitals.

    Alone it may be in any case and without its dots (`manniska`). With words after it only capitals count,
    since "Mens, wat duurt dat lang" or "Human error" is not a request.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if any(_letters(line).casefold() in _keywords(folded=True) for line in lines):
        return True
    first = re.match(r"\W*(\w+)", text)
    return first is not None and _letters(first.group(1)) in _keywords(folded=False)


@cache
def _keywords(folded: bool) -> frozenset[str]:
    words = {_letters(human_keyword(language)) for language in LANGUAGES}
    return frozenset(word.casefold() for word in words) if folded else frozenset(words)


def _letters(text: str) -> str:
    """Letters only, without accents: punctuation and emoji around the word make no difference."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(
        character for character in decomposed if character.isalpha() or character.isspace()
    ).strip()
