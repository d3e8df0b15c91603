"""Whose the open conversations are, as one person sees it: marks, order, and which part of a queue they look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar, get_args

from console.texts import say
from console.views.queue import Flag
from data import accounts, assignments
from data.database import Database
from data.records import Assignment, QueueShown

SHOWN: tuple[QueueShown, ...] = get_args(QueueShown)


class InConversation(Protocol):
    """Anything in a queue."""

    @property
    def conversation_id(self) -> str:
        """Whose owner counts."""


Item = TypeVar("Item", bound=InConversation)


@dataclass(frozen=True, slots=True)
class Routed:
    """owners: newest assignments by conversation, of those that are somebody's. names: display names by account."""

    owners: Mapping[str, Assignment]
    names: Mapping[str, str]

    def owner(self, conversation_id: str) -> str | None:
        """The account that this conversation is assigned to."""
        found = self.owners.get(conversation_id)
        return found.account_id if found else None

    def name(self, account_id: str | None) -> str:
        """How people call this account."""
        return self.names.get(account_id or "", "?")


def load(db: Database) -> Routed:
    """What the queues need to know, read now."""
    names = {account.id: account.display_name for account in accounts.listing(db)}
    return Routed(assignments.of_open(db), names)


def marks(conversation_id: str, account_id: str, routed: Routed) -> tuple[Flag, ...]:
    """Whose it is; nothing where it is nobody's."""
    owner = routed.owner(conversation_id)
    if owner is None:
        return ()
    if owner == account_id:
        return (Flag(say("routed.mine"), "good"),)
    return (Flag(say("routed.theirs", name=routed.name(owner)), "calm"),)


def part(items: Sequence[Item], account_id: str, routed: Routed, shown: QueueShown) -> list[Item]:
    """The part of a queue that somebody looks at."""
    if shown == "all":
        return list(items)
    wanted = account_id if shown == "mine" else None
    return [item for item in items if routed.owner(item.conversation_id) == wanted]


def order(items: Sequence[Item], account_id: str, routed: Routed) -> list[Item]:
    """One's own first, then what is nobody's, then what is somebody else's; within each as it was."""
    return sorted(items, key=lambda item: _place(routed.owner(item.conversation_id), account_id))


def _place(owner: str | None, account_id: str) -> int:
    if owner == account_id:
        return 0
    return 1 if owner is None else 2
