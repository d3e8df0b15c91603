"""People waiting: customers who want or need a person, and the chat with them."""

from __future__ import annotations

from functools import partial
from typing import Literal

import streamlit as st

from console import session
from console.context import moment, parts
from console.markup import plain, tag
from console.opened import show_told
from console.panels import assigning, chat
from console.roles import LEADS
from console.texts import say
from console.turnstile import glance
from console.views import routed, waiting
from console.views.waiting import Waiting
from data import takeovers

REFRESH = 3  # seconds between two looks at the queue


def show() -> None:
    """The whole page."""
    show_told()
    opened = st.query_params.get("conversation")
    with st.container(key="waiting"):
        left, right = st.columns([1, 2], gap="medium")
        with left:
            _queue(opened)
        with right:
            if opened:
                assigning.show(opened)
                chat.show(opened)
            else:
                _nothing_open()


@st.fragment(run_every=REFRESH)
@glance()
def _nothing_open() -> None:
    """What to do when no conversation is open; it notices by itself when somebody comes."""
    session.require()
    if takeovers.queue(parts().db):
        st.caption(say("waiting.choose"))
        return
    with st.container(key="nothing-open"):
        st.subheader(say("waiting.calm"), anchor=False)
        st.write(say("waiting.calm_next"))


@st.fragment(run_every=REFRESH)
@glance()
def _queue(opened: str | None) -> None:
    """The human queue, longest wait first, with the clock running."""
    account = session.require()
    now, minutes = moment(), parts().company.minutes
    rows = takeovers.queue(parts().db)
    st.html(tag("h2", plain(waiting.summary(rows, minutes, now, parts().waits.hours)), classes="gd-heading"))
    wanted = assigning.shown(account.id, "waiting-shown")
    known = routed.load(parts().db, parts().waits, now)
    part = routed.part(rows, account.id, known, wanted)
    ordered = routed.order(part, account.id, known, now, account.role in LEADS)
    for row in waiting.order(ordered, account.id):
        owner = " ".join(mark.word for mark in routed.marks(row.conversation_id, account.id, known))
        clock = routed.clock(row, known, now, session.zone())
        _row(waiting.waiting(row, minutes, account.id, now, owner, clock), opened)
    if not part:
        st.caption(say(f"routed.none_{wanted}" if rows else "waiting.rest"))


def _row(row: Waiting, opened: str | None) -> None:
    with st.container(border=True, key=f"wait-{row.conversation_id}"):
        st.html(waiting.as_html(row))
        if row.because:  # apart from the clock, so that it stays open while that runs
            st.html(row.because)
        if row.conversation_id == opened:
            st.caption(say("waiting.open_now"))
            return
        joined = bool(row.holder)
        kind: Literal["primary", "secondary"] = "secondary" if joined else "primary"
        label = say("waiting.open") if joined else say("waiting.join")
        action = chat.open_chat if joined else partial(chat.join, row.conversation_id)
        args = (row.conversation_id,) if joined else ()
        st.button(label, key=f"join-{row.conversation_id}", type=kind, on_click=action, args=args)
