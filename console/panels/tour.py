"""The tour: four steps above the page, once for each account, skipped or started again at any time.

It stands in the page, not over it: what it speaks of is marked by the style sheet and can be tried at once.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from console import session
from console.context import parts
from console.markup import plain, tag
from console.panels import canary
from console.texts import say
from data import accounts
from data.records import Account

STEPS = ("queue", "decide", "waiting", "trust")
AT = "tour"  # the step this session is at


def show(account: Account) -> None:
    """The step this account is at; nothing once they have ended the tour."""
    if account.toured_at is not None:
        return
    number = int(st.session_state.get(AT, 0))
    last = number == len(STEPS) - 1
    with st.container(border=True, key=f"tour-{STEPS[number]}"):
        count = tag("p", plain(say("tour.step", number=number + 1, of=len(STEPS))), classes="gd-quiet")
        step = STEPS[number]
        text = say(f"tour.{step}.text") + (f" {canary.announced()}" if step == "trust" else "")
        st.html(count + tag("h2", plain(say(f"tour.{step}.title"))) + tag("p", plain(text.strip())))
        with st.container(horizontal=True):
            go_on = _end if last else partial(_go, number + 1)
            st.button(say("tour.done" if last else "tour.go"), type="primary", key="tour-on", on_click=go_on)
            if number:
                st.button(say("tour.back"), key="tour-back", on_click=partial(_go, number - 1))
            if not last:
                st.button(say("tour.skip"), key="tour-skip", type="tertiary", on_click=_end)


def again() -> None:
    """Start it anew. For callbacks."""
    st.session_state[AT] = 0
    accounts.set_toured(parts().db, session.require().id, False)


def _go(number: int) -> None:
    st.session_state[AT] = number


def _end() -> None:
    accounts.set_toured(parts().db, session.require().id, True)
