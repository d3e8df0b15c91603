"""Conversations: find one, read all of it, and see how its replies came about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from console import session
from console.context import parts
from console.opened import show_told
from console.panels import narrowed, story
from console.texts import known, say
from console.views import conversations as views
from console.views import words
from data import conversations
from data.records import ConversationRow
from disclosure import LANGUAGES

PAGE = 50  # rows of the table


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
    among = narrowed.show()
    finding = filters.show(account, names)
    page = st.session_state.get(filters.PAGE, 0)
    found = search.find(parts().db, finding.wanted(among), limit=PAGE, offset=page * PAGE)
    if not found.rows:
        searched = finding.narrows or among or page
        st.info(say("conversations.none") if searched else say("conversations.empty", url=parts().url))
    else:
        st.caption(say("conversations.hint"))
        st.dataframe(
            views.table(rows[:PAGE], session.zone()),
            hide_index=True,
            height=640 if len(rows) > 16 else "auto",
            on_select=partial(_selected, rows[:PAGE]),
            selection_mode="single-row",
            key=f"conversations-{page}",
        )
    with st.container(horizontal=True):
        st.button(say("page.previous"), disabled=page == 0, on_click=_turn, args=(page - 1,))
        st.button(say("page.next"), disabled=len(rows) <= PAGE, on_click=_turn, args=(page + 1,))


def _filters() -> tuple[str, str | None, str | None]:
    with st.container(horizontal=True, key="filters"):
        text = st.text_input(
            say("filter.text"), placeholder=say("filter.text_hint"), on_change=_turn, args=(0,)
        )
        state = st.selectbox(
            say("filter.state"), [None, *views.STATES], on_change=_turn, args=(0,),
            format_func=lambda name: known("state", name) if name else say("all"),
        )  # fmt: skip
        language = st.selectbox(
            say("filter.language"), [None, *LANGUAGES], on_change=_turn, args=(0,),
            format_func=lambda code: words.language(code) if code else say("all"),
        )  # fmt: skip
    return text.strip(), state, language


def _turn(page: int) -> None:
    st.session_state["conversations-page"] = page


def _selected(rows: Sequence[ConversationRow]) -> None:
    page = st.session_state.get("conversations-page", 0)
    chosen = st.session_state[f"conversations-{page}"].selection.rows
    if chosen and chosen[0] < len(rows):
        open_conversation(rows[chosen[0]].id)
