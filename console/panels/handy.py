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
from data.records import Account, Decision


def tools(account: Account) -> None:
    """The map; and the bar, while this person's latest decision has not been carried out, also after a reload."""
    with st.container(key="at-hand"):
        keys(REVIEW)
    with st.container(key="undo-bar"):
        found = parts().desk.undoable(account)
        if found is None:
            return
        left = (found.until - datetime.now(UTC)).total_seconds()
        undo_bar(found.decision.id, line(found.decision, account), left, _undo)


def line(decision: Decision, account: Account) -> str:
    """What the bar says of a decision; `{seconds}` is left to be filled in. A second person let out another one's text."""
    kind = decision.kind if decision.reviewer_id == account.id else "second"
    return say(f"undo.{kind}", seconds="{seconds}")


def speaks_of(draft_id: str, account: Account) -> bool:
    """Whether the bar tells what this person decided about the draft: then nothing else needs to, and it isn't done yet."""
    held = parts().desk.undoable(account)
    return held is not None and held.decision.draft_id == draft_id


def _undo(decision_id: str) -> None:
    """Open the draft again as it was decided; when it was too late, say so and stay."""
    account = session.require()
    try:
        undone = parts().desk.undo(decision_id, account, parts().claim_seconds)
    except decide.REFUSALS as error:
        tell(decide.refusal(error).message, ":material/error:")
        st.rerun()
    open_anew(undone.draft_id)
