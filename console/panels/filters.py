"""The filters above the list of conversations, and the views that were saved of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal
from console.opened import tell
from console.roles import LEADS
from console.spoken import told
from console.texts import known, say
from console.views import conversations as views
from console.views import finding as found
from console.views import words
from console.views.finding import Finding
from data import tags
from data import views as saved
from data.errors import DataError
from data.records import Account, SavedView
from disclosure import LANGUAGES
from graph.desk import PersonalData

FIELDS = [field.name for field in fields(Finding)]
PAGE = "conversations-page"
KEPT = "views-kept"  # how many in this session


def finding() -> Finding:
    """What is looked for in this session."""
    held = st.session_state.get("finding")
    return held if isinstance(held, Finding) else Finding()


def look_for(wanted: Finding) -> None:
    """Look for something else, from the first page on. For callbacks, and before the filters are shown."""
    st.session_state["finding"] = wanted
    st.session_state[PAGE] = 0
    for name in FIELDS:
        st.session_state[f"find-{name}"] = getattr(wanted, name)


def show(account: Account, names: Mapping[str, str]) -> Finding:
    """Saved views, then the filters; returns what is looked for."""
    kept = saved.visible(parts().db, account.id)
    _asked_by_address(kept)
    for name in FIELDS:  # a widget that was not shown has forgotten its value
        st.session_state.setdefault(f"find-{name}", getattr(finding(), name))
    _views(kept, account, names)
    with st.container(horizontal=True, key="filters", vertical_alignment="bottom"):
        st.text_input(
            say("filter.text"), key="find-text", max_chars=found.LONGEST,
            placeholder=say("find.hint"), help=say("find.help"), on_change=_changed,
        )  # fmt: skip
        _choice("state", "filter.state", views.STATES, lambda name: known("state", name))
        _choice("tag", "find.tag", list(tags.known(parts().db)), lambda tag: f"#{tag}")
        with st.popover(_more(finding().folded_away), icon=":material/tune:"):
            _choice("language", "filter.language", LANGUAGES, words.language)
            _choice("intent", "filter.intent", list(parts().desk.titles()), words.intent)
            _choice("mood", "find.mood", list(found.MOODS), lambda name: known("mood", name))
            _choice("channel", "find.channel", ("chat", "api"), lambda name: known("channel", name))
            _choice("reviewer", "find.reviewer", list(names), lambda id: names.get(id, "?"))
            _choice("days", "filter.period", found.PERIODS, found.period)
        if finding().narrows:
            st.button(say("find.clear"), icon=":material/close:", on_click=look_for, args=(Finding(),))
    return finding()


def _choice(name: str, label: str, options: Sequence[Any], shown: Callable[[Any], str]) -> None:
    key = f"find-{name}"
    there, now = list(options), st.session_state.get(key)
    if now is not None and now not in there:  # such as a tag that nobody uses any more
        there.append(now)
    st.selectbox(
        say(label), there, index=None, key=key, placeholder=say("all"), format_func=shown, on_change=_changed
    )


def _changed() -> None:
    look_for(Finding.of({name: st.session_state.get(f"find-{name}") for name in FIELDS}))


def _more(number: int) -> str:
    return say("find.more_on", number=number) if number else say("find.more")


def _asked_by_address(kept: Sequence[SavedView]) -> None:
    """A saved view that the address names is taken once."""
    wanted = st.query_params.get("view")
    if wanted and st.session_state.get("view-taken") != wanted:
        st.session_state["view-taken"] = wanted
        for view in kept:
            if view.id == wanted:
                look_for(Finding.read(view.wanted))


def _views(kept: Sequence[SavedView], account: Account, names: Mapping[str, str]) -> None:
    """Quick links, the one in use marked, and what can be saved or removed."""
    now = finding()
    with st.container(horizontal=True, key="views", vertical_alignment="center"):
        for view in kept:
            theirs = view.account_id != account.id
            st.button(
                literal(view.name),
                key=f"view-{view.id}",
                icon=":material/group:" if view.shared else ":material/bookmark:",
                type="primary" if Finding.read(view.wanted) == now else "secondary",
                help=literal(
                    found.said(Finding.read(view.wanted), names)
                    + (f" — {names.get(view.account_id, '?')}" if theirs else "")
                ),
                on_click=_open,
                args=(view,),
            )
        removable = [view for view in kept if view.account_id == account.id or account.role in LEADS]
        if now.narrows or removable:
            with st.popover(say("view.save"), icon=":material/bookmark_add:"):
                _save(now, names)
                _remove(removable)


def _save(now: Finding, names: Mapping[str, str]) -> None:
    st.caption(literal(found.said(now, names)))
    number = st.session_state.get(
        KEPT, 0
    )  # fresh fields once a view was kept; what was refused stays to be changed
    with st.form("save-view", border=False):
        name = st.text_input(say("view.name"), max_chars=saved.LONGEST, key=f"view-name-{number}")
        shared = st.checkbox(say("view.shared"), key=f"view-shared-{number}")
        if st.form_submit_button(say("view.keep"), disabled=not now.narrows):
            account = session.require()
            try:
                view = parts().desk.save_view(account, name, shared, now.kept())
            except PersonalData:
                st.error(say("view.personal"))
                return
            except DataError as error:
                st.error(literal(told(error)))
                return
            st.session_state[KEPT] = number + 1
            st.query_params["view"] = view.id
            tell(say("view.saved", name=literal(view.name)))
            st.rerun()


def _remove(removable: Sequence[SavedView]) -> None:
    for view in removable:
        st.button(
            say("view.remove", name=literal(view.name)), key=f"drop-{view.id}", icon=":material/delete:",
            type="tertiary", on_click=_drop, args=(view,),
        )  # fmt: skip


def _drop(view: SavedView) -> None:
    account = session.require()
    saved.remove(parts().db, view.id, account.id, lead=account.role in LEADS)
    tell(say("view.removed", name=literal(view.name)))


def _open(view: SavedView) -> None:
    st.query_params["view"] = st.session_state["view-taken"] = view.id
    look_for(Finding.read(view.wanted))
