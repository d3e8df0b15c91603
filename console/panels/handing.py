"""Handing a conversation back, with what was agreed: the assistant keeps to it in its next drafts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from console import session
from console.context import parts
from console.opened import tell
from console.texts import say
from console.views.decide import REFUSALS

KEY = "handing-back"
LONGEST = 1000  # characters of a summary


def under_way(conversation_id: str) -> bool:
    """Whether this conversation is being handed back in this session."""
    return st.session_state.get(KEY) == conversation_id


def begin(conversation_id: str) -> None:
    """Ask for the summary. For callbacks."""
    session.require()
    st.session_state[KEY] = conversation_id
    st.session_state[_field(conversation_id)] = parts().desk.proposed(conversation_id)
    st.rerun()


def show(conversation_id: str, refused: Callable[[Exception], None]) -> None:
    """The summary, proposed from what was promised in the chat, and the ways on and back."""
    with st.container(border=True, key="handing"):
        st.text_area(
            say("handing.label"), key=_field(conversation_id), max_chars=LONGEST, height=120,
            help=say("handing.help"), placeholder=say("handing.hint"),
        )  # fmt: skip
        st.caption(say("handing.what"))
        with st.container(horizontal=True):
            st.button(
                say("handing.go"), type="primary", icon=":material/smart_toy:",
                on_click=partial(_hand_back, conversation_id, refused),
            )  # fmt: skip
            st.button(say("handing.stay"), on_click=_stay)


def _hand_back(conversation_id: str, refused: Callable[[Exception], None]) -> None:
    summary = st.session_state.get(_field(conversation_id)) or ""
    try:
        parts().desk.hand_back(conversation_id, session.require(), summary)
    except REFUSALS as error:
        refused(error)
        return
    _stay()
    tell(say("chat.handed_back"), ":material/smart_toy:")


def _stay() -> None:
    st.session_state.pop(KEY, None)


def _field(conversation_id: str) -> str:
    return f"summary-{conversation_id}"
