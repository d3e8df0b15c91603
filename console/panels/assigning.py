"""Whose a conversation is, and giving it to somebody: beside an opened draft and an opened chat."""

from __future__ import annotations

import streamlit as st

from console import session
from console.context import moment, parts
from console.markup import literal
from console.opened import tell
from console.spoken import told
from console.texts import say
from console.views import routed, staffed
from console.views.routed import Routed
from data import assignments
from data.errors import DataError, NotFound
from data.records import QueueShown


@st.fragment
def show(conversation_id: str) -> None:
    """A small button that says whose it is and opens the list of people."""
    account = session.require()
    known = routed.load(parts().db, parts().waits, moment())
    owner = known.owner(conversation_id)
    with st.popover(
        _label(owner, account.id, known), icon=":material/assignment_ind:", key=f"assign-{conversation_id}"
    ):
        if owner != account.id:
            st.button(
                say("routed.to_me"),
                key=f"assign-me-{conversation_id}",
                on_click=_assign,
                args=(conversation_id, account.id),
            )
        people = staffed.assignable(parts().db, account.id, owner)
        st.selectbox(
            say("routed.to"),
            [person.account_id for person in people],
            index=None,
            placeholder=say("routed.choose"),
            format_func={person.account_id: person.label for person in people}.__getitem__,
            key=f"assign-to-{conversation_id}",
            on_change=_chosen,
            args=(conversation_id,),
        )
        if owner is not None:
            st.button(
                say("routed.unassign"),
                key=f"unassign-{conversation_id}",
                on_click=_assign,
                args=(conversation_id, None),
            )


def shown(account_id: str, key: str) -> QueueShown:
    """Which part of the queue to show; the choice is remembered for this account."""
    if key not in st.session_state:  # set again at each refresh, it would undo a click that is on its way
        st.session_state[key] = staffed.queue_shown(parts().db, account_id)
    chosen: QueueShown | None = st.segmented_control(
        say("routed.show"),
        routed.SHOWN,
        format_func=lambda name: say(f"routed.shown.{name}"),
        key=key,
        label_visibility="collapsed",
        required=True,
        on_change=_remember,
        args=(account_id, key),
    )
    return chosen or "all"


def _label(owner: str | None, account_id: str, known: Routed) -> str:
    if owner is None:
        return say("routed.nobody")
    return say("routed.mine") if owner == account_id else literal(known.name(owner))


def _remember(account_id: str, key: str) -> None:
    if chosen := st.session_state.get(key):
        staffed.remember(parts().db, account_id, chosen)


def _chosen(conversation_id: str) -> None:
    if to := st.session_state.get(f"assign-to-{conversation_id}"):
        _assign(conversation_id, to)


def _assign(conversation_id: str, to: str | None) -> None:
    """Give it to somebody or to nobody, and say so."""
    account = session.require()
    try:
        assignments.assign(parts().db, conversation_id, to, account.id)
    except NotFound:
        tell(say("routed.gone"), ":material/error:")
    except DataError as error:
        tell(say("refused.other", why=literal(told(error))), ":material/error:")
    else:
        known = routed.load(parts().db, parts().waits, moment())
        tell(say("routed.given", name=literal(known.name(to))) if to else say("routed.given_to_nobody"))
    st.rerun()
