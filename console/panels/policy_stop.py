"""The stop button, the banner while it is pressed, and the way back."""

from __future__ import annotations

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal
from console.opened import go, tell
from console.roles import LEADS
from console.texts import known, say
from console.views import policy
from data import accounts
from data.records import Account
from data.records.policy import CAUSES, Cause
from redaction import RedactionError

STOPS: tuple[Cause, ...] = tuple(cause for cause in CAUSES if cause != "start")


def banner(account: Account) -> None:
    """Says above every page that everything is stopped; supervisors are led to where it is started again."""
    pull = parts().policies.brake()
    if pull is None or not pull.stopped:
        return
    names = {one.id: one.display_name for one in accounts.listing(parts().db)}
    with st.container(key="stopped", horizontal=True, vertical_alignment="center"):
        st.error(literal(policy.banner(pull, names, session.zone())), icon=":material/front_hand:")
        if account.role in LEADS:
            st.button(say("stop.more"), key="stopped-more", on_click=go, args=("policy",))


def show() -> None:
    """The button with its reason; or, while it is pressed, the way to start again."""
    pull = parts().policies.brake()
    if pull is not None and pull.stopped:
        _again()
        return
    with st.container(border=True, key="stop"):
        st.html(f"<h3>{say('stop.title')}</h3>")
        st.caption(say("stop.what"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(say("stop.because"), STOPS, format_func=_cause, key="stop-cause", width=260)
            st.text_input(say("stop.note"), max_chars=300, key="stop-note", autocomplete="off", width=320)
            st.button(
                say("stop.press"),
                type="primary",
                icon=":material/front_hand:",
                on_click=_stop,
                key="stop-now",
            )


def _cause(cause: str) -> str:
    return known("stop.cause", cause)


def _again() -> None:
    """Starting again takes a reason: it is the act that lets replies leave."""
    with st.form("start-again"):
        st.html(f"<h3>{say('stop.again')}</h3>")
        st.caption(say("stop.again_what"))
        why = st.text_input(say("stop.again_why"), max_chars=300, autocomplete="off")
        if st.form_submit_button(say("stop.again")):
            _start(why)


def _stop() -> None:
    account = session.require(LEADS)
    cause: Cause = st.session_state.get("stop-cause") or "other"
    back = parts().policies.stop(account, cause, str(st.session_state.get("stop-note") or ""))
    tell(say("stop.pressed", n=back), ":material/front_hand:")


def _start(why: str) -> None:
    account = session.require(LEADS)
    if not why.strip():
        st.error(say("policy.needs_reason"))
        return
    try:
        parts().policies.start(account, why)
    except RedactionError:
        st.error(say("policy.unchecked"))
        return
    tell(say("stop.started"))
    st.rerun()
