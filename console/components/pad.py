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
from console.taken import taken

_component = st.components.v2.component("glassdesk_pad", js=read("pad.js"), css=read("editor.css"))
ANSWERED, GONE = "pads-answered", "pads-gone"


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
    account = session.require().id

    def asked() -> None:
        raw = st.session_state[key].get("asked")
        if not isinstance(raw, dict) or raw.get("item") != of.item:
            return
        kind, text = raw.get("kind"), raw.get("text")
        if kind not in dict(of.buttons) or not isinstance(text, str) or len(text) > of.most:
            return
        _answered(of.item)  # before: what is refused may end this run
        taken.once((account, of.item), raw.get("id"), lambda: on_asked(kind, text.strip()))

    _component(
        key=key,
        data={
            "account": account,
            "item": of.item,
            "label": of.label,
            "hint": of.hint,
            "help": of.help,
            "buttons": [{"kind": kind, "word": word} for kind, word in of.buttons],
            "most": of.most,
            "text": of.text,
            "rows": of.rows,
            "empty": of.empty,
            "taken": taken.ids((account, of.item)),
            "answered": _counts().get(of.item, 0),
            "gone": st.session_state.get(GONE, []),
        },
        on_asked_change=asked,
    )


def forget(item: str) -> None:
    """Have the browser let go of the words of a field that isn't shown again: the next one on the page tells it."""
    st.session_state[GONE] = [*st.session_state.get(GONE, []), item]


def _counts() -> dict[str, int]:
    counts: dict[str, int] = st.session_state.setdefault(ANSWERED, {})
    return counts


def _answered(item: str) -> None:
    _counts()[item] = _counts().get(item, 0) + 1
