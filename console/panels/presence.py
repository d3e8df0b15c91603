"""Being away: a switch for everybody, about themself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from console import session
from console.context import parts
from console.texts import say
from console.views import team
from data import staffing
from data.records import Account

HERE, NOW, OPEN = "here", "now", "open"
MINUTES = {"m30": 30, "m60": 60, "m240": 240}
KEY = "presence"


def switch(account: Account) -> None:
    """Here, or away for so long. What an absent person has not touched is dealt to others."""
    now, found = datetime.now(UTC), staffing.of(parts().db, account.id)
    away = found.away(now)
    options = [HERE, *([NOW] if away else []), *MINUTES, OPEN]
    if st.session_state.get(KEY) != (stands := NOW if away else HERE):
        st.session_state[KEY] = stands
    st.selectbox(
        say("presence.label"),
        options,
        format_func=lambda name: (
            team.presence(found, now, session.zone()) if name == NOW else say(f"presence.{name}")
        ),
        help=say("presence.help"),
        key=KEY,
        on_change=_choose,
    )


def named(account: Account) -> str:
    """Their name, with a mark while they are away: who forgets it would wait for work in vain."""
    away = staffing.of(parts().db, account.id).away(datetime.now(UTC))
    return say("presence.mark", name=account.display_name) if away else account.display_name


def _choose() -> None:
    account, chosen = session.require(), st.session_state[KEY]
    if chosen == HERE:
        staffing.come_back(parts().db, account.id, account.id)
    elif chosen != NOW:
        minutes = MINUTES.get(chosen)
        until = datetime.now(UTC) + timedelta(minutes=minutes) if minutes else None
        staffing.go_away(parts().db, account.id, account.id, until)
