"""The field in which articles and templates are written, with its save button.

Text and click travel in one event, so nothing older than the screen is saved. What is typed goes to the server after
a short pause, and lies in the browser's session storage until the server has it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from console import session
from console.components.files import read
from console.texts import say

_component = st.components.v2.component(
    "glassdesk_writer", js=read("writer.js"), css=read("editor.css") + read("writer.css")
)
WORDS = ("title", "body", "why", "why_hint", "save", "save_help", "discard", "saving", "unsaved", "kept")


@dataclass(frozen=True, slots=True)
class Asked:
    """A click on save or discard, with the text on the screen."""

    kind: str
    title: str
    body: str
    why: str


@dataclass(frozen=True, slots=True)
class Typing:
    """What the field shows. item: its name on this page; text: what was typed last; original: what is in force.

    details_changed: whether what stands beside the text differs from what is in force. reset: grows when the field
    must take `text` in; answer: changes when it may be used again.
    """

    item: str
    language: str
    text: tuple[str, str]
    original: tuple[str, str]
    details_changed: bool
    reset: int
    answer: int


def writer(typing: Typing, on_typed: Callable[[str, str], None], on_asked: Callable[[Asked], None]) -> None:
    """Show the field. The callbacks run before the page does, so that what they changed is what the page then shows."""
    key = f"writer-{typing.item}"

    def typed() -> None:
        raw = _ours(st.session_state[key].get("typed"), typing.item)
        if raw:
            on_typed(raw["title"], raw["body"])

    def asked() -> None:
        raw = _ours(st.session_state[key].get("asked"), typing.item)
        if raw and raw.get("kind") in ("save", "discard"):
            on_asked(Asked(raw["kind"], raw["title"], raw["body"], raw.get("why", "")[:300]))

    _component(
        key=key,
        data={
            "account": session.require().id,
            "session": session.mark(),
            "item": typing.item,
            "language": typing.language,
            "text": _text(typing.text),
            "saved": _text(typing.text),
            "original": _text(typing.original),
            "details": typing.details_changed,
            "reset": typing.reset,
            "answer": typing.answer,
            "words": {word: say(f"writer.{word}") for word in WORDS},
        },
        on_typed_change=typed,
        on_asked_change=asked,
    )


def _text(text: tuple[str, str]) -> dict[str, str]:
    return {"title": text[0], "body": text[1]}


def _ours(raw: object, item: str) -> Mapping[str, str] | None:
    """What the browser sent, if it is about this item and made of texts: browsers repeat the last state of a field
    that has just gone.
    """
    if not isinstance(raw, Mapping) or raw.get("item") != item:
        return None
    return raw if all(isinstance(value, str) for value in raw.values()) else None
