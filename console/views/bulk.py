"""The same done to several conversations, and how to take it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from console.context import Parts
from console.markup import literal
from console.texts import say
from data import assignments, conversations, takeovers
from data.errors import DataError
from data.records import Account, Assignment, Conversation, Takeover

Undo = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done with how many, in a line of Markdown.

    undo: takes it back and returns for how many it did: what has gone on since is left as it is. None where that can't be.
    """

    said: str
    undo: Undo | None = None
    number: int = 1


def close(parts: Parts, ids: Sequence[str], account: Account) -> Done:
    """Close those that are open. Taking it back opens them again, each as it was: with the person who was in it, or was
    waited for.
    """
    closed: dict[str, Takeover | None] = {}

    def shut(id: str) -> None:
        closed[id] = conversations.close(parts.db, id, account.id)

    def open_again(id: str, ended: Takeover | None) -> bool:
        if ended is None:
            return conversations.reopen(parts.db, id, account.id) is not None
        return takeovers.bring_back(parts.db, ended, account.id)

    for id in ids:
        if conversations.get(parts.db, id).state != "closed":
            _went(partial(shut, id))

    def undo() -> int:
        return sum(_went(partial(open_again, id, ended)) for id, ended in closed.items())

    return Done(say("bulk.closed", n=len(closed)), undo if closed else None, len(closed))


def reopen(parts: Parts, ids: Sequence[str], account: Account) -> Done:
    """Open those that are closed; what was left unanswered is drafted. Taking it back leaves open what has gone on since."""
    opened: list[Conversation] = []

    def open_again(id: str) -> None:
        found = conversations.reopen(parts.db, id, account.id)
        if found is not None:
            opened.append(found)

    def undo() -> int:
        return sum(_went(partial(conversations.close_again, parts.db, each, account.id)) for each in opened)

    for id in ids:
        _went(partial(open_again, id))
    return Done(say("bulk.reopened", n=len(opened)), undo if opened else None, len(opened))


def tag(parts: Parts, ids: Sequence[str], account: Account, wanted: str) -> Done:
    """Tag all of them. Raises PersonalData, UnfitText."""
    fresh = parts.desk.tag(ids, account, wanted)
    undo = (lambda: len(parts.desk.untag(fresh, account, wanted))) if fresh else None
    return Done(say("bulk.tagged", n=len(fresh)), undo, len(fresh))


def untag(parts: Parts, ids: Sequence[str], account: Account, wanted: str) -> Done:
    """Take a tag from all of them."""
    had = parts.desk.untag(ids, account, wanted)
    undo = (lambda: len(parts.desk.tag(had, account, wanted))) if had else None
    return Done(say("bulk.untagged", n=len(had)), undo, len(had))


def assign(
    parts: Parts, ids: Sequence[str], account: Account, to: str | None, names: Mapping[str, str]
) -> Done:
    """Give all of them to somebody, or to nobody. Taking it back leaves those alone that were given to somebody else since."""
    before = {id: assignments.current(parts.db, id) for id in ids}
    given: dict[str, Assignment | None] = {}

    def give(id: str) -> None:
        given[id] = assignments.assign(parts.db, id, to, account.id)

    def give_back(id: str, made: Assignment | None) -> bool:
        if assignments.current(parts.db, id) != made:
            return False
        was = before[id]
        assignments.assign(parts.db, id, was.account_id if was else None, account.id)
        return True

    def undo() -> int:
        return sum(_went(partial(give_back, id, made)) for id, made in given.items())

    for id in ids:
        _went(partial(give, id))
    whom = literal(names.get(to, "?")) if to else say("bulk.nobody")
    return Done(say("bulk.assigned", n=len(given), name=whom), undo if given else None, len(given))


def _went(work: Callable[[], object]) -> bool:
    """Whether it was done; one that is refused doesn't hold up the others."""
    try:
        return work() is not False
    except DataError:
        return False
