"""Sentences for staff: in English, and so that other languages can say them too, by a code and what is filled in.

A `Said` is its English text. Whoever joins, cuts or logs texts needs to know nothing of it; whoever speaks another
language looks its code up. In JSON columns it keeps both; without words for its code, the text is what is left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

Filled = str | int | date | tuple[str, ...]  # what may be filled in; a str may be a Said itself
BY_LANGUAGE = "by_language"  # the code of words whose values are themselves, in other languages
TOGETHER = "together"  # the code of several sentences in one text
STORED = '{"said": '  # how the JSON of a Said begins
SEPARATOR = "; "  # between the parts of a tuple


class Said(str):
    """A sentence with its `code` and the `values` that were filled into it."""

    code: str
    values: Mapping[str, Filled]

    def __new__(cls, code: str, english: str, /, **values: Filled) -> Said:
        """`english` has a {field} for each value; where one isn't filled in, KeyError."""
        text = english.format(**{name: plain(value) for name, value in values.items()}) if values else english
        return cls.again(code, text, values)

    @classmethod
    def again(cls, code: str, text: str, values: Mapping[str, Filled]) -> Said:
        """A sentence as it was said once, whatever words its code has by now."""
        said = str.__new__(cls, text)
        said.code, said.values = code, values
        return said

    def __reduce__(self) -> tuple[Any, ...]:
        return Said.again, (self.code, str(self), dict(self.values))


def named(section: str, name: str) -> Said:
    """A name out of the data, such as a kind of promise, which each language calls by its own word."""
    return Said(f"{section}.{name}", name.replace("_", " "))


def in_languages(text: str, others: Mapping[str, str]) -> str:
    """A company's own words, such as the name of a use case, with the same in other languages by code."""
    return Said.again(BY_LANGUAGE, text, dict(others)) if others else text


def together(sentences: Iterable[str], most: int) -> Said:
    """Several sentences as one text of at most so many characters; one that doesn't fit and all after it stay out."""
    kept: tuple[str, ...] = ()
    for sentence in sentences:
        if kept and len(" ".join((*kept, sentence))) > most:
            break
        kept = (*kept, sentence)
    return Said.again(TOGETHER, " ".join(kept), {"sentences": kept})


def plain(value: Filled) -> str | int:
    """A value as English writes it."""
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return SEPARATOR.join(value) if isinstance(value, tuple) else value


def stored(value: Any) -> Any:
    """JSON values with each `Said` in them as an object of its own."""
    if isinstance(value, Said):
        filled = {name: _kept(one) for name, one in value.values.items()}
        return {"said": value.code, "text": str(value), "values": filled}
    if isinstance(value, dict):
        return {name: stored(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [stored(one) for one in value]
    return value


def loaded(value: dict[str, Any]) -> Any:
    """What an object of stored JSON is, its parts having been looked at before it: a `Said`, or itself."""
    if value.keys() != {"said", "text", "values"}:
        return value
    return Said.again(
        value["said"], value["text"], {name: _filled(one) for name, one in value["values"].items()}
    )


def sentence(text: str) -> str:
    """A text out of a column that holds sentences: the `Said` that it is the JSON of, else itself.

    What a person wrote may begin like one without being one.
    """
    if not text.startswith(STORED):
        return text
    try:
        found = json.loads(text, object_hook=loaded)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return text
    return found if isinstance(found, Said) else text


def _kept(value: Filled) -> Any:
    return {"day": value.isoformat()} if isinstance(value, date) else stored(value)


def _filled(value: Any) -> Filled:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"])
    return tuple(value) if isinstance(value, list) else value


def message(error: Exception) -> str:
    """What an error says, as a `Said` where it was raised with one."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Said) else str(error)
