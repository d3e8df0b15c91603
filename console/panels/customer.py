"""The customer beside the draft: folded, with what matters in its title; `P` opens it."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from console import session
from console.context import parts
from console.opened import opened
from console.views import customer
from console.views.work import Work
from graph.desk.customer import Known


def show(work: Work) -> None:
    """History, orders, moods and promises. They are read once for each draft that is opened, not at each run."""
    session.require()
    found = _known(work)
    with st.container(key="customer"), st.expander(customer.heading(found), icon=":material/person:"):
        st.html(customer.html(found, session.zone(), datetime.now(UTC)))


def _known(work: Work) -> Known:
    key = (work.draft.id, opened(work.draft.id).since, work.conversation.last_seq)
    before = st.session_state.get("customer-known")
    if before is None or before[0] != key:
        before = st.session_state["customer-known"] = (key, parts().desk.customer(work.conversation.id))
    known: Known = before[1]
    return known
