"""What drafts took: tokens, seconds and money, as the drafts' own rows tell. Days are UTC."""

from __future__ import annotations

from datetime import datetime

from data.cursor import Cursor
from data.database import Database
from data.measures import EVERYTHING, day, filtered, given, within
from data.records import Filters, Period, StandIn, UsageDay, UsageSum
from data.rows import many, one


def usage_by_day(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[UsageDay]:
    """Return what the drafts of each day took, by who wrote them; redrafts and drafts that became stale count too."""
    sql = f"""
        SELECT {day("d.created_at")}, d.drafter, d.model, count(*),
               {_SUMS}, sum(d.seconds), count(d.fallback)
        FROM draft d JOIN turn t ON t.id = d.turn_id
        WHERE {within("d.created_at")} AND {filtered()}
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
    return db.read(lambda cursor: many(cursor, UsageDay, sql, *given(period, filters)))


def stand_ins(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[StandIn]:
    """Return why the offline drafter stood in for the model, the most frequent reason first."""
    sql = f"""
        SELECT d.fallback, count(*) FROM draft d JOIN turn t ON t.id = d.turn_id
        WHERE d.fallback IS NOT NULL AND {within("d.created_at")} AND {filtered()}
        GROUP BY 1 ORDER BY 2 DESC, 1"""
    return db.read(lambda cursor: many(cursor, StandIn, sql, *given(period, filters)))


def usage_since(db: Database, moment: datetime) -> UsageSum:
    """Return what all drafts since a moment took together."""

    def work(cursor: Cursor) -> UsageSum:
        found = one(cursor, UsageSum, f"SELECT {_SUMS} FROM draft d WHERE d.created_at >= $1", moment)
        return found or UsageSum(0, 0, 0, 0.0)

    return db.read(work)


def _sum(field: str, kind: str) -> str:
    """A sum over a number in the JSON of draft.usage; rows without it count as 0."""
    return f"CAST(coalesce(sum(CAST(CAST(d.usage AS JSON) ->> '{field}' AS {kind})), 0) AS {kind})"


# In the order of UsageSum's fields, which are UsageDay's too.
_SUMS = ", ".join(
    (
        _sum("input_tokens", "BIGINT"),
        _sum("output_tokens", "BIGINT"),
        _sum("calls", "BIGINT"),
        _sum("cost", "DOUBLE PRECISION"),
    )
)
