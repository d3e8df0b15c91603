"""Waits that run out: a banner above every page, and a toast once for each that it names."""

from __future__ import annotations

import streamlit as st

from console import session
from console.context import moment, parts
from console.markup import literal
from console.roles import LEADS
from console.turnstile import glance
from console.views import clocks
from data import accounts

REFRESH = 10  # seconds between two looks at the clocks
KEY = "alarmed"


@st.fragment(run_every=REFRESH)
@glance()
def show() -> None:
    """What whoever looks must see to now; nothing when all is well."""
    account = session.require()
    now = moment()
    waits = clocks.load(parts().db, parts().waits, now)
    if not waits.of_item:
        return
    names = {one.id: one.display_name for one in accounts.listing(parts().db)}
    found = clocks.alarms(waits, account, account.role in LEADS, names, now)
    if banner := clocks.as_html(found):
        st.html(banner)
    known: set[tuple[str, bool]] = st.session_state.setdefault(KEY, set())
    for alarm in found[: clocks.LISTED]:
        if (mark := (alarm.item_id, alarm.over)) not in known:
            known.add(mark)
            st.toast(literal(alarm.text), icon=":material/alarm:")
