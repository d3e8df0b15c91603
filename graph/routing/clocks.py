"""What is promised for a wait, and how a wait stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from data.records import QueueName
from graph.routing.hours import ALWAYS, Hours

REMIND_AT = 0.75  # share of the limit after which whoever has it is reminded
DRAFT_MINUTES: Mapping[str, float] = MappingProxyType({"high": 30.0, "normal": 60.0, "low": 240.0})
State = Literal["running", "soon", "over"]


@dataclass(frozen=True, slots=True)
class Promise:
    """Within `minutes` of open time, so by `due_at`; from `remind_at` on it is getting late."""

    minutes: float
    since: datetime
    remind_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How a wait stands: seconds of open time left (over: how many it is over), and whether the clock stands still until it opens."""

    state: State
    seconds: float
    paused_until: datetime | None


@dataclass(frozen=True, slots=True)
class Policy:
    """How long customers may wait: for a person (`people`, minutes, what notices promise), and for a draft to be decided,
    by urgency. Counted within `hours`."""

    people: float = 11.0
    drafts: Mapping[str, float] = field(default_factory=lambda: DRAFT_MINUTES)
    hours: Hours = ALWAYS

    def minutes(self, queue: QueueName, urgency: str | None) -> float:
        """The limit of a wait; an unknown urgency is a normal one."""
        if queue == "people":
            return self.people
        return self.drafts.get(urgency or "normal", self.drafts["normal"])

    def promise(self, queue: QueueName, urgency: str | None, since: datetime) -> Promise:
        """What is promised for a wait that began then."""
        minutes = self.minutes(queue, urgency)
        return Promise(
            minutes=minutes,
            since=since,
            remind_at=self.hours.after(since, minutes * 60 * REMIND_AT),
            due_at=self.hours.after(since, minutes * 60),
        )

    def standing(self, due_at: datetime, remind_at: datetime, now: datetime) -> Standing:
        """How a wait stands against its promise at this moment."""
        paused = None if self.hours.open_at(now) else self.hours.opens(now)
        if now > due_at:
            return Standing("over", self.hours.between(due_at, now), paused)
        state: State = "soon" if now >= remind_at else "running"
        return Standing(state, self.hours.between(now, due_at), paused)
