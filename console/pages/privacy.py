"""Privacy lists: words that are always hidden, and words that never are. Supervisors add and withdraw them."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from console import session
from console.context import parts
from console.opened import go, show_told, tell
from console.roles import LEADS
from console.texts import say
from console.views import listed
from console.views.marking import REFUSALS, refusal
from data.records import TermKind
from graph.desk import Word

PAGE = 30  # words shown at once
SECONDS = 120.0  # how long hidden words are shown
REFRESH = 5  # seconds between two looks at whether the time is up
SHOWN = "lists-shown"


def show() -> None:
    """The whole page."""
    show_told()
    session.require(LEADS)
    st.html(f"<h2>{say('lists.title')}</h2>")
    st.caption(say("lists.what"))
    hide, leave = st.tabs([say("lists.deny"), say("lists.allow")])
    with hide:
        st.fragment(_hidden, run_every=REFRESH if SHOWN in st.session_state else None)()
    with leave:
        account = session.require(LEADS)
        _list("allow", parts().desk.words("allow", account))


def _hidden() -> None:
    """The words that are always hidden: hidden here too, until somebody asks to see them."""
    account = session.require(LEADS)
    until, revealed = st.session_state.get(SHOWN, (0.0, {}))
    if revealed and time.monotonic() > until:
        del st.session_state[SHOWN]
        st.rerun()
    words = listed.merged(parts().desk.words("deny", account), revealed)
    if words and not revealed:
        st.button(
            say("lists.show"), icon=":material/visibility:", help=say("lists.show_help"), on_click=_show
        )
    _list("deny", words)


def _show() -> None:
    """Look at the hidden words. They stay in this session's memory until their time is up."""
    account = session.require(LEADS)
    found = {word.id: word for word in parts().desk.words("deny", account, show=True)}
    st.session_state[SHOWN] = (time.monotonic() + SECONDS, found)
    st.rerun()  # so that the clock starts


def _list(kind: TermKind, words: list[Word]) -> None:
    _add(kind)
    used, gone = listed.in_use(words), listed.withdrawn(words)
    if not used:
        st.caption(say(f"lists.{kind}_empty"))
    limit = st.session_state.get(f"lists-{kind}", PAGE)
    for word in used[:limit]:
        _word(word)
    if len(used) > limit:
        st.button(say("page.more"), key=f"more-{kind}", on_click=partial(_more, kind))
    if gone:
        with st.expander(say("lists.withdrawn", n=len(gone))):
            now = datetime.now(UTC)
            st.html("".join(listed.line_html(word, session.zone(), now) for word in gone[:PAGE]))


def _add(kind: TermKind) -> None:
    """The form; what was typed stays after a refusal."""
    times = st.session_state.get(f"added-{kind}", 0)
    with (
        st.form(f"add-{kind}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", key=f"new-{kind}"),
    ):
        words = st.text_input(
            say("lists.word"), max_chars=200, key=f"word-{kind}-{times}", autocomplete="off"
        )
        reason = st.text_input(
            say("lists.reason"), max_chars=300, key=f"reason-{kind}-{times}", autocomplete="off"
        )
        pressed = st.form_submit_button(say(f"lists.{kind}_add"), type="primary")
    if pressed:
        _added(kind, words, reason)


def _added(kind: TermKind, words: str, reason: str) -> None:
    if not reason.strip():
        st.error(say("lists.needs_reason"))
        return
    try:
        parts().desk.add_word(kind, session.require(LEADS), words, reason)
    except REFUSALS as error:
        st.error(refusal(error))
        return
    st.session_state[f"added-{kind}"] = st.session_state.get(f"added-{kind}", 0) + 1
    tell(say("lists.added"))
    st.rerun()


def _word(word: Word) -> None:
    """One word with its story, and the way to withdraw it."""
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"listed-{word.id}"):
        st.html(listed.line_html(word, session.zone(), datetime.now(UTC)))
        if word.conversation_id:
            st.button(
                say("lists.open"),
                key=f"open-{word.id}",
                on_click=partial(go, "conversations", conversation=word.conversation_id),
            )
        with st.popover(say("lists.withdraw")), st.form(f"withdraw-{word.id}", border=False):
            reason = st.text_input(
                say("lists.reason"), max_chars=300, key=f"because-{word.id}", autocomplete="off"
            )
            if st.form_submit_button(say("lists.withdraw_now")):
                _withdraw(word.id, reason)


def _withdraw(term_id: str, reason: str) -> None:
    if not reason.strip():
        st.error(say("lists.needs_reason"))
        return
    try:
        parts().desk.withdraw_word(term_id, session.require(LEADS), reason)
    except REFUSALS as error:
        st.error(refusal(error))
        return
    tell(say("lists.withdrawn_now"))
    st.rerun()


def _more(kind: TermKind) -> None:
    st.session_state[f"lists-{kind}"] = st.session_state.get(f"lists-{kind}", PAGE) + PAGE
