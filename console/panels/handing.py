"""Handing a conversation back, with what was agreed: the assistant keeps to it in its next drafts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from console import session
from console.components import Pad, pad
from console.components.pad import forget
from console.context import parts
from console.opened import tell
from console.texts import say
from console.views.decide import REFUSALS
from data.records import Takeover

QUERY = "handing"  # in the page's address, so that a reload comes back to the summary
LONGEST = 1000  # characters of a summary


def under_way(takeover: Takeover) -> bool:
    """Whether this takeover is being ended in this tab."""
    return st.query_params.get(QUERY) == takeover.id


def begin(takeover: Takeover) -> None:
    """Ask for the summary. For callbacks."""
    session.require()
    st.query_params[QUERY] = takeover.id
    st.session_state[_proposal(takeover)] = parts().desk.proposed(takeover.conversation_id)
    st.rerun()


def show(takeover: Takeover, refused: Callable[[Exception], None]) -> None:
    """The summary, proposed from what was promised in the chat, and the ways on and back."""
    key = _proposal(takeover)
    if key not in st.session_state:  # after a reload
        st.session_state[key] = parts().desk.proposed(takeover.conversation_id)
    with st.container(border=True, key="handing"):
        field = Pad(
            _item(takeover), say("handing.label"), say("handing.hint"), f"{say('handing.what')} {say('handing.help')}",
            (("go", say("handing.go")), ("stay", say("handing.stay"))), LONGEST, st.session_state[key], rows=4, empty=True,
        )  # fmt: skip
        pad(field, partial(_asked, takeover, refused))


def _asked(takeover: Takeover, refused: Callable[[Exception], None], kind: str, text: str) -> bool:
    """Hand back, or stay: then the words stay too, for the next time."""
    if kind == "go":
        try:
            parts().desk.hand_back(takeover.conversation_id, session.require(), text)
        except REFUSALS as error:
            refused(error)
            return False
        forget(_item(takeover))
        tell(say("chat.handed_back"), ":material/smart_toy:")
    st.query_params.pop(QUERY, None)
    return kind == "go"


def _item(takeover: Takeover) -> str:
    """The field's name: words for another takeover of the conversation are others."""
    return f"summary:{takeover.id}"


def _proposal(takeover: Takeover) -> str:
    return f"proposed-{takeover.id}"
