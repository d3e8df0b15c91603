"""The team: who is there, what each takes on, and how much they have. For supervisors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import available_timezones

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal
from console.opened import show_told, tell
from console.roles import LEADS
from console.spoken import told
from console.texts import say
from console.turnstile import glance
from console.views import insights_table, team, words
from console.views.team import BadHours, Member
from data import staffing
from data.errors import DataError
from data.records import Account
from disclosure import LANGUAGES
from language import INTENTS

REFRESH = 10  # seconds between two looks at who is there
MOST = staffing.MOST


def show() -> None:
    """The whole page."""
    show_told()
    account = session.require(LEADS)
    with st.container(key="team"):
        st.html(f"<h2>{say('page.team')}</h2>")
        st.caption(say("team.dealing" if parts().dealing() else "team.not_dealing") + " " + say("team.about"))
        _overview()
        _set_up(account)


@st.fragment(run_every=REFRESH)
@glance()
def _overview() -> None:
    """Everybody in a table; it keeps itself up to date."""
    session.require(LEADS)
    now = datetime.now(UTC)
    found = team.table(team.members(parts().db, now), now, session.zone())
    st.html(insights_table.as_html(found, say("page.team")))


def _set_up(account: Account) -> None:
    """What one person takes on."""
    staff = {member.account.id: member for member in team.members(parts().db, datetime.now(UTC))}
    st.html(f"<h3>{say('team.set_up')}</h3>")
    chosen = st.selectbox(
        say("team.who"),
        list(staff),
        format_func=lambda id: staff[id].account.display_name,
        index=None,
        placeholder=say("routed.choose"),
        key="team-who",
    )
    if chosen is not None:
        _form(account, staff[chosen])


def _form(account: Account, member: Member) -> None:
    found, id = member.staffing, member.account.id
    with st.form(f"staffing-{id}"):
        left, right = st.columns(2)
        languages = left.multiselect(
            say("team.column.languages"),
            LANGUAGES,
            found.languages,
            format_func=words.language,
            placeholder=say("team.all"),
        )
        intents = right.multiselect(
            say("team.column.intents"),
            INTENTS,
            [name for name in found.intents if name in INTENTS],
            format_func=words.intent,
            placeholder=say("team.all"),
        )
        left, right = st.columns(2)
        capacity = left.number_input(
            say("team.capacity"), 0, MOST, found.capacity, placeholder=say("team.no_limit")
        )
        zones = sorted(available_timezones())
        before = found.time_zone if found.hours else str(session.zone())
        zone = right.selectbox(say("team.zone"), zones, zones.index(before) if before in zones else None)
        st.caption(say("team.hours_help"))
        typed = {}
        with st.container(horizontal=True, gap="small"):
            for day in team.DAYS:
                typed[day] = st.text_input(
                    say(f"weekday.{day}"), team.hours_text(found.hours.get(day)), max_chars=20, width=118
                )
        if st.form_submit_button(say("team.save"), type="primary"):
            _save(account, member, languages, intents, capacity, typed, zone or "UTC")


def _save(
    account: Account,
    member: Member,
    languages: Sequence[str],
    intents: Sequence[str],
    capacity: int | None,
    typed: dict[str, str],
    zone: str,
) -> None:
    """Keep it, or say what can't be read."""
    try:
        staffing.save(
            parts().db,
            member.account.id,
            languages=languages,
            intents=intents,
            capacity=capacity,
            hours=team.hours_typed(typed),
            time_zone=zone,
            actor=account.id,
        )
    except BadHours as bad:
        st.error(say("team.bad_hours", day=say(f"weekday.{bad.day}"), text=literal(bad.text)))
    except DataError as error:
        st.error(say("refused.other", why=literal(told(error))))
    else:
        tell(say("team.saved", name=literal(member.account.display_name)))
        st.rerun()
