"""Who gets what: open items and people go in, moves come out. Nothing here reads a clock or a database.

What a person does, the dealing leaves alone: items in somebody's hands, and items given by hand while whoever has them is there.
Everybody gets what they can take, up to their capacity, the least loaded first; whoever spoke with a customer last keeps
them unless that would load them clearly more than others. Dealt again, the same items stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from data.records import AssignReason, QueueName

KNOWS_SLACK = 2  # whoever knows the customer may have so many items more than the least loaded
LOPSIDED = 4  # from so many items of difference on, untouched ones move; more than the slack, so that neither undoes the other
LEAST: AssignReason = "least_loaded"
KNOWS: AssignReason = "knows_customer"
_RANK = {"high": 0, "low": 2}
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be given work. Empty languages and intents: all; capacity None: no limit.

    avoids: items that they have passed on. absent_since: when they went away or their hours ended, None while they are there. last_dealt: when they were last given something.
    """

    id: str
    languages: frozenset[str] = frozenset()
    intents: frozenset[str] = frozenset()
    capacity: int | None = None
    absent_since: datetime | None = None
    last_dealt: datetime | None = None
    avoids: frozenset[str] = frozenset()

    def takes(self, item: Item) -> bool:
        """Whether they have the language and the use case, and have not passed it on. What isn't known of an item stands in nobody's way."""
        speaks = not self.languages or item.language is None or item.language in self.languages
        knows = not self.intents or item.intent is None or item.intent in self.intents
        return speaks and knows and item.id not in self.avoids


@dataclass(frozen=True, slots=True)
class Item:
    """One conversation that waits.

    owner: whose it is; by_hand: a person said so, at `assigned_at`. held_by: who works on it now. knows: who spoke with the customer last.
    """

    id: str
    queue: QueueName
    language: str | None
    intent: str | None
    urgency: str | None
    since: datetime
    owner: str | None = None
    by_hand: bool = False
    assigned_at: datetime | None = None
    held_by: str | None = None
    knows: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """An item's new owner (None: nobody can take it now), and why."""

    item: str
    to: str | None
    reason: AssignReason


def deal(items: Iterable[Item], people: Iterable[Person]) -> tuple[Move, ...]:
    """The moves that put everything in its place, in the order of the items; none where all is well.

    The most urgent wait is dealt first: people before drafts, then by urgency, then the longest.
    """
    table = _Table(people)
    ordered = sorted(items, key=_order)
    loose: list[tuple[Item, AssignReason | None]] = []
    movable: list[Item] = []
    for item in sorted(ordered, key=lambda item: not _fixed(item, table)):  # what is fixed counts first
        if _fixed(item, table):
            table.give(item.held_by or item.owner)
        elif item.owner is None:
            loose.append((item, None))
        elif why := table.unfit(item):
            loose.append((item, why))
        else:
            table.give(item.owner)
            movable.append(item)
    moves = {item.id: move for item, why in loose if (move := _place(item, why, table)) is not None}
    moves |= {move.item: move for move in _evened(movable, table)}
    return tuple(moves[item.id] for item in ordered if item.id in moves)


def _order(item: Item) -> tuple[bool, int, datetime, str]:
    return item.queue != "people", _RANK.get(item.urgency or "", 1), item.since, item.id


def _fixed(item: Item, table: _Table) -> bool:
    """Whether it is in somebody's hands, or a person has said during this wait whose it is (or that it is nobody's)."""
    if item.held_by is not None:
        return True
    if not item.by_hand or item.assigned_at is None or item.assigned_at < item.since:
        return False
    if item.owner is None:
        return True
    owner = table.people.get(item.owner)
    # Given to somebody who was away already: whoever did it knew, and it waits for them.
    return owner is not None and (owner.absent_since is None or item.assigned_at >= owner.absent_since)


def _place(item: Item, why: AssignReason | None, table: _Table) -> Move | None:
    """Give a loose item to whoever should have it; to nobody where nobody can."""
    free = [person for person in table.present if person.takes(item) and table.room(person)]
    if not free:
        return Move(item.id, None, why) if why is not None else None
    least = min(free, key=table.rank)
    chosen, reason = least, LEAST
    for person in free:
        if person.id == item.knows and table.load[person.id] - table.load[least.id] <= KNOWS_SLACK:
            chosen, reason = person, KNOWS
    table.give(chosen.id)
    return Move(item.id, chosen.id, reason)


def _evened(movable: Sequence[Item], table: _Table) -> Iterable[Move]:
    """Take from whoever has far more than somebody else who could do it; the items that wait shortest move."""
    for item in reversed(movable):
        owner = str(item.owner)
        free = [person for person in table.present if person.takes(item) and table.room(person)]
        if not free:
            continue
        least = min(free, key=table.rank)
        if table.load[owner] - table.load[least.id] >= LOPSIDED:
            table.take(owner)
            table.give(least.id)
            yield Move(item.id, least.id, "lopsided")


class _Table:
    """Who has how much, while it is dealt."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = {person.id: person for person in people}
        self.present = [person for person in self.people.values() if person.absent_since is None]
        self.load = dict.fromkeys(self.people, 0)

    def give(self, id: str | None) -> None:
        """Count an item to somebody; people who are no longer here have no place at the table."""
        if id in self.load:
            self.load[id] += 1

    def take(self, id: str) -> None:
        """Count an item off."""
        self.load[id] -= 1

    def room(self, person: Person) -> bool:
        """Whether they can take one more."""
        return person.capacity is None or self.load[person.id] < person.capacity

    def rank(self, person: Person) -> tuple[int, datetime, str]:
        """The least loaded first; among equals whoever has waited longest for something."""
        return self.load[person.id], person.last_dealt or _LONG_AGO, person.id

    def unfit(self, item: Item) -> AssignReason | None:
        """Why its owner can't keep it."""
        owner = self.people.get(item.owner or "")
        if owner is None or owner.absent_since is not None:
            return "absent"
        if not owner.takes(item):
            return "unfit"
        return None if self.room(owner) else "full"
