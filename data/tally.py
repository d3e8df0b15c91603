"""Counts everything that happened in a period in one pass, for all groups that a page shows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from data.cursor import Cursor
from data.measures import NEGATIVE_BELOW, given, quantile
from data.occurrences import counted
from data.records.figures import Cell, Filters, Grouping, Period, What
from data.rows import many

#: By what cells are told apart, besides what was counted.
_SETS: dict[Grouping, tuple[str, ...]] = {
    "part": ("part",),
    "day": ("day", "part"),
    "language": ("language", "part"),
    "intent": ("intent", "part"),
    "channel": ("channel", "part"),
}
_KEYS = {"part": "TEXT", "day": "DATE", "language": "TEXT", "intent": "TEXT", "channel": "TEXT"}


def tally(
    cursor: Cursor,
    period: Period,
    filters: Filters,
    by: Sequence[Grouping],
    what: Sequence[What] = get_args(What),
) -> list[Cell]:
    """Count within a transaction. Returns a cell for each group that occurs, of each thing that is counted."""
    used = [key for key in _KEYS if any(key in _SETS[one] for one in by)]
    keys = ", ".join(key if key in used else f"CAST(NULL AS {type_})" for key, type_ in _KEYS.items())
    select = f"""{_named(by, used)}, what, {keys}, count(*), count(value), avg(value), var_samp(value), max(value),
        count(*) FILTER (WHERE value < {NEGATIVE_BELOW}), {_middle(0.5)}, {_middle(0.9)}"""
    sets = ", ".join(f"({', '.join(('what', *_SETS[one]))})" for one in by)
    sql = counted(what, select, f"GROUPING SETS ({sets})")
    return many(cursor, Cell, sql, *given(period, filters))


def _named(by: Sequence[Grouping], used: Sequence[str]) -> str:
    """The name of a row's grouping: GROUPING() has a bit for each key, 1 where the row is of all its values."""
    if not used:
        return f"'{by[0]}'"
    bits = {one: "".join("0" if key in _SETS[one] else "1" for key in used) for one in by}
    names = " ".join(f"WHEN {int(bit, 2)} THEN '{one}'" for one, bit in bits.items())
    return f"CASE GROUPING({', '.join(used)}) {names} END"


def _middle(share: float) -> str:
    """Only of what is read as a median somewhere: sorting costs more than everything else here."""
    return f"{quantile(share, 'value')} FILTER (WHERE what IN ('answer', 'person', 'edit'))"
