"""The next draft is read before it is needed: in the background, while the reviewer works on the one before.

What was read ahead is used only if one look at the database shows that nothing of it has moved since. The customer isn't read ahead:
much may move there, in other conversations, without a mark on this one.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock

from console import context, pile
from console.views import queue as cards
from console.views import routed
from console.views import work as works
from console.views.work import Work
from data import approvals
from data.database import Database
from data.errors import DataError
from data.glance import glance
from data.records import Account

KEPT = 64  # drafts, for all sessions of this process
SECONDS = 120.0  # how long what was read ahead can be used


@dataclass(frozen=True, slots=True)
class Read:
    """A draft's work, as it was; `marks` tell whether it still is."""

    work: Work
    marks: tuple[int, int, int]
    at: float
    db: Database


_read: OrderedDict[str, Read] = OrderedDict()
_lock = Lock()
_worker = ThreadPoolExecutor(1, thread_name_prefix="ahead")


def prepare(account: Account, opened: str) -> Future[None]:
    """Read the draft that would be opened after this one. Whatever fails is read when it is needed."""
    return _worker.submit(_prepare, account, opened)


def work(draft_id: str) -> Work | None:
    """The work that was read ahead, with the desk as it is now; None when it must be read anew."""
    found = _fresh(draft_id)
    seen = glance(found.db, draft_id) if found else None
    if found is None or seen is None or seen.marks != found.marks or seen.desk.status != "open":
        return None
    desks = tuple(seen.desk if desk.draft_id == draft_id else desk for desk in found.work.desks)
    return replace(found.work, desk=seen.desk, desks=desks)


def _fresh(draft_id: str) -> Read | None:
    with _lock:
        found = _read.get(draft_id)
    return None if found is None or _old(found) else found


def _old(found: Read) -> bool:
    return found.db is not context.parts().db or time.monotonic() - found.at > SECONDS


def _let_go() -> None:
    """Keep nothing that can't be used any more."""
    with _lock:
        for draft_id in [draft_id for draft_id, found in _read.items() if _old(found)]:
            del _read[draft_id]


def _prepare(account: Account, opened: str) -> None:
    with suppress(DataError, context.NotProvided):
        parts = context.parts()
        _let_go()
        parts.db.shows_to("ahead")  # what comes next is a guess anyway
        known = routed.load(parts.db, parts.waits, context.moment())
        waiting = routed.order(pile.queue(account), account.id, known)
        asked = approvals.of_open(parts.db)
        following = cards.next_draft(waiting, account.id, after=opened, asked=asked)
        if following is not None and work(following) is None:
            parts.db.shows_to("")  # what is kept for so long must not be older than its marks
            _keep(parts, following)


def _keep(parts: context.Parts, draft_id: str) -> None:
    seen = glance(parts.db, draft_id)  # before the rest: what moves while it is read shows in the marks
    found = works.load(parts.db, draft_id)
    if seen is None or found is None:
        return
    read = Read(found, seen.marks, time.monotonic(), parts.db)
    with _lock:
        _read[draft_id] = read
        while len(_read) > KEPT:
            _read.popitem(last=False)
