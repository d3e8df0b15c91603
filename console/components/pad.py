"""A field whose words go to the server by a button: an internal note, what was agreed.

What is typed lies in the browser's session storage until the server has taken it in: a reload, a lost connection or a
session that ended loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from console import session
from console.components.files import read

_component = st.components.v2.component("glassdesk_pad", js=read("pad.js"), css=read("editor.css"))
TAKEN, ANSWERED, GONE = "pads-taken", "pads-answered", "pads-gone"


@dataclass(frozen=True, slots=True)
class Pad:
    """What the field shows. item: its name in this browser; text: what stands there until something is typed.

    buttons: kind and word of each; the first is the one that Ctrl+Enter presses. most: characters. empty: whether the
    first button works without words.
    """

    item: str
    label: str
    hint: str
    help: str
    buttons: tuple[tuple[str, str], ...]
    most: int
    text: str = ""
    rows: int = 3
    empty: bool = False


def pad(of: Pad, on_asked: Callable[[str, str], bool]) -> None:
    """Show the field. `on_asked(kind, text)` says whether the words were taken in: only then the browser lets go of them.

    It runs before the page does, so that what it changed is what the page then shows.
    """
    key = f"pad-{of.item}"

    def asked() -> None:
        raw = st.session_state[key].get("asked")
        if not isinstance(raw, dict) or raw.get("item") != of.item:
            return
        kind, text = raw.get("kind"), raw.get("text")
        if kind not in dict(of.buttons) or not isinstance(text, str) or len(text) > of.most:
            return
        _count(ANSWERED, of.item)  # before: what is refused may end this run
        if on_asked(kind, text.strip()):
            _count(TAKEN, of.item)

    _component(
        key=key,
        data={
            "account": session.require().id,
            "item": of.item,
            "label": of.label,
            "hint": of.hint,
            "help": of.help,
            "buttons": [{"kind": kind, "word": word} for kind, word in of.buttons],
            "most": of.most,
            "text": of.text,
            "rows": of.rows,
            "empty": of.empty,
            "taken": _counts(TAKEN).get(of.item, 0),
            "answered": _counts(ANSWERED).get(of.item, 0),
            "gone": st.session_state.get(GONE, []),
        },
        on_asked_change=asked,
    )


def forget(item: str) -> None:
    """Have the browser let go of the words of a field that isn't shown again: the next one on the page tells it."""
    st.session_state[GONE] = [*st.session_state.get(GONE, []), item]


def _counts(of: str) -> dict[str, int]:
    counts: dict[str, int] = st.session_state.setdefault(of, {})
    return counts


def _count(of: str, item: str) -> None:
    _counts(of)[item] = _counts(of).get(item, 0) + 1
