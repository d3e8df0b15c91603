"""Times as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from datetime import date as Date

from babel.dates import format_date, format_skeleton

from console.texts import locale, say

MINUTE, HOUR, DAY = 60, 3600, 86_400


def span(seconds: float) -> str:
    """A length of time in its two largest fitting units: "40 s", "4 min", "2 h 5 min", "3 d"."""
    whole = max(0, int(seconds))
    if whole < MINUTE:
        return say("time.seconds", n=whole)
    if whole < HOUR:
        return say("time.minutes", n=whole // MINUTE)
    if whole < DAY:
        return say("time.hours", n=whole // HOUR, m=whole % HOUR // MINUTE)
    return say("time.days", n=whole // DAY)


def since(moment: datetime, now: datetime | None = None) -> str:
    """How long ago a moment was."""
    return span(((now or datetime.now(UTC)) - moment).total_seconds())


def at(moment: datetime, zone: tzinfo, now: datetime | None = None) -> str:
    """A moment in the reader's time zone: the time today, day and time before that."""
    local, today = moment.astimezone(zone), (now or datetime.now(UTC)).astimezone(zone).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if local.date() == today - timedelta(days=1):
        return say("time.yesterday", time=f"{local:%H:%M}")
    if local.year == today.year:
        return f"{format_skeleton('MMMd', local, locale=locale())} {local:%H:%M}"
    return f"{local:%Y-%m-%d %H:%M}"


def day(moment: datetime, zone: tzinfo) -> str:
    """The day of a moment in the reader's time zone: "12 May 2026"."""
    return date(moment.astimezone(zone))


def date(day: Date) -> str:
    """A day in words: "12 May 2026"."""
    return format_date(day, "long", locale=locale())
