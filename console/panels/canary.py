"""What is said at once, and calmly, to whoever answered a canary."""

from __future__ import annotations

import streamlit as st

from console import pile
from console.components.focus import focus
from console.context import moment, parts
from console.markup import plain, tag
from console.opened import open_draft
from console.texts import say
from console.views import canary as views
from console.views import queue as cards
from console.views import routed
from console.views.canary import Feedback
from console.views.decide import Action
from console.views.work import Work
from data import approvals, canaries
from data.records import Account

TOLD = "canary-told"  # where this session keeps what is to be said


def answer(work: Work, account: Account, action: Action) -> None:
    """Keep the answer and leave the feedback for the next run. Raises `Stale` or `ClaimTaken`; nothing is kept then."""
    if work.canary is None:
        raise ValueError(f"{work.draft.id!r} is a draft: decide it")
    seen = views.spotted(work.canary, action)
    canaries.answer(parts().db, work.canary.id, account.id, seen)
    st.session_state[TOLD] = Feedback(seen, work.canary)


def announced() -> str:
    """That there are test drafts, for everybody to know; empty where there are none."""
    return say("canary.exist") if parts().canary_rate > 0 else ""


def told() -> Feedback | None:
    """What is to be said now."""
    found = st.session_state.get(TOLD)
    return found if isinstance(found, Feedback) else None


def forget() -> None:
    """It was said."""
    st.session_state.pop(TOLD, None)


def show(feedback: Feedback, account: Account) -> None:
    """The feedback, with the way on. The keyboard is on its heading; Tab leads to the button."""
    title = say("canary.spotted" if feedback.spotted else "canary.missed")
    with st.container(border=True, key="canary"):
        st.html(tag("h2", plain(title), classes="gd-heading"))
        st.html(views.feedback_html(feedback))
        waiting = routed.order(
            pile.queue(account), account.id, routed.load(parts().db, parts().waits, moment())
        )
        following = cards.next_draft(waiting, account.id, asked=approvals.of_open(parts().db))
        label = say("canary.next" if following else "canary.back")
        st.button(label, type="primary", shortcut="N", on_click=_go_on, args=(following,))
    focus("canary", feedback.canary.id)


def _go_on(following: str | None) -> None:
    forget()
    open_draft(following)
