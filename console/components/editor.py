"""The editor with its decisions.

Text and decision travel in one event, so a shortcut can't send an older text than the one on the screen. What is
typed goes to the server after a short pause, and lies in the browser's session storage until the server has it.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from console import session
from console.components.files import read
from console.views.decide import Action
from console.views.editing import Sheet

_component = st.components.v2.component("glassdesk_editor", js=read("editor.js"), css=read("editor.css"))


def editor(
    sheet: Sheet, answer: int, on_typed: Callable[[str], None], on_decided: Callable[[Action], None]
) -> None:
    """Show the sheet. `answer` is a number that changes when a decision was refused: buttons wake up again.

    The callbacks run before the page does, so that what they changed is what the page then shows.
    """
    key = f"editor-{sheet.draft_id}"

    def typed() -> None:
        raw = st.session_state[key].get("typed")
        if isinstance(raw, dict) and isinstance(raw.get("text"), str):
            on_typed(raw["text"])

    def decided() -> None:
        raw = st.session_state[key].get("decided")
        action = Action.from_browser(raw) if isinstance(raw, dict) else None
        if action is not None:
            on_decided(action)

    _component(
        key=key,
        data={
            **sheet.for_browser(),
            "answer": answer,
            "account": session.require().id,
            "session": session.mark(),
        },
        on_typed_change=typed,
        on_decided_change=decided,
    )
