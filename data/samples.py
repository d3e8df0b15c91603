"""What is compared between groups of customers, in one pass over a period.

Requests of one conversation resemble each other, so each conversation is one case: first its own share or mean, then those of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from data.database import Database
from data.measures import EVERYTHING, NEGATIVE_BELOW, given
from data.occurrences import counted
from data.records.figures import Filters, GroupBy, Period, Sample, What
from data.rows import many

_COMPARED: tuple[What, ...] = ("request", "decision", "takeover", "answer", "person", "outcome", "length")
_LOG = "CASE WHEN what IN ('answer', 'person', 'length') THEN ln(CASE WHEN value > 0 THEN value END) END"
_HIT = f"""CASE what WHEN 'decision' THEN CASE WHEN part = 'as_sent' THEN 1 ELSE 0 END
    WHEN 'outcome' THEN CASE WHEN value < 0 THEN 1 ELSE 0 END
    WHEN 'request' THEN CASE WHEN value < {NEGATIVE_BELOW} THEN 1 ELSE 0 END END"""
_KIND = "CASE what WHEN 'takeover' THEN 'request' ELSE what END"  # takeovers are a share of requests
_KEYS = get_args(GroupBy)


def samples(
    db: Database, period: Period, filters: Filters = EVERYTHING, by: Sequence[GroupBy] = _KEYS
) -> list[Sample]:
    """Return a sample for each group and thing that occurs; takeovers stand with requests. Decisions that no person made are left out."""
    keys = ", ".join(by)
    names = " ".join(
        f"WHEN {2 ** len(by) - 1 - 2**place} THEN '{key}'" for place, key in enumerate(reversed(by))
    )
    each = f"""
        CASE GROUPING({keys}) {names} END AS key, {_KIND} AS kind, coalesce({keys}) AS name,
        count(*) FILTER (WHERE what <> 'takeover') AS number, count(*) FILTER (WHERE what = 'takeover') AS taken,
        avg(CAST({_HIT} AS DOUBLE PRECISION)) AS share, avg({_LOG}) AS log"""
    sets = ", ".join(f"({_KIND}, conversation_id, {key})" for key in by)
    conversations = counted(_COMPARED, each, f"GROUPING SETS ({sets})", "part IS DISTINCT FROM 'unreviewed'")
    sql = f"""
        SELECT key, kind, name, CAST(sum(number) AS BIGINT), greatest(count(share), count(log)), avg(share),
               avg(CASE WHEN kind = 'request' THEN least(1, CAST(taken AS DOUBLE PRECISION) / number) END), avg(log), var_samp(log)
        FROM ({conversations}) c WHERE number > 0 GROUP BY key, kind, name"""
    return db.read(lambda cursor: many(cursor, Sample, sql, *given(period, filters)))
