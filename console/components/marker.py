"""Masking by hand: a bar over selected words and hidden ones, a table of what was found, and a field to type words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from console.components.files import read
from console.markup import PLACEHOLDER
from console.texts import say
from console.views.found import Found

_component = st.components.v2.component("glassdesk_marker", js=read("marker.js"), css=read("marker.css"))
LONGEST = 400  # characters taken from a browser; the lists allow fewer
WORDS = (
    "bar", "table", "name", "by", "score", "change", "field", "hint", "hide", "here", "always", "hide_here", "hide_always",
    "always_help", "show_here", "show_always", "show_help", "may_not", "has_hidden", "working",
)  # fmt: skip


def marker(
    conversation_id: str,
    found: Sequence[Found],
    *,
    may_show: bool,
    done: int,
    answer: int,
    message: str,
    on_mask: Callable[[str, bool], None],
    on_unmask: Callable[[str, bool], None],
) -> None:
    """Let people mark words of the conversation on this page.

    may_show: whether this person may un-mask. done: grows when words were taken in, so that the field lets go of
    them. message: why they were not; answer: changes with each refusal, so that the same one is said again.

    The callbacks get words or a placeholder, and whether it is for everywhere.
    """
    key = f"marker-{conversation_id}"

    def asked() -> None:
        raw = st.session_state[key].get("asked")
        if not isinstance(raw, dict):
            return
        value, always = raw.get("value"), raw.get("always") is True
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
            return
        if raw.get("kind") == "mask":
            on_mask(value, always)
        elif raw.get("kind") == "unmask" and may_show and PLACEHOLDER.fullmatch(value):
            on_unmask(value, always)

    rows = [
        {
            "name": one.name,
            "label": one.label,
            "by": one.by,
            "score": one.score,
            "why": one.why,
            "by_hand": one.by_hand,
        }
        for one in found
    ]
    _component(
        key=key,
        data={
            "conversation": conversation_id,
            "rows": rows,
            "may_show": may_show,
            "done": done,
            "answer": answer,
            "message": message,
            "words": {word: say(f"marks.{word}") for word in WORDS},
        },
        on_asked_change=asked,
    )
