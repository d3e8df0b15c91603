"""The field in which a person writes to a customer, and the button that hands the conversation back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from console import session
from console.components.files import read
from console.taken import taken
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
    answer: int,
    on_say: Callable[[str], bool],
    on_back: Callable[[], None],
    on_typing: Callable[[], None],
) -> None:
    """Show the field. `ready`: replies that can be inserted. `answer` changes when a message was refused: the buttons wake up again.

    The callbacks run before the page does, so that what they changed is what the page then shows. `on_say` says whether the message
    was taken in: the field then lets go of it.
    """
    key = f"composer-{conversation_id}"
    account = session.require().id
    field = account, f"chat:{conversation_id}"

    def asked() -> None:
        raw = st.session_state[key].get("asked")
        kind, text = (raw.get("kind"), raw.get("text")) if isinstance(raw, dict) else (None, None)
        if kind == "hand_back":
            on_back()
        elif kind == "say" and isinstance(text, str) and text.strip():
            words = text.strip()
            taken.once(field, raw.get("id"), lambda: on_say(words))

    words = {word: say(f"chat.{word}") for word in WORDS} | {word: say(f"canned.{word}") for word in READY}
    _component(
        key=key,
        data={
            "account": account,
            "conversation": conversation_id,
            "language": language,
            "ready": [{"title": one.title, "text": one.text} for one in ready],
            "taken": taken.ids(field),
            "answer": answer,
            "words": words,
        },
        on_asked_change=asked,
        on_typing_change=on_typing,
    )
