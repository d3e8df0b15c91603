"""What lies behind the placeholders of a conversation: shown one at a time, to those who may, and never kept.

Beneath it stand the reasons of each placeholder, and the way to hide more or less (`console.panels.marks`).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from console import roles, session
from console.context import parts
from console.markup import placeholder_name, plain, tag
from console.panels.marks import marks
from console.spoken import told
from console.texts import say
from console.views.decide import REFUSALS
from console.views.found import placeholders
from data.records import Message

SECONDS = 30.0  # how long a value is shown
REFRESH = 5  # seconds between two looks at whether the time is up


@dataclass(frozen=True, slots=True)
class Revealed:
    """A value on the screen, as safe HTML, and when it must go (`time.monotonic()`)."""

    conversation_id: str
    shown: str
    until: float


def hidden_details(conversation_id: str, messages: Sequence[Message], texts: Sequence[str] = ()) -> None:
    """A button for each placeholder, and what was found. A value is shown for half a minute; each look is an audit event."""
    found = placeholders([message.redacted or "" for message in messages] + list(texts))
    every = REFRESH if "revealed" in st.session_state else None
    st.html(tag("h3", say("hidden.title")))
    st.fragment(_details, run_every=every)(conversation_id, found)
    marks(conversation_id, messages)


def _details(conversation_id: str, found: Sequence[str]) -> None:
    account = session.require()
    if not found:
        st.caption(say("hidden.none"))
        return
    if not roles.may_reveal(account.role, parts().reveal_roles):
        st.caption(say("hidden.forbidden"))
        return
    st.caption(say("hidden.note"))
    with st.container(horizontal=True, gap="xsmall", key="hidden"):
        for name in found:
            st.button(
                placeholder_name(name),
                key=f"reveal-{name}",
                on_click=_reveal,
                args=(conversation_id, name),
            )
    _show_revealed(conversation_id)


def _reveal(conversation_id: str, name: str) -> None:
    """Look behind one placeholder. The value stays in this session's memory until its time is up."""
    account = session.require()
    if not roles.may_reveal(account.role, parts().reveal_roles):
        return
    try:
        shown = (
            plain(placeholder_name(name))
            + ": "
            + tag("b", plain(parts().desk.reveal(conversation_id, account, name)))
        )
    except REFUSALS as error:
        shown = plain(told(error))
    st.session_state["revealed"] = Revealed(conversation_id, shown, time.monotonic() + SECONDS)
    st.rerun()  # so that the clock starts


def _show_revealed(conversation_id: str) -> None:
    revealed = st.session_state.get("revealed")
    if not isinstance(revealed, Revealed):
        return
    if revealed.conversation_id != conversation_id or time.monotonic() > revealed.until:
        del st.session_state["revealed"]
        st.rerun()
    st.html(tag("p", revealed.shown, classes="gd-revealed"))
