"""Who works on what: assignments, what people take on, open work, and the clocks that waits run against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from data.records.kinds import JsonDict, JsonTexts

QueueName = Literal["drafts", "people"]
QueueShown = Literal["all", "mine", "unassigned"]
SlaKind = Literal["reminder", "escalation"]
#: by_hand: a person did it. Else the dealing: knows_customer (spoke with them last), least_loaded, lopsided (evened out); or taken from
#: somebody who is absent, can't take it (unfit), or has more than they take (full).
AssignReason = Literal[
    "by_hand", "knows_customer", "least_loaded", "lopsided", "absent", "unfit", "full"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assignment:
    """Whose a conversation is (`account_id` None: nobody's), since when, by whom (an account id, or `system`) and why."""

    conversation_id: str
    number: int
    account_id: str | None
    actor: str
    reason: AssignReason
    assigned_at: datetime


@dataclass(frozen=True, slots=True)
class Staffing:
    """What somebody takes on. Empty languages, intents and hours, and no capacity, are no limits.

    hours: weekday (`monday` …) to opening and closing time (`["08:00", "16:00"]`), in `time_zone`. away_until None while `away_since` is
    set: until they say that they are back. queue_shown: which part of the queue they last looked at.
    """

    account_id: str
    languages: JsonTexts
    intents: JsonTexts
    capacity: int | None
    hours: JsonDict
    time_zone: str
    away_since: datetime | None
    away_until: datetime | None
    queue_shown: QueueShown
    changed_at: datetime
    version: int

    @property
    def limits(self) -> bool:
        """Whether anything at all is set for this person."""
        return bool(self.languages or self.intents or self.hours or self.capacity is not None)

    def away(self, now: datetime) -> bool:
        """Whether they have said that they are away."""
        return self.away_since is not None and (self.away_until is None or self.away_until > now)


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A draft on the desk, or a person wanted; whose it is, and who is on it now.

    item_id: the turn, or the takeover. since: when the wait began. held_by: whoever works on it: has the claim now, has begun an
    edit, waits for a second person, or has joined the customer. answered: the person's first message has been sent.
    owner, number, actor, assigned_at: of the newest assignment; number 0 where there never was one. knows: who spoke with this customer
    last.
    """

    queue: QueueName
    item_id: str
    conversation_id: str
    customer_id: str
    draft_id: str | None
    wait_id: str
    language: str | None
    intent: str | None
    urgency: str | None
    since: datetime
    held_by: str | None
    answered: bool
    owner: str | None
    number: int
    actor: str | None
    assigned_at: datetime | None
    knows: str | None


@dataclass(frozen=True, slots=True)
class SlaClock:
    """What was promised for one wait: the columns of `sla_clock`. `minutes` is the limit, within business hours."""

    item_id: str
    queue: QueueName
    conversation_id: str
    wait_id: str
    urgency: str | None
    minutes: float
    since: datetime
    remind_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class SlaWait:
    """A wait that goes on, with its promise: the columns of `SlaClock`, what was done about it, and whose it is.

    draft_id: None where a person is wanted. owner: of the newest assignment. held_by: who has the claim now, or has joined.
    """

    item_id: str
    queue: QueueName
    conversation_id: str
    wait_id: str
    urgency: str | None
    minutes: float
    since: datetime
    remind_at: datetime
    due_at: datetime
    reminded_at: datetime | None
    escalated_at: datetime | None
    draft_id: str | None
    owner: str | None
    held_by: str | None
    language: str | None
    intent: str | None


@dataclass(frozen=True, slots=True)
class Unclocked:
    """An item without a clock: what its promise is made from."""

    item_id: str
    queue: QueueName
    conversation_id: str
    wait_id: str
    urgency: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class SlaEvent:
    """A reminder or an escalation; `account_id` is whose it was, `notice_id` what told the customer."""

    item_id: str
    kind: SlaKind
    conversation_id: str
    account_id: str | None
    notice_id: str | None
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class SlaDay:
    """Promises of one queue by the day the wait began: kept, not kept (open ones past their limit too), reminders, escalations."""

    day: date
    queue: QueueName
    met: int
    missed: int
    reminders: int
    escalations: int

    @property
    def share(self) -> float | None:
        """The share that was kept, 0..1; None when none has ended."""
        ended = self.met + self.missed
        return self.met / ended if ended else None
