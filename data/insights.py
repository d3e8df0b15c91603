"""Figures for supervisors, all of a period from one pass over what happened (`data.tally`).

Days are UTC; turns that newer ones took the place of don't count (`measures.REQUESTED`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from data.cursor import Cursor
from data.database import Database
from data.measures import (
    BECAME,
    EVERYTHING,
    LIGHT_EDIT_BELOW,
    NEGATIVE_BELOW,
    REQUESTED,
    filtered,
    given,
    within,
)
from data.records import DecisionDay, Filters, Period, SentimentDay, Summary, TakeoverDay, WaitingDay
from data.records.figures import Cell, Grouping, What
from data.tally import tally

__all__ = ["LIGHT_EDIT_BELOW", "NEGATIVE_BELOW", "Group", "Insights", "count", "mean", "read"]

Group = Literal["language", "intent", "channel"]
_SHOWN: tuple[What, ...] = ("request", "decision", "edit", "takeover", "person", "answer")
_GROUPINGS: tuple[Grouping, ...] = ("part", "day", "language", "intent", "channel")


@dataclass(frozen=True, slots=True)
class Insights:
    """A period's figures. messages: how many came in; a group's summary doesn't tell."""

    cells: tuple[Cell, ...]
    messages: int

    def decisions_by_day(self) -> list[DecisionDay]:
        """Return the people's decisions of each day that had any, by what became of the draft."""
        days: dict[date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(BECAME, 0))
        for cell in self.of("decision", "day"):
            if cell.day and cell.part in BECAME:
                days[cell.day][cell.part] += cell.count
        return [DecisionDay(day, **days[day]) for day in sorted(days)]

    def sentiment_by_day(self) -> list[SentimentDay]:
        """Return the mean sentiment of each day's turns in each language."""
        found = (
            SentimentDay(cell.day, cell.part, cell.valued, cell.mean, cell.negative)
            for cell in self.of("request", "day")
            if cell.day and cell.part and cell.mean is not None
        )
        return sorted(found, key=lambda one: (one.day, one.language))

    def takeovers(self) -> list[TakeoverDay]:
        """Return, for each day with turns or takeovers, how many came to a person, and why."""
        turns, reasons = defaultdict[date, int](int), defaultdict[date, dict[str, int]](dict)
        for cell in self.of("request", "day"):
            if cell.day:
                turns[cell.day] += cell.count
        for cell in self.of("takeover", "day"):
            if cell.day and cell.part:
                reasons[cell.day][cell.part] = cell.count
        return [
            _takeover_day(day, turns.get(day, 0), reasons.get(day, {})) for day in sorted({*turns, *reasons})
        ]

    def waiting(self) -> list[WaitingDay]:
        """Return how long customers waited for a reply that AI drafted and for a person, each on its own clock."""
        clocks: dict[What, Literal["ai", "human"]] = {"answer": "ai", "person": "human"}
        found = (
            WaitingDay(cell.day, clock, cell.valued, cell.median, cell.p90 or 0.0, cell.highest or 0.0)
            for what, clock in clocks.items()
            for cell in self.of(what, "day")
            if cell.day and cell.median is not None
        )
        return sorted(found, key=lambda one: (one.day, one.clock))

    def summary(self, by: Group | None = None) -> list[Summary]:
        """Return the period in one row, or in one row for each language, intent or channel that occurs."""
        if by is None:
            return [replace(_summary(None, self.groups()[None]), messages=self.messages)]
        groups = self.groups(by)
        return [_summary(name, groups[name]) for name in sorted(name for name in groups if name is not None)]

    def groups(self, by: Group | None = None) -> dict[str | None, dict[What, list[Cell]]]:
        """Return the cells of each group, by what they count."""
        found: dict[str | None, dict[What, list[Cell]]] = defaultdict(lambda: defaultdict(list))
        for cell in self.cells:
            if cell.grouping == (by or "part"):
                found[getattr(cell, by) if by else None][cell.what].append(cell)
        return found

    def of(self, what: What, grouping: Grouping) -> Iterable[Cell]:
        """Return the cells of one thing that is counted."""
        return (cell for cell in self.cells if cell.what == what and cell.grouping == grouping)


def read(
    db: Database, period: Period, filters: Filters = EVERYTHING, by: Sequence[Grouping] = _GROUPINGS
) -> Insights:
    """Count a period; `by`: only by these groupings."""

    def work(cursor: Cursor) -> Insights:
        return Insights(tuple(tally(cursor, period, filters, by, _SHOWN)), _messages(cursor, period, filters))

    return db.read(work)


def _messages(cursor: Cursor, period: Period, filters: Filters) -> int:
    """Only a turn knows what a message is about; without filters those count too that a person answered without one."""
    plain = f"SELECT count(*) FROM message m WHERE m.direction = 'inbound' AND {within('m.created_at')}"
    if filters == EVERYTHING:
        return int(cursor.rows(plain, period.first, period.last)[0][0])
    of_turns = f"""{plain} AND EXISTS (SELECT 1 FROM turn t WHERE t.conversation_id = m.conversation_id
        AND m.seq BETWEEN t.first_seq AND t.last_seq AND {REQUESTED} AND {filtered()})"""
    return int(cursor.rows(of_turns, *given(period, filters))[0][0])


def count(cells: Iterable[Cell], *parts: str) -> int:
    """How many there are in these cells, of these parts or of all."""
    return sum(cell.count for cell in cells if not parts or cell.part in parts)


def mean(cells: Sequence[Cell]) -> float | None:
    """The mean over several cells; None without values."""
    valued = sum(cell.valued for cell in cells)
    return sum((cell.mean or 0.0) * cell.valued for cell in cells) / valued if valued else None


def _summary(group: str | None, of: Mapping[What, list[Cell]]) -> Summary:
    turns, decided = count(of["request"]), count(of["decision"], *BECAME)
    taken, edited = count(of["takeover"]), count(of["decision"], "light_edit", "rewrite")
    return Summary(
        group=group,
        messages=0,
        turns=turns,
        decisions=decided,
        as_sent_share=count(of["decision"], "as_sent") / decided if decided else None,
        edited_share=edited / decided if decided else None,
        takeovers=taken,
        takeover_rate=taken / turns if turns else None,
        sentiment=mean(of["request"]),
        ai_wait_median=_median(of["answer"]),
        human_wait_median=_median(of["person"]),
        mean_edit_distance=mean(of["edit"]),
    )


def _median(cells: Sequence[Cell]) -> float | None:
    """The median of what isn't told apart by kinds: medians can't be put together."""
    return cells[0].median if cells else None


def _takeover_day(day: date, turns: int, reasons: dict[str, int]) -> TakeoverDay:
    taken = sum(reasons.values())
    return TakeoverDay(day, turns, taken, taken / turns if turns else 0.0, reasons)
