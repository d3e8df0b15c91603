"""What drafts took: tokens, seconds and money, as the drafts' own rows tell. Days are UTC."""

from __future__ import annotations

from datetime import datetime

from data.cursor import Cursor
from data.database import Database
from data.records import Filters, Period, UsageDay, UsageSum
from data.rows import many, one

EVERYTHING = Filters()


def usage_by_day(db: Database, period: Period, filters: Filters = EVERYTHING) -> list[UsageDay]:
    """Return what the drafts of each day took, by who wrote them; redrafts and drafts that became stale count too."""
    sql = f"""
        SELECT CAST(d.created_at AT TIME ZONE 'UTC' AS DATE), d.drafter, d.model, count(*),
               {_SUMS}, sum(d.seconds), count(d.fallback)
        FROM draft d JOIN turn t ON t.id = d.turn_id
        WHERE CAST(d.created_at AT TIME ZONE 'UTC' AS DATE) BETWEEN CAST($1 AS DATE) AND CAST($2 AS DATE)
          AND (CAST($3 AS TEXT) IS NULL OR t.language = $3) AND (CAST($4 AS TEXT) IS NULL OR t.intent = $4)
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
    given = (period.first, period.last, filters.language, filters.intent)
    return db.read(lambda cursor: many(cursor, UsageDay, sql, *given))


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
