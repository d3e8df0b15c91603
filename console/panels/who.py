"""Who is signed in: a menu with the language of the console and the way out."""

from __future__ import annotations

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal
from console.panels import presence, tour
from console.texts import itself, languages, say
from data import accounts
from data.records import Account

CHOSEN = "who-language"
BROWSER = ""  # as the browser asks


def show(account: Account) -> None:
    """The menu, in the page's upper right corner."""
    with (
        st.container(key="who"),
        st.popover(literal(presence.named(account)), icon=":material/account_circle:", type="tertiary"),
    ):
        st.text(f"{account.username} · {say('role.' + account.role)}")
        presence.switch(account)
        st.selectbox(
            say("who.language"),
            [BROWSER, *languages()],
            index=[BROWSER, *languages()].index(account.language or BROWSER),
            format_func=lambda code: itself(code) if code else say("who.browser"),
            key=CHOSEN,
            on_change=_speak,
        )
        st.button(say("tour.again"), key="tour-again", on_click=tour.again)
        st.html(f'<a href="/sign-out" target="_self">{say("signin.out")}</a>')


def _speak() -> None:
    account = session.require()
    accounts.set_language(parts().db, account.id, st.session_state[CHOSEN] or None)
