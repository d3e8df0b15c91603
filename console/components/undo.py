"""The bar that offers to take the last decision back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from console.components.files import read
from console.texts import say

_component = st.components.v2.component("glassdesk_undo", js=read("undo.js"), css=read("undo.css"))
KEY = "undo"


def undo_bar(decision_id: str, text: str, seconds: float, on_undo: Callable[[str], None]) -> None:
    """Show the bar for `seconds` more. In `text`, `{seconds}` stands for those that are left. `on_undo` gets the id."""

    def undone() -> None:
        asked = st.session_state[KEY].get("undone")
        if isinstance(asked, str):
            on_undo(asked)

    _component(
        key=KEY,
        data={
            "decision": decision_id,
            "seconds": seconds,
            "words": {"text": text, "button": say("undo.button"), "hint": say("undo.hint")},
        },
        on_undone_change=undone,
    )
