"""How articles and templates fare, which translations lag behind, and what needs a look first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from data import cited, versions
from data.database import Database
from data.records import Fare, KnowledgeKind
from graph.knowledge.item import Item
from graph.learning.intervals import at_least, wilson

DAYS = 90  # of which drafts count
FEWEST = 5  # judged drafts before anything is said of them
FALLBACK = "en"
CONFIDENCE = 1.96  # two-sided 95 %, for what is shown
Reason = Literal["file_changed", "changed_often", "taken_badly", "translation_older", "never_used"]
#: What needs a look, the most urgent first.
REASONS: tuple[Reason, ...] = (
    "file_changed", "changed_often", "taken_badly", "translation_older", "never_used",
)  # fmt: skip
State = Literal["current", "older", "missing"]


@dataclass(frozen=True, slots=True)
class Row:
    """One article or template with how its drafts fared (None: no draft cites it) and why it needs a look."""

    item: Item
    fare: Fare | None
    reasons: tuple[Reason, ...]

    @property
    def unchanged(self) -> tuple[float, float, float] | None:
        """The share of judged drafts that were sent as drafted, and its 95 % interval; None without any."""
        if self.fare is None or not self.fare.judged:
            return None
        low, high = wilson(self.fare.unchanged, self.fare.judged, CONFIDENCE)
        return self.fare.unchanged / self.fare.judged, low, high


def all_rows(db: Database, items: Mapping[KnowledgeKind, Sequence[Item]]) -> dict[KnowledgeKind, list[Row]]:
    """The items of each kind: those that need a look first, then by how many drafts of the last days cite them."""
    fares = cited.fares(db, datetime.now(UTC) - timedelta(days=DAYS))
    beneath = versions.beneath(db)
    return {
        kind: _rows(found, {fare.part: fare for fare in fares if fare.kind == kind}, beneath)
        for kind, found in items.items()
    }


def _rows(
    items: Sequence[Item], fares: Mapping[str, Fare], beneath: Mapping[tuple[KnowledgeKind, str], int]
) -> list[Row]:
    lagging = {id for group in groups(items).values() for id, state in group.items() if state == "older"}
    found = [
        Row(
            item,
            fares.get(item.id),
            _reasons(item, fares, beneath.get((item.kind, item.id), 0), item.id in lagging),
        )
        for item in items
    ]
    return sorted(found, key=_urgency)


def groups(items: Iterable[Item]) -> dict[str, dict[str, State]]:
    """The state of each item among its translations, by group and id. Archived ones are left out.

    The source is the English one, or else the one whose language comes first; a translation is older when its
    words were last changed before the source's. Of templates of a file only order is known, so none is older.
    """
    found: dict[str, list[Item]] = {}
    for item in items:
        if not item.archived:
            found.setdefault(item.group, []).append(item)
    return {
        group: {item.id: _state(item, _source(members)) for item in members}
        for group, members in found.items()
    }


def missing(items: Sequence[Item]) -> dict[str, tuple[str, ...]]:
    """The languages each group lacks, of those that the company writes in."""
    living = [item for item in items if not item.archived]
    languages = sorted({item.language for item in living})
    there: dict[str, set[str]] = {}
    for item in living:
        there.setdefault(item.group, set()).add(item.language)
    return {group: tuple(code for code in languages if code not in have) for group, have in there.items()}


def _source(members: Sequence[Item]) -> Item:
    return min(members, key=lambda item: (item.language != FALLBACK, item.language))


def _state(item: Item, source: Item) -> State:
    if item.changed_at is None or source.changed_at is None:
        return "current"
    return "older" if item.changed_at < source.changed_at else "current"


def _reasons(item: Item, fares: Mapping[str, Fare], beneath: int, lags: bool) -> tuple[Reason, ...]:
    if item.archived:
        return ()
    fare = fares.get(item.id)
    found: set[Reason] = set()
    if item.held and beneath > item.version:
        found.add("file_changed")
    if lags:
        found.add("translation_older")
    if fare is None:
        found.add("never_used")
    elif fare.judged >= FEWEST:
        judged = sum(other.judged for other in fares.values()) - fare.judged
        changed = sum(other.edited + other.rejected for other in fares.values()) - fare.edited - fare.rejected
        if at_least(fare.edited + fare.rejected, fare.judged, changed, judged) > 0:
            found.add("changed_often")
    if fare is not None and fare.heard >= FEWEST and 2 * fare.badly > fare.heard:
        found.add("taken_badly")
    return tuple(reason for reason in REASONS if reason in found)


def _urgency(row: Row) -> tuple[int, int, str, str]:
    first = REASONS.index(row.reasons[0]) if row.reasons else len(REASONS)
    if row.reasons and row.reasons[0] == "never_used":
        first += 1  # those that fare well and are used come before those that nobody has needed yet
    elif not row.reasons:
        first -= 1
    if row.item.archived:
        first = len(REASONS) + 1
    return first, -(row.fare.drafts if row.fare else 0), row.item.group, row.item.language
