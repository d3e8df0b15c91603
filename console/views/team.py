"""The staff in words: what each takes on, whether they are there, what they have; and hours as they are typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from console.texts import say
from console.views import times, words
from console.views.insights_table import Column, Line, Table
from data import accounts, open_work, staffing
from data.database import Database
from data.records import Account, Staffing
from graph.routing import hours_of

DAYS = staffing.DAYS
_HOURS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|to|bis)\s*(\d{1,2})(?:[:.](\d{2}))?")


class BadHours(ValueError):
    """Hours that can't be read; `day` and `text` say which."""

    def __init__(self, day: str, text: str) -> None:
        super().__init__(f"{text!r} are no hours of a {day}: write 08:00–16:00, or nothing")
        self.day, self.text = day, text


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the staff, what is set for them, and how many open items are theirs or in their hands."""

    account: Account
    staffing: Staffing
    items: int


def members(db: Database, now: datetime) -> list[Member]:
    """All active accounts by name."""
    load = Counter(work.held_by or work.owner for work in open_work.listing(db, now=now))
    active = [account for account in accounts.listing(db) if account.active]
    active.sort(key=lambda account: account.display_name.casefold())
    return [Member(account, staffing.of(db, account.id), load[account.id]) for account in active]


def presence(found: Staffing, now: datetime, zone: tzinfo) -> str:
    """Whether somebody is there, with a sign and words."""
    if found.away(now):
        if found.away_until is None:
            return say("team.away")
        return say("team.away_until", time=times.at(found.away_until, zone, now))
    hours = hours_of(found)
    if not hours.open_at(now):
        return say("team.off_until", time=times.at(hours.opens(now), zone, now))
    return say("team.here")


def table(staff: Iterable[Member], now: datetime, zone: tzinfo) -> Table:
    """Everybody in a table."""
    columns = tuple(
        Column(say(f"team.column.{name}"), "count" if name == "items" else "text")
        for name in ("name", "now", "items", "capacity", "languages", "intents", "hours")
    )
    return Table("team", columns, tuple(_line(member, now, zone) for member in staff))


def week(found: Staffing) -> str:
    """Working hours in short: "Mon–Fri 08:00–16:00", days with the same hours together."""
    if not found.hours:
        return say("team.always")
    runs: list[tuple[list[str], str]] = []
    for day in DAYS:
        text = hours_text(found.hours.get(day))
        if not text:
            runs.append(([], ""))
        elif runs and runs[-1][1] == text:
            runs[-1][0].append(day)
        else:
            runs.append(([day], text))
    return ", ".join(f"{_days(days)} {text}" for days, text in runs if days)


def hours_text(pair: object) -> str:
    """Opening and closing time as they are typed; nothing for a free day."""
    return f"{pair[0]}–{pair[1]}" if isinstance(pair, (list, tuple)) and len(pair) == 2 else ""


def hours_typed(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """What was typed for each day, as it is kept; raises `BadHours`. `8-16` is enough."""
    return {day: _typed(day, texts[day]) for day in DAYS if texts.get(day, "").strip()}


def _typed(day: str, text: str) -> list[str]:
    found = _HOURS.fullmatch(text.strip().lower())
    if found is None:
        raise BadHours(day, text)
    start, end = (f"{int(found[at]):02}:{found[at + 1] or '00'}" for at in (1, 3))
    if end > "24:00" or start >= end or any(time[3:] > "59" for time in (start, end)):
        raise BadHours(day, text)
    return [start, end]


def _days(days: list[str]) -> str:
    names = [say(f"day.{day}") for day in days]
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"


def _line(member: Member, now: datetime, zone: tzinfo) -> Line:
    found = member.staffing
    cells = (
        f"{member.account.display_name} · {say('role.' + member.account.role)}",
        presence(found, now, zone),
        member.items,
        say("team.no_limit") if found.capacity is None else str(found.capacity),
        ", ".join(sorted(words.language(code) for code in found.languages)) or say("team.all"),
        ", ".join(sorted(words.intent(name) for name in found.intents)) or say("team.all"),
        week(found),
    )
    return Line(cells)
