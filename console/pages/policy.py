"""Policy: what each use case has earned, what may leave without a person, and the stop button. For supervisors."""

from __future__ import annotations

import streamlit as st

from console import session
from console.context import parts
from console.markup import plain, tag
from console.opened import show_told
from console.panels import policy_change, policy_stop
from console.roles import LEADS
from console.texts import say
from console.views import insights_table, policy
from data import accounts


def show() -> None:
    """The whole page."""
    show_told()
    session.require(LEADS)
    policies = parts().policies
    st.html(tag("h2", plain(say("policy.title"))))
    st.caption(say("policy.what"))
    policy_stop.show()
    pull = policies.brake()
    rows = policies.rows()
    with st.container(key="policy"):
        st.html(policy.table_html(rows, stopped=pull is not None and pull.stopped))
    policy_change.show(rows)
    _list()
    _samples()
    _history()


def _list() -> None:
    """The fixed list, in words."""
    with st.expander(say("policy.never_title"), icon=":material/block:"):
        st.html(policy.never_html())
        st.html(tag("h4", plain(say("policy.also_title"))) + tag("p", plain(say("policy.also"))))


def _samples() -> None:
    """What reviewers made of the drafts that were drawn by chance."""
    found = parts().policies.samples()
    st.html(tag("h3", plain(say("policy.samples"))))
    if not found:
        st.caption(say("policy.samples_none"))
        return
    changed = sum(not one.unchanged for one in found)
    st.caption(say("policy.samples_line", changed=changed, n=len(found)))
    with st.container(key="policy-samples"):
        st.html(insights_table.as_html(policy.samples(found, session.zone()), say("policy.samples")))


def _history() -> None:
    """Every change, and every press of the stop button."""
    rows, pulls = parts().policies.history(), parts().policies.pulls()
    with st.expander(say("policy.history"), icon=":material/history:"):
        if not rows and not pulls:
            st.caption(say("policy.history_none"))
            return
        names = {one.id: one.display_name for one in accounts.listing(parts().db)}
        st.html(policy.history_html(rows, pulls, names, session.zone()))
