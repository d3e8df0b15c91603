"""Markdown and plain text, with or without front matter."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import yaml

from glassdesk.articles.page import BrokenFile, Page, Place, known_intents, known_language
from language import detect

_HEAD = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?$\n?", re.S | re.M)
_TITLE = re.compile(r"(?m)\A\s*#[ \t]+(.+?)[ \t]*#*[ \t]*$\n?")


def decoded(raw: bytes) -> str:
    """A file's text. Raises BrokenFile."""
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BrokenFile(f"it isn't UTF-8 (byte {error.start}); save it as UTF-8") from None


def read(raw: bytes, place: Place) -> list[Page]:
    """The article of a Markdown file. Raises BrokenFile.

    Front matter may give title, language, intents, updated and slug; what it doesn't, the file's place and text do.
    """
    text = decoded(raw)
    head, body = _split(text)
    titled = _TITLE.match(body)
    title = _text(head, "title") or (titled[1] if titled else place.slug.replace("-", " ").capitalize())
    if titled and titled[1] == title:
        body = body[titled.end() :]
    language = _text(head, "language") or _text(head, "lang") or place.language
    return [
        Page(
            slug=_text(head, "slug") or place.slug,
            language=known_language(language) if language else detect(body),
            title=title,
            intents=known_intents(_texts(head, "intents")),
            updated=_day(head, place.updated),
            body=body.strip(),
        )
    ]


def _split(text: str) -> tuple[dict[str, Any], str]:
    found = _HEAD.match(text)
    if not found:
        return {}, text
    try:
        head = yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" in line {where.line + 2}" if where else ""
        raise BrokenFile(f"its front matter isn't valid YAML{line}; check indentation and quotes") from None
    if head is None:
        return {}, text[found.end() :]
    if not isinstance(head, dict):
        raise BrokenFile("its front matter isn't a mapping; write `key: value` lines between the two ---")
    return head, text[found.end() :]


def _text(head: dict[str, Any], key: str) -> str | None:
    value = head.get(key)
    if value is None or isinstance(value, str):
        return (value or "").strip() or None
    raise BrokenFile(f"{key!r} in its front matter is {value!r}; write a text, in quotes")


def _texts(head: dict[str, Any], key: str) -> list[str]:
    value = head.get(key) or []
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return value
    raise BrokenFile(f"{key!r} in its front matter is {value!r}; write a list such as [return_refund]")


def _day(head: dict[str, Any], otherwise: date) -> date:
    value = head.get("updated", otherwise)
    if type(value) is date:
        return value
    raise BrokenFile(f"'updated' in its front matter is {value!r}; write a date such as 2026-03-01")
