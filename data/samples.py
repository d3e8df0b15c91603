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
_SELECT = """
    CASE GROUPING(language, channel, customer) WHEN 3 THEN 'language' WHEN 5 THEN 'channel' ELSE 'customer' END, what,
    coalesce(language, channel, customer), count(*), count(DISTINCT conversation_id),
    count(*) FILTER (WHERE (what = 'decision' AND part = 'as_sent') OR (what = 'outcome' AND value < 0)
                           OR (what = 'request' AND value < {negative})),
    avg(value), var_samp(value), avg({log}), var_samp({log})"""
_SETS = ", ".join(f"(what, {by})" for by in get_args(GroupBy))


def samples(
    db: Database, period: Period, filters: Filters = EVERYTHING, what: Sequence[What] = _COMPARED
) -> list[Sample]:
    """Return a sample for each group and thing that occurs. Decisions that no person made are left out."""
    log = f"CASE WHEN what IN ('answer', 'person', 'length') THEN {_LOG} END"
    sql = counted(
        what,
        _SELECT.format(log=log, negative=NEGATIVE_BELOW),
        f"GROUPING SETS ({_SETS})",
        "part IS DISTINCT FROM 'unreviewed'",
    )
    return db.read(lambda cursor: many(cursor, Sample, sql, *given(period, filters)))
