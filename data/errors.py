"""What can go wrong in data/, one small class a failure. All are `DataError`."""

from __future__ import annotations

from datetime import datetime

from data.said import Said, named


class DataError(Exception):
    """Anything that data/ refuses or can't do."""


class DatabaseInUse(DataError):
    """Another process has the DuckDB file open: it lets one process in and no other even read."""


class DatabaseUnusable(DataError):
    """The database can't be opened, reached or migrated."""


class TooBusy(DataError):
    """A transaction kept conflicting with others until the time for retries was used up. Nothing was written."""


class NotFound(DataError):
    """No row has this id."""

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(f"there is no {kind} with id {id!r}")
        self.kind = kind
        self.id = id


class CustomerErased(DataError):
    """The customer was erased: nothing of theirs is taken in any more, and nothing was written."""

    def __init__(self, id: str) -> None:
        super().__init__(f"customer {id!r} was erased: open a new conversation, for a new customer")
        self.id = id


class Conflict(DataError):
    """A compare-and-set met a newer version; `Database.write` retries, so callers rarely see it."""


PASSING = (TooBusy, Conflict, DatabaseUnusable)  # they say nothing about what was asked: ask again later


class LeaseLost(DataError):
    """Another worker has taken the turn, or it is no longer running: stop working on it."""


class Stale(DataError):
    """Something newer happened (a customer's message, a new draft, a takeover): nothing was written."""


class ClaimTaken(DataError):
    """Someone else holds it; `by` is their account id, `until` when the claim ends (None: until handed back)."""

    def __init__(self, by: str, until: datetime | None = None) -> None:
        super().__init__(f"{by!r} is working on this" + (f" until {until:%H:%M:%S} UTC" if until else ""))
        self.by = by
        self.until = until


class ClaimLost(DataError):
    """The reviewer's claim ran out and someone else has the draft: nothing was written."""


class AlreadyDecided(DataError):
    """Someone has decided on this draft before: nothing was written."""


class CannotUndo(DataError):
    """A decision can't be taken back: it is on its way, was undone before, or is someone else's. Nothing was written."""


class TooManyRedrafts(DataError):
    """The draft was redrafted as often as allowed: edit it or take the conversation over."""


class UnfitText(DataError):
    """A text can't be kept (NUL, lone surrogate), is empty, or isn't the draft's text that an approval is of."""


class SecondWanted(DataError):
    """One person can't let this out: nothing was written. `wants` says why: failing checks, rules of the use case."""

    def __init__(self, wants: tuple[str, ...]) -> None:
        super().__init__(
            Said(
                "refusal.second",
                "this takes a second person's approval ({wants}): ask for it with a reason",
                wants=tuple(named("check", one) for one in wants),
            )
        )
        self.wants = wants


class NotSecond(DataError):
    """This account can't be the second person: it is the first, or a supervisor is wanted. Nothing was written."""


class UnfitPolicy(DataError):
    """A policy's value is beyond what any setting may be: nothing was written."""


class NotTakenOver(DataError):
    """This person doesn't have the conversation, so they can't write in it or hand it back."""


class Unmergeable(DataError):
    """These two conversations can't be joined; the message says why. Nothing was written."""


class UnfitTime(DataError):
    """A draft can't be put off until then: the moment has passed or is too far away. Nothing was written."""


class NameTaken(DataError):
    """A username or name that must be unique is in use."""


class Superseded(DataError):
    """Somebody else saved an article or template meanwhile: show both, and save on top of theirs."""

    def __init__(self, item_id: str, newest: int) -> None:
        super().__init__(
            f"{item_id!r} has a newer version, number {newest}: look at it before you save yours"
        )
        self.newest = newest
