"""Colleagues as a list to choose from, and what one person chose to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from console.texts import say
from data import accounts, staffing
from data.database import Database
from data.records import QueueShown


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody to whom work can be given, in words."""

    account_id: str
    label: str


def assignable(
    db: Database, account_id: str, owner: str | None, now: datetime | None = None
) -> list[Colleague]:
    """All active colleagues but the owner, by name, oneself first; whoever is away is marked."""
    at, known = now or datetime.now(UTC), staffing.listing(db)
    active = [account for account in accounts.listing(db) if account.active and account.id != owner]
    active.sort(key=lambda account: (account.id != account_id, account.display_name.casefold()))
    return [
        Colleague(
            account.id,
            say("routed.is_away", name=account.display_name)
            if account.id in known and known[account.id].away(at)
            else account.display_name,
        )
        for account in active
    ]


def queue_shown(db: Database, account_id: str) -> QueueShown:
    """Which part of the queue this account last looked at."""
    return staffing.of(db, account_id).queue_shown


def remember(db: Database, account_id: str, shown: QueueShown) -> None:
    """Keep which part of the queue this account looks at."""
    staffing.show_queue(db, account_id, shown)
