"""Audit: the latest events, and the proof that none was changed, removed or moved."""

from __future__ import annotations

import streamlit as st

from console import session
from console.context import parts
from console.roles import LEADS
from console.spoken import spoken
from console.texts import say
from console.views import conversations as views
from data import accounts, audit

LATEST = 200  # events shown


def show() -> None:
    """The whole page."""
    session.require(LEADS)
    st.html(f"<h2>{say('audit.title')}</h2>")
    st.caption(say("audit.what"))
    if st.button(say("audit.verify"), type="primary", icon=":material/verified_user:"):
        _verify()
    events = audit.events(parts().db, limit=LATEST)
    if not events:
        st.info(say("audit.empty"))
        return
    names = {account.id: account.display_name for account in accounts.listing(parts().db)}
    st.dataframe(views.events_table(events, names), hide_index=True, height=600)


def _verify() -> None:
    with st.spinner(say("audit.verifying")):
        report = audit.verify(parts().db)
    if report.ok:
        st.success(say("audit.ok", n=report.events))
    else:
        st.error(say("audit.broken", n=report.events, problem=spoken(report.problem or "")))
