"""Which of the five languages a text is written in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .text import plain, words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = ("en", "de", "da", "nl", "sv")
# Below this normalised probability (1/5 is a pure guess) a text such as "ok" says nothing about its language.
SURE = 0.3
LONG_ENOUGH = 1_000
# One-word messages that are the way to a person, or that tell a language by themselves.
TELLING = {
    "human": "en",
    "mensch": "de",
    "menneske": "da",
    "mens": "nl",
    "människa": "sv",
    "thanks": "en",
    "danke": "de",
    "tak": "da",
    "bedankt": "nl",
    "tack": "sv",
}


def detect(text: str, fallback: str = "en") -> str:
    """The language of a text, one of LANGUAGES; `fallback` when the text doesn't tell.

    Placeholders such as <PERSON_1> don't count. py3langid reads the first thousand characters.
    """
    seen = plain(text)
    found = words(seen)
    if len(found) == 1 and found[0] in TELLING:
        return TELLING[found[0]]
    if not any(character.isalpha() for word in found for character in word):
        return fallback
    language, probability = _identifier().classify(" ".join(seen.split())[:LONG_ENOUGH])
    return language if probability >= SURE else fallback


@cache
def _identifier() -> LanguageIdentifier:
    """py3langid restricted to our five languages; loading takes about 0.4 s, once a process."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier
