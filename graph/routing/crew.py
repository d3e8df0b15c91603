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

    Admins run the house: they are dealt something only when something is set for them.
    """
    known, last = staffing.listing(db), assignments.last_dealt(db)
    return [
        replace(
            _person(account, known.get(account.id), last.get(account.id), now),
            avoids=attention.passed_by(db, account.id, now=now),
        )
        for account in sorted(accounts.listing(db), key=lambda account: account.id)
        if account.active and (account.role != "admin" or _limits(known.get(account.id)))
    ]


def hours_of(found: Staffing) -> Hours:
    """Somebody's working hours; always where none are set."""
    return Hours({day: (times[0], times[1]) for day, times in found.hours.items()}, ZoneInfo(found.time_zone))


def absent_since(found: Staffing | None, now: datetime) -> datetime | None:
    """Since when somebody isn't there: away, or outside their hours; None while they are there."""
    if found is None:
        return None
    closed = hours_of(found).closed_since(now)
    away = found.away_since if found.away(now) else None
    return max((moment for moment in (closed, away) if moment is not None), default=None)


def _limits(found: Staffing | None) -> bool:
    return found is not None and found.limits


def _person(account: Account, found: Staffing | None, last: datetime | None, now: datetime) -> Person:
    if found is None:
        return Person(account.id, last_dealt=last)
    return Person(
        account.id,
        frozenset(found.languages),
        frozenset(found.intents),
        found.capacity,
        absent_since(found, now),
        last,
    )
