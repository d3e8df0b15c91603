"""What is said when a draft can't be decided here any more, and the way on."""

from __future__ import annotations

import streamlit as st

from console.markup import literal
from console.opened import open_draft, opened
from console.texts import say
from console.views import editing
from console.views.work import Blocked, Work
from data.records import Account


def why_blocked(work: Work, account: Account, blocked: Blocked, holder: str | None) -> None:
    """Why, and what to do. The reviewer's own text stays at hand, ready to be copied."""
    st.warning(
        say(f"blocked.{blocked}", name=literal(work.names.get(holder or "", "?"))), icon=":material/block:"
    )
    if work.newer:
        st.button(
            say("blocked.open_new"), type="primary", shortcut="N", on_click=open_draft, args=(work.newer,)
        )
    kept = opened(work.draft.id).typed or editing.unsent(work.desk, account.id)
    if kept and kept != work.draft.text:
        st.caption(say("blocked.your_text"))
        st.code(kept, language=None, wrap_lines=True)
