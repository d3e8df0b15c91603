"""The menu that puts a draft off. The times are the browser's; what comes back is a moment."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from console.components.files import read
from console.texts import locale, say
from console.views.snoozed import Wish

_component = st.components.v2.component("glassdesk_snooze", js=read("snooze.js"), css=read("snooze.css"))
WORDS = (
    "open", "help", "title", "close", "hour", "afternoon", "tomorrow", "monday", "message", "message_when", "pick", "go", "note", "note_hint", "early",
)  # fmt: skip


def snooze_menu(draft_id: str, blocked: bool, on_asked: Callable[[Wish], None]) -> None:
    """Show the button; `blocked` while somebody else works on the draft."""
    key = f"snooze-{draft_id}"

    def asked() -> None:
        raw = st.session_state[key].get("asked")
        wish = Wish.from_browser(raw) if isinstance(raw, dict) else None
        if wish is not None and wish.draft_id == draft_id:
            on_asked(wish)

    _component(
        key=key,
        data={
            "draft": draft_id,
            "blocked": blocked,
            "locale": locale().replace("_", "-"),
            "words": {word: say(f"snooze.{word}") for word in WORDS},
        },
        width="content",
        on_asked_change=asked,
    )
