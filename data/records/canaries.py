"""Test drafts with one planted error, and what can be measured of how drafts are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from data.records.kinds import JsonDicts

FaultKind = Literal["figure", "date", "order", "name", "promise", "contradiction", "language"]


@dataclass(frozen=True, slots=True)
class Canary:
    """A copy of a past draft with one planted error. It never changes, and nothing can send it.

    follows: the draft that it was put behind in the queue; draft_id: the one it copies, draft_hash: of that one's text.
    text[place:] begins with the `planted` words; the past draft has `was` there. truth: what its source says, if any.
    """

    id: str
    follows: str
    draft_id: str
    draft_hash: str
    conversation_id: str
    language: str
    fault: FaultKind
    place: int
    was: str
    planted: str
    truth: str
    text: str
    checks: JsonDicts
    planted_at: datetime


@dataclass(frozen=True, slots=True)
class Caught:
    """How many canaries of a group the team was shown and spotted; group: a day, a kind of fault, a language or None."""

    group: date | str | None
    answered: int
    spotted: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How the team's decisions of a period were made.

    overridden: the draft was changed, rejected or taken over. timed: approvals whose time is known; quick: those of them
    faster than anybody reads. median_seconds, median_speed (words a minute): of approvals and edits. scrolled: decisions
    whose browser told what was on the screen; partly: those where not all of it was. None where there is nothing to say.
    """

    decisions: int
    overridden: int
    timed: int
    quick: int
    median_seconds: float | None
    median_speed: float | None
    scrolled: int
    partly: int


@dataclass(frozen=True, slots=True)
class Overridden:
    """The decisions of a week that began on a day, and how many of them overrode the draft."""

    week: date
    decisions: int
    overridden: int
