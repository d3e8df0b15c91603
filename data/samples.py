"""What is compared between groups of customers: counts, means and variances of each group, in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from data.database import Database
from data.measures import EVERYTHING, NEGATIVE_BELOW, given
from data.occurrences import counted
from data.records.figures import Filters, GroupBy, Period, Sample, What
from data.rows import many

_COMPARED: tuple[What, ...] = ("request", "decision", "takeover", "answer", "person", "outcome", "length")
_LOG = "ln(CASE WHEN value > 0 THEN value END)"
_KEYS = get_args(GroupBy)


def samples(
    db: Database, period: Period, filters: Filters = EVERYTHING, by: Sequence[GroupBy] = _KEYS
) -> list[Sample]:
    """Return a sample for each group and thing that occurs. Decisions that no person made are left out."""
    keys = ", ".join(by)
    names = " ".join(
        f"WHEN {2 ** len(by) - 1 - 2**place} THEN '{key}'" for place, key in enumerate(reversed(by))
    )
    log = f"CASE WHEN what IN ('answer', 'person', 'length') THEN {_LOG} END"
    select = f"""
        CASE GROUPING({keys}) {names} END, what, coalesce({keys}), count(*), count(DISTINCT conversation_id),
        count(*) FILTER (WHERE (what = 'decision' AND part = 'as_sent') OR (what = 'outcome' AND value < 0)
                               OR (what = 'request' AND value < {NEGATIVE_BELOW})),
        avg(value), var_samp(value), avg({log}), var_samp({log})"""
    sets = ", ".join(f"(what, {key})" for key in by)
    sql = counted(_COMPARED, select, f"GROUPING SETS ({sets})", "part IS DISTINCT FROM 'unreviewed'")
    return db.read(lambda cursor: many(cursor, Sample, sql, *given(period, filters)))
