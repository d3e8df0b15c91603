"""Internal notes of a conversation, its tags, and the inbox of notes that name whoever is looking."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from console import session
from console.components import Pad, pad
from console.context import parts
from console.markup import literal, named
from console.opened import go, tell
from console.spoken import told
from console.texts import say
from console.views import noted, times
from console.views.decide import LONGEST, REFUSALS
from data import accounts, merging, notes, tags
from data.records import Account
from graph.desk import PersonalData

EXCERPT = 90  # characters of a note in the inbox


@st.fragment
def show(conversation_id: str) -> None:
    """The notes and a field for one more; whoever looks has seen what names them."""
    account = session.require()
    notes.see(parts().db, account.id, conversation_id)
    there = notes.of_conversation(parts().db, *merging.family(parts().db, conversation_id))
    with st.expander(say("note.title", n=len(there)), expanded=bool(there), icon=":material/sticky_note_2:"):
        st.html(noted.as_html(there, _names(), session.zone(), datetime.now(UTC)))
        if message := st.session_state.pop("note-refused", ""):
            st.error(literal(message))
        pad(_field(conversation_id), partial(_keep, conversation_id))


def tagged(conversation_id: str) -> None:
    """The tags, to be changed in place; new ones can be typed."""
    there = list(tags.of(parts().db, conversation_id))
    key = f"tags-{conversation_id}"
    st.session_state[key] = there
    st.multiselect(
        say("tags.label"), sorted({*tags.known(parts().db), *there}), key=key, accept_new_options=True,
        placeholder=say("tags.hint"), width=520, on_change=_retag, args=(conversation_id, there),
    )  # fmt: skip


def inbox(account: Account) -> None:
    """Notes that name this account, those not seen yet first."""
    found = notes.mentions(parts().db, account.id)
    if not found:
        return
    unseen = sum(one.seen_at is None for one in found)
    label = say("mention.title", number=unseen) if unseen else say("mention.none_new")
    with st.popover(label, icon=":material/alternate_email:", type="primary" if unseen else "secondary"):
        names = _names()
        for one in found[:10]:
            new = "" if one.seen_at else "● "
            head = f"{new}{names.get(one.by, '?')} · {times.at(one.created_at, session.zone())}"
            words = named(one.text)
            st.button(
                literal(f"{head}: {words[:EXCERPT]}{'…' if len(words) > EXCERPT else ''}"),
                key=f"mention-{one.note_id}", type="tertiary", on_click=go,
                args=("conversations",), kwargs={"conversation": one.conversation_id},
            )  # fmt: skip


def _field(conversation_id: str) -> Pad:
    return Pad(
        f"note:{conversation_id}", say("note.label"), say("note.hint"), say("note.help"), (("keep", say("note.keep")),), LONGEST,
    )  # fmt: skip


def _keep(conversation_id: str, _kind: str, text: str) -> bool:
    """After a refusal the text stays in its field."""
    try:
        parts().desk.note(conversation_id, session.require(), text)
    except REFUSALS as error:
        st.session_state["note-refused"] = told(error)
        return False
    return True


def _retag(conversation_id: str, before: list[str]) -> None:
    account, wanted = session.require(), st.session_state[f"tags-{conversation_id}"]
    try:
        for tag in wanted:
            if tag not in before:
                parts().desk.tag([conversation_id], account, tag)
        for tag in before:
            if tag not in wanted:
                parts().desk.untag([conversation_id], account, tag)
    except (*REFUSALS, PersonalData) as error:
        tell(literal(told(error)), ":material/error:")


def _names() -> dict[str, str]:
    return {account.id: account.display_name for account in accounts.listing(parts().db)}
