"""One conversation in full: messages, drafts with their decisions, audit events, and what can be done."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from console import session
from console.context import parts
from console.markup import plain, tag
from console.opened import go, tell
from console.panels import joined, notes
from console.panels.hidden import hidden_details
from console.texts import known, say
from console.views import audited, noted, refused, thread, times, words
from console.views import conversations as views
from console.views.decide import REFUSALS
from data import accounts, audit, conversations, decisions, desk, drafts, handbacks, merging
from data.errors import DataError, NotFound
from data.records import Conversation


def show(conversation_id: str) -> None:
    """The whole conversation."""
    session.require()
    try:
        conversation = conversations.get(parts().db, conversation_id)
    except NotFound:
        st.info(say("conversation.unknown"))
        return
    _head(conversation)
    joined.show(conversation)
    _actions(conversation)
    notes.tagged(conversation_id)
    said = parts().desk.whole(conversation_id)
    main, side = st.columns([1.5, 1], gap="medium")
    with main:
        shown = thread.bubbles(said, session.zone(), datetime.now(UTC), here=conversation_id)
        st.html(thread.as_html(shown))
    with side:
        _agreed(conversation_id)
        notes.show(conversation_id)
        hidden_details(conversation_id, parts().desk.messages(conversation_id))
        _drafts(conversation_id)
    _events(conversation_id)


def _head(conversation: Conversation) -> None:
    opened = times.at(conversation.created_at, session.zone())
    facts = [
        tag("b", plain(known("state", conversation.state))),
        plain(words.language(conversation.language)),
        plain(known("channel", conversation.channel)),
        plain(say("conversation.since", at=opened)),
    ]
    st.html(tag("div", "".join(tag("span", fact) for fact in facts), classes="gd-facts"))


def _actions(conversation: Conversation) -> None:
    """Take over, close, or go where the work on it is done."""
    with st.container(horizontal=True, key="conversation-actions"):
        if conversation.state == "ai":
            st.button(
                say("conversation.take_over"),
                type="primary",
                on_click=partial(_take_over, conversation.id),
            )
        if conversation.state in ("waiting_human", "human"):
            st.button(
                say("conversation.to_chat"), on_click=partial(go, "waiting", conversation=conversation.id)
            )
        for draft in drafts.of_conversation(parts().db, conversation.id):
            if desk.get(parts().db, draft.id).status == "open":
                st.button(say("conversation.to_review"), on_click=partial(go, "review", draft=draft.id))
        if conversation.state != "closed":
            st.button(say("conversation.close"), on_click=partial(_close, conversation.id))
        else:
            st.button(
                say("bulk.reopen"), icon=":material/refresh:", on_click=partial(_reopen, conversation.id)
            )
        joined.offer(conversation)


def _take_over(conversation_id: str) -> None:
    account = session.require()  # callbacks run before the script has looked who is there
    try:
        parts().desk.start_takeover(conversation_id, account)
    except REFUSALS as error:
        names = {found.id: found.display_name for found in accounts.listing(parts().db)}
        tell(refused.takeover(error, names), ":material/error:")
        return
    go("waiting", conversation=conversation_id)


def _close(conversation_id: str) -> None:
    account = session.require()
    try:
        conversations.close(parts().db, conversation_id, account.id)
    except DataError as error:
        tell(refused.takeover(error, {}), ":material/error:")
    else:
        tell(say("conversation.closed"))


def _reopen(conversation_id: str) -> None:
    account = session.require()
    try:
        opened = conversations.reopen(parts().db, conversation_id, account.id)
    except DataError as error:
        tell(refused.takeover(error, {}), ":material/error:")
    else:
        waits = opened is not None and opened.state == "waiting_human"
        tell(say("conversation.reopened_waits" if waits else "conversation.reopened"))


def _agreed(conversation_id: str) -> None:
    """What people agreed with the customer when they handed the conversation back."""
    told = handbacks.of(parts().db, *merging.family(parts().db, conversation_id))
    if told:
        names = {account.id: account.display_name for account in accounts.listing(parts().db)}
        st.html(noted.agreed_html(told, names, session.zone()))


def _drafts(conversation_id: str) -> None:
    """Each version of each draft and its decision."""
    made = drafts.of_conversation(parts().db, conversation_id)
    decided = {
        decision.draft_id: decision for decision in decisions.of_conversation(parts().db, conversation_id)
    }
    names = {account.id: account.display_name for account in accounts.listing(parts().db)}
    with st.expander(say("conversation.drafts", n=len(made)), expanded=bool(made)):
        shown = [views.draft_html(draft, decided.get(draft.id), names, session.zone()) for draft in made]
        st.html("".join(shown) or tag("p", say("conversation.no_drafts"), classes="gd-quiet"))


def _events(conversation_id: str) -> None:
    events = audit.events(parts().db, conversation_id=conversation_id)
    names = {account.id: account.display_name for account in accounts.listing(parts().db)}
    with st.expander(say("conversation.events", n=len(events))):
        st.dataframe(audited.table(events, names, session.zone()), hide_index=True)
