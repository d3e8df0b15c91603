"""What people take on: languages, use cases, how much at once, working hours, and whether they are away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from data import audit
from data.cursor import Cursor
from data.database import Database
from data.errors import DataError, NotFound, Stale
from data.ids import clock
from data.records import QueueShown, Staffing
from data.rows import columns, dump_json, insert, many, one, swap
from data.said import Said, named

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST = 1000  # a capacity above this is a slip of the finger
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


class UnfitStaffing(DataError):
    """Hours, time zone or capacity can't be used; the message names the value and what to do. Nothing was written."""


def listing(db: Database) -> dict[str, Staffing]:
    """Return what is set, by account id; whoever isn't in it takes everything, always."""
    sql = f"SELECT {columns(Staffing)} FROM staffing"
    return {found.account_id: found for found in db.read(lambda cursor: many(cursor, Staffing, sql))}


def of(db: Database, account_id: str) -> Staffing:
    """Return what this account takes on; without a row, everything."""
    return db.read(lambda cursor: _read(cursor, account_id)) or _nothing_set(account_id, clock())


def save(
    db: Database,
    account_id: str,
    *,
    languages: Sequence[str],
    intents: Sequence[str],
    capacity: int | None,
    hours: Mapping[str, Sequence[str]],
    time_zone: str,
    actor: str,
    seen: Staffing | None = None,
    now: datetime | None = None,
) -> Staffing:
    """Set what somebody takes on. The audit says who changed which fields of whom, not to what.

    seen: what was set when the caller looked; with it, `Stale` is raised and nothing written where one of these fields was set
    to something else since. Raises `UnfitStaffing`, and `NotFound` for an unknown account.
    """
    _demand_fit(capacity, hours, time_zone)
    fields: dict[str, Any] = {
        "languages": tuple(sorted(languages)),
        "intents": tuple(sorted(intents)),
        "capacity": capacity,
        "hours": {day: list(hours[day]) for day in DAYS if day in hours},
        "time_zone": time_zone,
    }
    return _change(db, account_id, actor, clock(now), fields, seen)


def go_away(
    db: Database, account_id: str, actor: str, until: datetime | None = None, *, now: datetime | None = None
) -> Staffing:
    """Say that somebody is away from now on, until then or until they say that they are back."""
    at = clock(now)
    return _change(db, account_id, actor, at, {"away_since": at, "away_until": until})


def come_back(db: Database, account_id: str, actor: str, *, now: datetime | None = None) -> Staffing:
    """Say that somebody is here again."""
    return _change(db, account_id, actor, clock(now), {"away_since": None, "away_until": None})


def show_queue(db: Database, account_id: str, shown: QueueShown, *, now: datetime | None = None) -> Staffing:
    """Remember which part of the queue somebody looks at."""
    return _change(db, account_id, None, clock(now), {"queue_shown": shown})


def _change(
    db: Database,
    account_id: str,
    actor: str | None,
    now: datetime,
    fields: Mapping[str, Any],
    seen: Staffing | None = None,
) -> Staffing:
    """Change fields of a row that is made when it isn't there. Without an actor nothing is audited: it's a taste."""

    def work(cursor: Cursor) -> Staffing:
        was = _read(cursor, account_id)
        if was is None:
            _demand_account(cursor, account_id)
            was = _nothing_set(account_id, now)
            insert(cursor, "staffing", was)
        changed = [name for name, value in fields.items() if getattr(was, name) != value]
        if not changed:
            return was
        if seen is not None and any(getattr(was, name) != getattr(seen, name) for name in fields):
            raise Stale(f"what {account_id!r} takes on was set by somebody else: look at it and save again")
        values = {name: _kept(fields[name]) for name in changed}
        swap(cursor, "staffing", "account_id", account_id, was.version, changed_at=now, **values)
        if actor is not None:
            subject = {"account": account_id, "changed": sorted(changed)}
            audit.append(cursor, actor=actor, kind="staffing.changed", subject=subject, now=now)
        found = _read(cursor, account_id)
        assert found is not None
        return found

    return db.write(work, quiet=actor is None)


def _kept(value: Any) -> Any:
    return dump_json(value) if isinstance(value, (tuple, dict)) else value


def _read(cursor: Cursor, account_id: str) -> Staffing | None:
    return one(
        cursor, Staffing, f"SELECT {columns(Staffing)} FROM staffing WHERE account_id = $1", account_id
    )


def _nothing_set(account_id: str, now: datetime) -> Staffing:
    return Staffing(account_id, (), (), None, {}, "UTC", None, None, "all", now, 1)


def _demand_account(cursor: Cursor, account_id: str) -> None:
    if cursor.row("SELECT 1 FROM account WHERE id = $1", account_id) is None:
        raise NotFound("account", account_id)


def _demand_fit(capacity: int | None, hours: Mapping[str, Sequence[str]], time_zone: str) -> None:
    if capacity is not None and not 0 <= capacity <= MOST:
        raise UnfitStaffing(
            Said(
                "refusal.capacity",
                "capacity is {number}: give 0 to {most} items, or none for no limit",
                number=capacity,
                most=MOST,
            )
        )
    for day, times in hours.items():
        if day not in DAYS:
            raise UnfitStaffing(
                Said("refusal.day", "hours name the day {day!r}: use {days}", day=day, days=", ".join(DAYS))
            )
        if len(times) != 2 or not all(_TIME.fullmatch(time) for time in times) or times[0] >= times[1]:
            raise UnfitStaffing(
                Said(
                    "refusal.hours",
                    "hours of {day} are {times}: give an opening and a later closing time",
                    day=named("weekday", day),
                    times="–".join(times),
                )
            )
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnfitStaffing(
            Said(
                "refusal.zone",
                "time zone is {zone!r}: use an IANA name like Europe/Copenhagen",
                zone=time_zone,
            )
        ) from None
