"""The same done to several conversations, and how to take it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from console.context import Parts
from console.texts import say
from data import assignments, conversations, takeovers
from data.errors import DataError
from data.records import Account, Takeover

Undo = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in a line; `undo` takes it back, None where that can't be."""

    said: str
    undo: Undo | None = None


def close(parts: Parts, ids: Sequence[str], account: Account) -> Done:
    """Close those that are open. Taking it back opens them again, each as it was: with the person who was in it, or was
    waited for.
    """
    closed: dict[str, Takeover | None] = {}

    def shut(id: str) -> None:
        closed[id] = conversations.close(parts.db, id, account.id)

    def open_again(id: str, ended: Takeover | None) -> bool:
        if ended is None:
            return conversations.reopen(parts.db, id, account.id)
        return takeovers.bring_back(parts.db, ended, account.id)

    for id in ids:
        if conversations.get(parts.db, id).state != "closed":
            _went(partial(shut, id))

    def undo() -> None:
        for id, ended in closed.items():
            _went(partial(open_again, id, ended))

    return Done(say("bulk.closed", n=len(closed)), undo if closed else None)


def reopen(parts: Parts, ids: Sequence[str], account: Account) -> Done:
    """Open those that are closed; what was left unanswered is drafted."""
    opened = [id for id in ids if _went(lambda id=id: conversations.reopen(parts.db, id, account.id))]  # type: ignore[misc]

    def undo() -> None:
        for id in opened:
            _went(lambda id=id: conversations.close(parts.db, id, account.id))  # type: ignore[misc]

    return Done(say("bulk.reopened", n=len(opened)), undo if opened else None)


def tag(parts: Parts, ids: Sequence[str], account: Account, wanted: str) -> Done:
    """Tag all of them. Raises PersonalData, UnfitText."""
    fresh = parts.desk.tag(ids, account, wanted)
    undo = (lambda: parts.desk.untag(fresh, account, wanted)) if fresh else None
    return Done(say("bulk.tagged", n=len(fresh)), undo)


def untag(parts: Parts, ids: Sequence[str], account: Account, wanted: str) -> Done:
    """Take a tag from all of them."""
    had = parts.desk.untag(ids, account, wanted)
    undo = (lambda: parts.desk.tag(had, account, wanted)) if had else None
    return Done(say("bulk.untagged", n=len(had)), undo)


def assign(
    parts: Parts, ids: Sequence[str], account: Account, to: str | None, names: Mapping[str, str]
) -> Done:
    """Give all of them to somebody, or to nobody."""
    before = {id: assignments.current(parts.db, id) for id in ids}
    given = [id for id in ids if _went(lambda id=id: assignments.assign(parts.db, id, to, account.id))]  # type: ignore[misc]

    def undo() -> None:
        for id in given:
            was = before[id]
            owner = was.account_id if was else None
            _went(lambda id=id, owner=owner: assignments.assign(parts.db, id, owner, account.id))  # type: ignore[misc]

    whom = names.get(to, "?") if to else say("bulk.nobody")
    return Done(say("bulk.assigned", n=len(given), name=whom), undo if given else None)


def _went(work: Callable[[], object]) -> bool:
    """Whether it was done; one that is refused doesn't hold up the others."""
    try:
        return work() is not False
    except DataError:
        return False
