"""One article as read from a file, whatever the file's form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from data.sample.model import INTENTS, LANGUAGES

MOST_CHARS = 200_000  # of one article
_NOT_SLUG = re.compile(r"[^\w.]+")


class BrokenFile(Exception):
    """A file can't become an article; the message says what is wrong and what to do, without the file's name."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article: its text as Markdown with headings. `slug` and `language` make its id."""

    slug: str
    language: str
    title: str
    intents: tuple[str, ...]
    updated: date
    body: str

    @property
    def id(self) -> str:
        """The article's id."""
        return f"{self.language}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Place:
    """What a file's place tells: its name as a slug, the language of its folder if that is one, its date."""

    slug: str
    language: str | None
    updated: date

    @classmethod
    def of(cls, path: PurePath, updated: date) -> Place:
        """path: relative to the articles folder."""
        parts = [*path.parent.parts, path.stem]
        language = parts[0] if parts[0] in LANGUAGES and len(parts) > 1 else None
        return cls(slugged("-".join(parts[1:] if language else parts)), language, updated)


def slugged(text: str) -> str:
    """A text as part of an id: lower case, words joined by dashes."""
    return _NOT_SLUG.sub("-", text.casefold()).strip("-.") or "page"


def known_intents(found: list[str]) -> tuple[str, ...]:
    """The intents an article names. Raises BrokenFile for one that doesn't exist."""
    strange = [intent for intent in found if intent not in INTENTS]
    if strange:
        raise BrokenFile(f"'intents' holds {strange[0]!r}; use only {', '.join(INTENTS)}")
    return tuple(dict.fromkeys(found))


def known_language(found: str) -> str:
    """A language that an article names, such as `de` or `de-AT`. Raises BrokenFile for another."""
    language = found.strip().casefold().replace("_", "-").split("-")[0]
    if language not in LANGUAGES:
        raise BrokenFile(f"its language is {found!r}; use one of {', '.join(LANGUAGES)}")
    return language
