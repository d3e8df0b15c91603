"""A break that is offered in private, and the way to hand a hostile thread to a colleague. Nothing of a hint is kept."""

from __future__ import annotations

import time

import streamlit as st

from console import pile
from console.context import moment, parts
from console.markup import literal
from console.opened import open_draft, opened, tell
from console.session import require
from console.spoken import told
from console.texts import say
from console.views import queue as cards
from console.views import rest, routed
from console.views.work import Work
from data import approvals, assignments, attention, desk
from data.errors import DataError, NotFound
from data.records import Account

QUIET_UNTIL = "rest-quiet-until"  # in this session only: the hint leaves no trace elsewhere


def hint(account: Account) -> None:
    """Offer a break to this person alone, after a run of hostile messages; once put away, not again for a while."""
    if time.time() < float(st.session_state.get(QUIET_UNTIL, 0.0)):
        return
    if not rest.wants_rest(attention.handled(parts().db, account.id, now=moment())):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="rest"):
        st.write(say("rest.hint"))
        st.button(say("rest.away"), on_click=_put_away)


def hand_on(work: Work, blocked: bool) -> None:
    """Offer to hand the thread to a colleague, where the customer is hostile."""
    if blocked or work.canary is not None or not rest.hostile(work.turn):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="hand-on"):
        st.caption(say("rest.hostile"), width="content")
        st.button(say("rest.hand_on"), on_click=_hand_on, args=(work.draft.id, work.conversation.id))


def _put_away() -> None:
    st.session_state[QUIET_UNTIL] = time.time() + rest.QUIET


def _hand_on(draft_id: str, conversation_id: str) -> None:
    """Let it go: whoever comes next is offered it, this person for a day only when nothing else waits."""
    account = require()
    try:
        attention.pass_on(parts().db, conversation_id, account.id)
        desk.release(parts().db, draft_id, account.id)
        _put_down(conversation_id, account)
    except (DataError, NotFound) as error:
        opened(draft_id).message = say("refused.other", why=literal(told(error)))
        return
    tell(say("rest.handed_on"))
    asked = approvals.of_open(parts().db)
    waiting = routed.order(pile.queue(account), account.id, routed.load(parts().db, parts().waits, moment()))
    open_draft(cards.next_draft(waiting, account.id, after=draft_id, asked=asked))


def _put_down(conversation_id: str, account: Account) -> None:
    """Make it nobody's, as the dealing would: what a person puts down isn't dealt out again."""
    mine = assignments.current(parts().db, conversation_id)
    if mine is None or mine.account_id != account.id:
        return
    if assignments.deal(parts().db, conversation_id, None, "unfit", mine.number) is None:
        assignments.assign(parts().db, conversation_id, None, account.id)  # somebody else is on it already
