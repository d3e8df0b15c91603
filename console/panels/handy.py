"""What is at hand all over the review page: the map of keys, and taking the last decision back."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from console import session
from console.components.keys import keys
from console.components.undo import undo_bar
from console.context import parts
from console.opened import open_anew, tell
from console.texts import say
from console.views import decide
from console.views.keys import REVIEW
from data.records import Account


def tools(account: Account) -> None:
    """The map; and the bar, while this person's latest decision has not been carried out, also after a reload."""
    with st.container(key="at-hand"):
        keys(REVIEW)
    with st.container(key="undo-bar"):
        found = parts().desk.undoable(account)
        if found is None:
            return
        left = (found.until - datetime.now(UTC)).total_seconds()
        undo_bar(found.decision.id, say(f"undo.{found.decision.kind}", seconds="{seconds}"), left, _undo)


def _undo(decision_id: str) -> None:
    """Open the draft again as it was decided; when it was too late, say so and stay."""
    account = session.require()
    try:
        undone = parts().desk.undo(decision_id, account, parts().claim_seconds)
    except decide.REFUSALS as error:
        tell(decide.refusal(error).message, ":material/error:")
        st.rerun()
    open_anew(undone.draft_id)
