"""The team: who is there, what each takes on, and how much they have. For supervisors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from data.errors import DataError, Stale
from data.ids import new_id
from data.records import Account, Staffing
from disclosure import LANGUAGES
from language import INTENTS

REFRESH = 10  # seconds between two looks at who is there
MOST = staffing.MOST
FORM = "team-form"


@dataclass(slots=True)
class Begun:
    """The form on the screen: whose it is, what was set when they were shown it, and what its fields are named by.

    Fields with names of their own keep what is typed in them, also when a colleague saves something else meanwhile.
    """

    account_id: str
    seen: Staffing
    name: str


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
    if chosen is None:
        st.session_state.pop(FORM, None)
    else:
        _form(account, staff[chosen])


def _begun(member: Member) -> Begun:
    current = st.session_state.get(FORM)
    if not isinstance(current, Begun) or current.account_id != member.account.id:
        current = st.session_state[FORM] = Begun(member.account.id, member.staffing, new_id())
    return current


def _form(account: Account, member: Member) -> None:
    begun = _begun(member)
    found, name = begun.seen, begun.name
    with st.form(f"staffing-{member.account.id}"):
        left, right = st.columns(2)
        languages = left.multiselect(
            say("team.column.languages"),
            LANGUAGES,
            found.languages,
            format_func=words.language,
            placeholder=say("team.all"),
            key=f"languages-{name}",
        )
        intents = right.multiselect(
            say("team.column.intents"),
            INTENTS,
            [intent for intent in found.intents if intent in INTENTS],
            format_func=words.intent,
            placeholder=say("team.all"),
            key=f"intents-{name}",
        )
        left, right = st.columns(2)
        capacity = left.number_input(
            say("team.capacity"),
            0,
            MOST,
            found.capacity,
            placeholder=say("team.no_limit"),
            key=f"capacity-{name}",
        )
        zones = sorted(available_timezones())
        before = found.time_zone if found.hours else str(session.zone())
        place = zones.index(before) if before in zones else None
        zone = right.selectbox(say("team.zone"), zones, place, key=f"zone-{name}")
        st.caption(say("team.hours_help"))
        typed = {}
        with st.container(horizontal=True, gap="small"):
            for day in team.DAYS:
                typed[day] = st.text_input(
                    say(f"weekday.{day}"),
                    team.hours_text(found.hours.get(day)),
                    max_chars=20,
                    width=118,
                    key=f"{day}-{name}",
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
            seen=_begun(member).seen,
        )
    except BadHours as bad:
        st.error(say("team.bad_hours", day=say(f"weekday.{bad.day}"), text=literal(bad.text)))
    except Stale:
        _begun(
            member
        ).seen = member.staffing  # it stands in the table above now: whoever saves again has seen it
        st.error(say("team.changed", name=literal(member.account.display_name)))
    except DataError as error:
        st.error(say("refused.other", why=literal(told(error))))
    else:
        del st.session_state[FORM]
        tell(say("team.saved", name=literal(member.account.display_name)))
        st.rerun()
