"""Whose the open conversations are, as one person sees it: marks, order, and which part of a queue they look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TypeVar, get_args

from console.texts import say
from console.views import clocks
from console.views.clocks import NONE, Waits
from console.views.queue import Flag
from data import accounts, assignments
from data.database import Database
from data.records import Assignment, QueueItem, QueueShown, TakeoverRow
from graph.routing import Policy

SHOWN: tuple[QueueShown, ...] = get_args(QueueShown)


Queued = QueueItem | TakeoverRow
Item = TypeVar("Item", QueueItem, TakeoverRow)


@dataclass(frozen=True, slots=True)
class Routed:
    """owners: newest assignments by conversation, of those that are somebody's. names: display names by account. waits: how long is left."""

    owners: Mapping[str, Assignment]
    names: Mapping[str, str]
    waits: Waits = NONE

    def owner(self, conversation_id: str) -> str | None:
        """The account that this conversation is assigned to."""
        found = self.owners.get(conversation_id)
        return found.account_id if found else None

    def name(self, account_id: str | None) -> str:
        """How people call this account."""
        return self.names.get(account_id or "", "?")


def load(db: Database, policy: Policy, now: datetime | None = None) -> Routed:
    """What the queues need to know, read now."""
    names = {account.id: account.display_name for account in accounts.listing(db)}
    return Routed(assignments.of_open(db), names, clocks.load(db, policy, now))


def marks(conversation_id: str, account_id: str, routed: Routed) -> tuple[Flag, ...]:
    """Whose it is; nothing where it is nobody's."""
    owner = routed.owner(conversation_id)
    if owner is None:
        return ()
    if owner == account_id:
        return (Flag(say("routed.mine"), "good"),)
    return (Flag(say("routed.theirs", name=routed.name(owner)), "calm"),)


def clock(item: Queued, routed: Routed, now: datetime, zone: tzinfo = UTC) -> tuple[Flag, ...]:
    """How long is left; nothing once a person has written."""
    standing = routed.waits.standing(item, now)
    return (Flag(clocks.told(standing, zone, now), clocks.tone(standing)),) if standing else ()


def part(items: Sequence[Item], account_id: str, routed: Routed, shown: QueueShown) -> list[Item]:
    """The part of a queue that somebody looks at."""
    if shown == "all":
        return list(items)
    wanted = account_id if shown == "mine" else None
    return [item for item in items if routed.owner(item.conversation_id) == wanted]


def order(
    items: Sequence[Item], account_id: str, routed: Routed, now: datetime | None = None, lead: bool = False
) -> list[Item]:
    """What is late first (for supervisors everybody's), then one's own, then what is nobody's, then what is somebody else's.

    Within each as it was.
    """
    at = now or datetime.now(UTC)

    def place(item: Item) -> tuple[bool, int]:
        owner = routed.owner(item.conversation_id)
        whose = 0 if owner == account_id else 1 if owner is None else 2
        late = (lead or whose < 2) and routed.waits.late(item, at)
        return not late, whose

    return sorted(items, key=place)
