"""A decision as it comes from the browser, and what a refused one means for the reviewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from console.markup import literal
from console.spoken import told
from console.texts import say
from console.views.attention import Seen, seen
from console.views.editing import REASONS
from data.errors import (
    AlreadyDecided,
    CannotUndo,
    ClaimLost,
    ClaimTaken,
    DataError,
    NotSecond,
    SecondWanted,
    Stale,
    TooBusy,
    TooManyRedrafts,
    UnfitText,
    UnfitTime,
)
from data.records import DecisionKind
from data.said import Said
from disclosure import DisclosureError
from graph.desk import ApprovalNeeded, BlockedDraft, EmptyText, NoReason, NothingToAsk, Unchecked
from graph.masking import UnknownPlaceholder
from graph.vault import Erased
from redaction import RedactionError

LONGEST = 20_000  # characters of a reply or of guidance; far more than anyone writes


class TooLong(ValueError):
    """A text from a browser is longer than `LONGEST`; nothing was kept of it or done with it."""

    def __init__(self) -> None:
        super().__init__(Said("refusal.TooLong", "a text has at most {most} characters", most=LONGEST))


# Everything the review desk may answer, or the console before it, instead of doing what it was asked; then nothing has changed.
REFUSALS = (
    DataError,
    DisclosureError,
    RedactionError,
    ApprovalNeeded,
    BlockedDraft,
    EmptyText,
    NoReason,
    NothingToAsk,
    Unchecked,
    UnknownPlaceholder,
    Erased,
    TooLong,
)


def demand_length(*texts: str) -> None:
    """Raise `TooLong` where one of the texts is."""
    if any(len(text) > LONGEST for text in texts):
        raise TooLong


Wish = DecisionKind | Literal["ask"]


@dataclass(frozen=True, slots=True)
class Action:
    """What the reviewer wants done with a draft. To `ask` a second person comes with a reason, in `guidance`. seen: shares of what was on the screen."""

    kind: Wish
    text: str
    reasons: tuple[str, ...] = ()
    starred: bool = False
    guidance: str = ""
    seen: Seen = (None, None)

    @classmethod
    def from_browser(cls, raw: Mapping[str, Any]) -> Action | None:
        """Read an action; None when it isn't one. A browser can send anything, so nothing is taken on trust.

        Texts may still be too long (`demand_length`): whoever wrote them is told so.
        """
        kind, text, reasons = raw.get("kind"), raw.get("text"), raw.get("reasons")
        if kind not in (*get_args(DecisionKind), "ask") or not isinstance(text, str):
            return None
        given = reasons if isinstance(reasons, list) else []
        return cls(
            kind=cast(Wish, kind),
            text=text,
            reasons=tuple(reason for reason in REASONS if reason in given),
            starred=raw.get("starred") is True,
            guidance=str(raw.get("guidance") or "").strip(),
            seen=seen(raw.get("seen")),
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a decision was not taken, for the reviewer. `moved_on`: the draft can't be decided any more."""

    message: str
    moved_on: bool


def refusal(error: Exception) -> Refusal:
    """What to tell the reviewer; each message says what is safe and what to do."""
    for kinds, key, moved_on in MEANINGS:
        if isinstance(error, kinds):
            return Refusal(say(key, why=literal(told(error))), moved_on)
    return Refusal(say("refused.other", why=literal(told(error))), False)


def done(action: Action) -> str:
    """What happened, in one line."""
    if action.kind == "reject":
        return say("done.redraft" if action.guidance else "done.reject")
    return say(f"done.{action.kind}")


MEANINGS: tuple[tuple[tuple[type[Exception], ...], str, bool], ...] = (
    ((Stale,), "refused.stale", True),
    ((AlreadyDecided,), "refused.already", True),
    ((ClaimLost, ClaimTaken), "refused.claim", True),
    ((TooManyRedrafts,), "refused.redrafts", False),
    ((UnfitText, EmptyText), "refused.unfit", False),
    ((ApprovalNeeded,), "refused.approval", False),
    ((BlockedDraft, Unchecked), "refused.blocked", False),
    ((SecondWanted, NotSecond, NoReason, NothingToAsk), "refused.second", False),
    ((UnknownPlaceholder,), "refused.placeholder", False),
    ((DisclosureError,), "refused.disclosure", False),
    ((RedactionError,), "refused.redaction", False),
    ((Erased,), "refused.erased", True),
    ((UnfitTime,), "refused.unfit_time", False),
    ((CannotUndo,), "refused.undo", False),
    ((TooLong,), "refused.too_long", False),
    ((TooBusy,), "refused.busy", False),
)
