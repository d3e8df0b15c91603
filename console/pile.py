"""What lies on the desk under an id: a draft, or a canary, which no function for drafts knows.

The review page asks here and not `data.desk`, so that both look and feel the same and a canary goes nowhere.
"""

from __future__ import annotations

from contextlib import suppress

from console.context import moment, parts
from console.views import canary as views
from console.views import work as works
from console.views.queue import in_order
from console.views.work import Pulse, Work
from data import attention, canaries, conversations, desk
from data.errors import NotFound
from data.records import Account, Asked, Desk, QueueItem


def queue(account: Account) -> list[QueueItem]:
    """Everything that waits for a decision, canaries among the drafts; last what this person has handed on."""
    db, now = parts().db, moment()
    passed = attention.passed_by(db, account.id, now=now)
    waiting = in_order([*desk.queue(db, now=now), *canaries.queue(db, account.id, now=now)])
    return sorted(waiting, key=lambda item: item.conversation_id in passed)


def load(id: str) -> Work | None:
    """A draft's or a canary's work; None when the id is neither."""
    return works.load(parts().db, id) or views.load(parts().db, id)


def desk_of(id: str) -> Desk:
    """Its place on the desk; raises `NotFound`."""
    found = canaries.find(parts().db, id)
    return desk.get(parts().db, id) if found is None else views.desk_of(parts().db, found)


def claim(id: str, account: Account) -> None:
    """Claim it or renew the claim. Raises `ClaimTaken`, `Stale`, `NotFound`."""
    try:
        desk.claim(parts().db, id, account.id, parts().claim_seconds)
    except NotFound:
        if canaries.find(parts().db, id) is None:
            raise
        canaries.claim(parts().db, id, account.id, parts().claim_seconds)


def release(id: str, account: Account) -> None:
    """Let others have what was only looked at. What is being edited stays claimed until the claim runs out."""
    canaries.release(parts().db, id, account.id)
    with suppress(NotFound):
        if desk.get(parts().db, id).edit_by != account.id:
            desk.release(parts().db, id, account.id)


def keep(id: str, account: Account, text: str) -> None:
    """Save an unfinished edit. Of a canary it stays in this session and in the browser: it leads nowhere."""
    if canaries.find(parts().db, id) is None:
        parts().desk.autosave(id, account, text)


def pulse(work: Work, asked: Asked | None) -> Pulse:
    """The marks that tell whether it is still as it was shown, read now."""
    if work.canary is not None:
        return works.pulse(views.desk_of(parts().db, work.canary), work.conversation, None, None)
    db, id = parts().db, work.conversation.id
    later = works.newer(db, work.draft.id, id)
    return works.pulse(desk.get(db, work.draft.id), conversations.get(db, id), later, asked)
