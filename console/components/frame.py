"""What stands around the pages and is no part of them: the language of the document, and what the browser may forget."""

from __future__ import annotations

import streamlit as st

from console import session
from console.components.files import read

_component = st.components.v2.component("glassdesk_frame", js=read("frame.js"))
DECIDED = "decided-drafts"  # in the session's state: how often each was decided
TOLD = 20  # drafts, the newest; the browser hears of each at the next run


def frame(language: str) -> None:
    """Tell the browser in which language the page is written (Streamlit says English always), and what was decided."""
    account = session.signed_in()
    _component(
        key="frame",
        data={
            "language": language,
            "account": account.id if account else None,
            "decided": st.session_state.get(DECIDED, {}),
        },
    )


def let_go_of(draft_id: str) -> None:
    """Have the browser forget what was typed for a draft: the decision on it was taken."""
    counts: dict[str, int] = dict(st.session_state.get(DECIDED, {}))
    number = counts.pop(draft_id, 0) + 1
    st.session_state[DECIDED] = dict([*counts.items(), (draft_id, number)][-TOLD:])
