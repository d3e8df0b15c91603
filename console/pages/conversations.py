"""Conversations: find one, read all of it, and see how its replies came about."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from console import session
from console.components import found_list
from console.context import parts
from console.opened import show_told
from console.panels import bulk, filters, narrowed, notes, story
from console.texts import say
from console.views import hits
from data import accounts, search
from data.folding import terms
from data.records import Found

PAGE = 50  # conversations of the list


def show() -> None:
    """The list, or one conversation."""
    show_told()
    session.require()
    chosen = st.query_params.get("conversation")
    if chosen:
        st.button(
            say("conversations.back"), icon=":material/arrow_back:", on_click=partial(open_conversation, None)
        )
        story.show(chosen)
    else:
        _list()


def open_conversation(conversation_id: str | None) -> None:
    """Show this conversation, or the list. For callbacks."""
    if conversation_id:
        st.query_params["conversation"] = conversation_id
    else:
        st.query_params.pop("conversation", None)
    st.rerun()


def _list() -> None:
    account = session.require()
    notes.inbox(account)
    names = {one.id: one.display_name for one in accounts.listing(parts().db)}
    among = narrowed.show()
    finding = filters.show(account, names)
    page = st.session_state.get(filters.PAGE, 0)
    found = search.find(parts().db, finding.wanted(among), limit=PAGE, offset=page * PAGE)
    if page and not found.rows:  # fewer than there were when this page was turned to
        page = st.session_state[filters.PAGE] = 0
        found = search.find(parts().db, finding.wanted(among), limit=PAGE)
    if not found.rows:
        searched = finding.narrows or among
        st.info(say("conversations.none") if searched else say("conversations.empty", url=parts().url))
    else:
        _found(found, terms(finding.text), page, names)
    if page or found.total > PAGE:
        _turning(page, found.total)


def _found(found: Found, looked_for: tuple[str, ...], page: int, names: dict[str, str]) -> None:
    first = page * PAGE + 1
    st.caption(say("find.count", first=first, last=first + len(found.rows) - 1, n=found.total))
    cards = hits.cards(found, looked_for, session.zone(), datetime.now(UTC))
    above = st.container()
    picked = found_list(cards, open_conversation, forget=bulk.forget())
    with above:
        bulk.show(picked, names)


def _turning(page: int, total: int) -> None:
    with st.container(horizontal=True):
        st.button(say("page.previous"), disabled=page == 0, on_click=_turn, args=(page - 1,))
        st.button(say("page.next"), disabled=(page + 1) * PAGE >= total, on_click=_turn, args=(page + 1,))


def _turn(page: int) -> None:
    st.session_state[filters.PAGE] = page
