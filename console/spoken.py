"""Says in the reader's language what the rooms below tell staff: evidence, notes, refusals, names of use cases."""

from __future__ import annotations

import re
from datetime import date

from console.texts import language, say, words
from console.views.times import date as written
from data.said import BY_LANGUAGE, SEPARATOR, TOGETHER, Filled, Said, message

_QUOTED = re.compile("“([^“”„]*)”")


def spoken(text: str) -> str:
    """A sentence in the reader's language; as it was written where it has no code, or the code has no words by now."""
    if not isinstance(text, Said):
        return text
    if text.code == BY_LANGUAGE:
        return str(text.values.get(language(), text))
    if text.code == TOGETHER and isinstance(sentences := text.values.get("sentences"), tuple):
        return " ".join(map(spoken, sentences))
    try:
        return _quoted(say(text.code, **{name: _filled(value) for name, value in text.values.items()}))
    except KeyError:  # an older row, with a code or fields that are no more
        return str(text)


def told(error: Exception) -> str:
    """Why something was refused: what the error says, else what its class means, else its message as it is."""
    found = message(error)
    if isinstance(found, Said):
        return spoken(found)
    known = words(language())
    keys = (f"refusal.{kind.__name__}" for kind in type(error).__mro__)
    return next((known[key] for key in keys if key in known), found)


def _filled(value: Filled) -> str | int:
    if isinstance(value, tuple):
        return SEPARATOR.join(map(spoken, value))
    if isinstance(value, date):
        return written(value)
    return spoken(value) if isinstance(value, str) else value


def _quoted(text: str) -> str:
    """The sentence with the quotation marks of the language; sentences hold English ones around others' words."""
    return _QUOTED.sub(lambda found: say("evidence.quoted", words=found[1]), text)
