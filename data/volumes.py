"""Requests of each day, for forecasts and weeks side by side. Days are UTC."""

from __future__ import annotations

from datetime import date, timedelta

from data.database import Database
from data.measures import EVERYTHING, REQUESTED, day, filtered, given, within
from data.records.figures import Filters, Period

MOST = 180  # days of history: what was half a year ago says little about next week


def volumes(db: Database, last: date, filters: Filters = EVERYTHING, most: int = MOST) -> list[int]:
    """Return how many requests came on each day up to `last`, from the first day that had any, at most so many days."""
    period = Period(last - timedelta(days=most - 1), last)
    sql = f"""SELECT {day("t.created_at")}, count(*) FROM turn t
              WHERE {REQUESTED} AND {within("t.created_at")} AND {filtered()} GROUP BY 1"""
    found: dict[date, int] = dict(db.read(lambda cursor: cursor.rows(sql, *given(period, filters))))
    if not found:
        return []
    first = min(found)
    return [int(found.get(first + timedelta(days=place), 0)) for place in range((last - first).days + 1)]
