"""Joining a conversation to another one of the same customer, and parting them again."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal, named
from console.opened import go, tell
from console.spoken import told
from console.texts import known, say
from console.views import thread, times
from console.views.decide import REFUSALS
from console.views.readable import readable
from data import conversations, merging, messages
from data.records import Conversation, Merge

EXCERPT = 60  # characters of the other conversation's last message


def show(conversation: Conversation) -> None:
    """What it is joined with; the ways in and out."""
    into = merging.into(parts().db, conversation.id)
    if into is not None:
        with st.container(horizontal=True, key="joined-into", vertical_alignment="center"):
            st.info(say("merge.into"), icon=":material/merge:")
            st.button(say("merge.open"), on_click=partial(go, "conversations", conversation=into.target_id))
            st.button(say("merge.part"), on_click=_part, args=(into,))
        return
    for merge in merging.joined(parts().db, conversation.id):
        with st.container(horizontal=True, key=f"joined-{merge.source_id}", vertical_alignment="center"):
            at = times.at(merge.merged_at, session.zone())
            st.caption(say("merge.with", what=literal(_about(merge.source_id)), at=at))
            st.button(say("merge.part"), key=f"part-{merge.id}", on_click=_part, args=(merge,))


def beside(conversation_id: str) -> None:
    """For whoever reviews a draft: that the conversation is one with another, and both of them to read, folded."""
    said = parts().desk.beside(conversation_id)
    if not said:
        return
    there = sum(message.conversation_id != conversation_id for message in said)
    with st.expander(say("merge.beside", n=there), icon=":material/merge:"):
        st.html(thread.as_html(thread.bubbles(said, session.zone(), datetime.now(UTC), here=conversation_id)))


def offer(conversation: Conversation) -> None:
    """The button that joins it, where the customer has other conversations."""
    family = merging.family(parts().db, conversation.id)
    others = [
        one for one in conversations.of_customer(parts().db, conversation.customer_id) if one.id not in family
    ]
    if not others or merging.into(parts().db, conversation.id) is not None:
        return
    with st.popover(say("merge.join"), icon=":material/merge:"):
        st.write(say("merge.what"))
        target = st.selectbox(
            say("merge.target"), [one.id for one in others], index=None, format_func=_about,
            placeholder=say("merge.choose"), key=f"join-to-{conversation.id}",
        )  # fmt: skip
        st.button(
            say("merge.both"), type="primary", disabled=target is None, on_click=_join, args=(conversation.id, target),
        )  # fmt: skip


def _about(conversation_id: str) -> str:
    """A conversation in a line."""
    one = conversations.get(parts().db, conversation_id)
    said = messages.of_conversation(parts().db, conversation_id)
    last = next((m.redacted for m in reversed(said) if m.redacted and m.kind != "notice"), "")
    at, words = times.at(one.updated_at, session.zone()), named(readable(last))[:EXCERPT]
    return f"{at} · {known('state', one.state)} · {words}"


def _join(source_id: str, target_id: str) -> None:
    try:
        made = parts().desk.join(source_id, target_id, session.require())
    except REFUSALS as error:
        tell(literal(told(error)), ":material/error:")
        return
    tell(say("merge.done"), ":material/merge:")
    go("conversations", conversation=made.target_id)


def _part(merge: Merge) -> None:
    try:
        parts().desk.part(merge, session.require())
    except REFUSALS as error:
        tell(literal(told(error)), ":material/error:")
    else:
        tell(say("merge.parted"))
