"""The staff as the dealing sees them: what they take on, and whether they are there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from data import accounts, assignments, attention, staffing
from data.database import Database
from data.records import Account, Staffing
from graph.routing.dealing import Person
from graph.routing.hours import Hours


def crew(db: Database, now: datetime) -> list[Person]:
    """Everybody who may be given work, by account id: no settings is everything, always.

    Admins run the house: they have room for what is dealt only when something is set for them; what is given to them by hand stays.
    """
    known, last = staffing.listing(db), assignments.last_dealt(db)
    return [
        replace(
            _person(account, known.get(account.id), last.get(account.id), now),
            avoids=attention.passed_by(db, account.id, now=now),
        )
        for account in sorted(accounts.listing(db), key=lambda account: account.id)
        if account.active
    ]


def hours_of(found: Staffing) -> Hours:
    """Somebody's working hours; always where none are set."""
    return Hours({day: (times[0], times[1]) for day, times in found.hours.items()}, ZoneInfo(found.time_zone))


def absent_since(found: Staffing | None, now: datetime) -> datetime | None:
    """Since when somebody isn't there: away, or outside their hours; None while they are there.

    Away and closed in one go count from the first of them: they haven't been there in between.
    """
    if found is None:
        return None
    since = now if found.away(now) else hours_of(found).closed_since(now)
    if since is None or found.away_since is None or not found.away(since) or found.away_since > since:
        return since
    return hours_of(found).closed_since(found.away_since) or found.away_since


def _person(account: Account, found: Staffing | None, last: datetime | None, now: datetime) -> Person:
    nothing_set = found is None or not found.limits
    capacity = 0 if account.role == "admin" and nothing_set else None
    if found is None:
        return Person(account.id, capacity=capacity, last_dealt=last)
    return Person(
        account.id,
        frozenset(found.languages),
        frozenset(found.intents),
        capacity if nothing_set else found.capacity,
        absent_since(found, now),
        last,
    )
