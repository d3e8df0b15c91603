"""The field in which a person writes to a customer, and the button that hands the conversation back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from console import session
from console.components.files import read
from console.texts import say
from graph.desk import ReadyReply

_component = st.components.v2.component(
    "glassdesk_composer", js=read("composer.js"), css=read("editor.css") + read("ready.css")
)
WORDS = ("label", "hint", "send", "send_help", "hand_back", "unsent")
READY = ("ready", "ready_help", "ready_list", "ready_none", "gap")


def composer(
    conversation_id: str,
    language: str,
    ready: Sequence[ReadyReply],
    sent: int,
    answer: int,
    on_say: Callable[[str], None],
    on_back: Callable[[], None],
    on_typing: Callable[[], None],
) -> None:
    """Show the field. `ready`: replies that can be inserted. `sent` is a number that grows when a message was taken in: the field then lets go of it.
    `answer` changes when one was refused: the buttons wake up again.

    The callbacks run before the page does, so that what they changed is what the page then shows.
    """
    key = f"composer-{conversation_id}"

    def asked() -> None:
        raw = st.session_state[key].get("asked")
        kind, text = (raw.get("kind"), raw.get("text")) if isinstance(raw, dict) else (None, None)
        if kind == "hand_back":
            on_back()
        elif kind == "say" and isinstance(text, str) and text.strip():
            on_say(text.strip())

    words = {word: say(f"chat.{word}") for word in WORDS} | {word: say(f"canned.{word}") for word in READY}
    _component(
        key=key,
        data={
            "account": session.require().id,
            "conversation": conversation_id,
            "language": language,
            "ready": [{"title": one.title, "text": one.text} for one in ready],
            "sent": sent,
            "answer": answer,
            "words": words,
        },
        on_asked_change=asked,
        on_typing_change=on_typing,
    )
