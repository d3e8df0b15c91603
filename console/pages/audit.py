"""Audit: the latest events, and the proof that none was changed, removed or moved."""

from __future__ import annotations

import streamlit as st

from console import session
from console.context import parts
from console.roles import LEADS
from console.spoken import spoken
from console.texts import known, say
from console.views import audited
from data import accounts, audit

PAGE = 200  # events shown at first, and more at each click
REACH = "audit-reach"  # how many are shown


def show() -> None:
    """The whole page."""
    session.require(LEADS)
    st.html(f"<h2>{say('audit.title')}</h2>")
    st.caption(say("audit.what"))
    if st.button(say("audit.verify"), type="primary", icon=":material/verified_user:"):
        _verify()
    if not audit.events(parts().db, limit=1):
        st.info(say("audit.empty"))
        return
    _events({account.id: account.display_name for account in accounts.listing(parts().db)})


def _events(names: dict[str, str]) -> None:
    """The newest events that were asked for, and a button for older ones."""
    kinds, actors, conversation = _wanted(names)
    reach = st.session_state.get(REACH, PAGE)
    found = audit.events(
        parts().db, conversation_id=conversation, kinds=kinds, actors=actors, limit=reach + 1
    )
    if not found:
        st.info(say("audit_filter.none"))
        return
    zone = session.zone()
    st.caption(say("audit_filter.zone", zone=zone.key))
    st.dataframe(audited.table(found[:reach], names, zone), hide_index=True, height=600)
    if len(found) > reach:
        st.button(say("audit_filter.older"), on_click=_further, args=(reach,))


def _wanted(names: dict[str, str]) -> tuple[list[str], list[str], str | None]:
    """Kinds and actors to show, or none for all; the id of a conversation, or none for all."""
    kind, who, where = st.columns(3)
    everybody = {**{one: audited.actor(one, names) for one in audited.SYSTEM_ACTORS}, **names}
    kinds = kind.multiselect(
        say("audit_filter.kinds"),
        sorted(audit.KINDS, key=lambda one: known("event", one)),
        format_func=lambda one: known("event", one),
        placeholder=say("audit_filter.all"),
    )
    actors = who.multiselect(
        say("audit_filter.actors"),
        everybody,
        format_func=everybody.__getitem__,
        placeholder=say("audit_filter.all"),
    )
    return kinds, actors, where.text_input(say("audit_filter.conversation")).strip() or None


def _further(reach: int) -> None:
    st.session_state[REACH] = reach + PAGE


def _verify() -> None:
    with st.spinner(say("audit.verifying")):
        report = audit.verify(parts().db)
    if report.ok:
        st.success(say("audit.ok", n=report.events))
    else:
        st.error(say("audit.broken", n=report.events, problem=spoken(report.problem or "")))
