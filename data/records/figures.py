"""What the insights page asks for and gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from data.records.kinds import JsonDict


@dataclass(frozen=True, slots=True)
class Period:
    """Whole UTC days, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrow insights to a language, an intent and/or a channel; None means all."""

    language: str | None = None
    intent: str | None = None
    channel: str | None = None


#: What figures count (`data.occurrences`), and what they are told apart by (`data.tally`).
What = Literal[
    "request", "decision", "edit", "takeover", "person", "answer", "outcome", "step", "course", "length"
]
Grouping = Literal["part", "day", "language", "intent", "channel"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One group's figures of one thing that is counted. valued: how many had a value; the rest are of their values."""

    grouping: Grouping
    what: What
    part: str | None
    day: date | None
    language: str | None
    intent: str | None
    channel: str | None
    count: int
    valued: int
    mean: float | None
    variance: float | None
    highest: float | None
    negative: int
    median: float | None
    p90: float | None


#: What a conversation can be looked for by: a request came in, a decision was made (or one that took the draft so), a reply or
#: a person was waited for, a person was needed, a draft was written, by its drafter itself or by the offline one as a stand-in.
Happening = Literal[
    "request",
    "decision",
    "as_sent",
    "light_edit",
    "rewrite",
    "rejected",
    "taken_over",
    "answered_ai",
    "answered_human",
    "takeover",
    "draft",
    "own_draft",
    "stand_in",
    "cited",
]


@dataclass(frozen=True, slots=True)
class Among:
    """Conversations in which something happened within a period, in requests that pass the filters.

    detail: of a takeover its reason, of a draft its drafter, of `cited` the article's or template's kind and id
    (`article:en/returns`); None means any.
    """

    period: Period
    filters: Filters
    happening: Happening = "request"
    detail: str | None = None


#: Groups of customers that are compared: by language, by channel, and by whether the desk knows who they are.
GroupBy = Literal["language", "channel", "customer"]


@dataclass(frozen=True, slots=True)
class Sample:
    """One group's means of one thing that is counted, for comparing groups. Each conversation counts once, with the mean of its own.

    count: of the thing itself. share (0..1): of decisions those that sent the draft as it was, of outcomes and requests the negative
    ones. taken: of requests, takeovers to each of them, 1 at most. Logarithms are of the values above 0.
    """

    by: GroupBy
    what: What
    group: str | None
    count: int
    conversations: int
    share: float | None
    taken: float | None
    log_mean: float | None
    log_variance: float | None


@dataclass(frozen=True, slots=True)
class DecisionDay:
    """Decisions of one day by what became of the draft (edit classes: `insights.LIGHT_EDIT_BELOW`)."""

    day: date
    as_sent: int
    light_edit: int
    rewrite: int
    rejected: int
    taken_over: int


@dataclass(frozen=True, slots=True)
class SentimentDay:
    """Sentiment (-1..1) of the turns of one day in one language."""

    day: date
    language: str
    turns: int
    mean: float
    negative: int  # turns below insights.NEGATIVE_BELOW


@dataclass(frozen=True, slots=True)
class TakeoverDay:
    """How many of a day's turns came to a person, and why; rate is takeovers / turns (0 without turns)."""

    day: date
    turns: int
    takeovers: int
    rate: float
    reasons: JsonDict  # reason → number


@dataclass(frozen=True, slots=True)
class WaitingDay:
    """How long customers waited, on one clock, by the day the wait began. Seconds; open waits aren't counted.

    ai: message → the reply an AI drafted; human: takeover asked for → the person's first message.
    """

    day: date
    clock: Literal["ai", "human"]
    answered: int
    median: float
    p90: float
    longest: float


@dataclass(frozen=True, slots=True)
class Summary:
    """The period in one row, of everything or of one group (a language or an intent). Shares are 0..1."""

    group: str | None
    messages: int
    turns: int
    decisions: int
    as_sent_share: float | None
    edited_share: float | None
    takeovers: int
    takeover_rate: float | None
    sentiment: float | None
    ai_wait_median: float | None
    human_wait_median: float | None
    mean_edit_distance: float | None


@dataclass(frozen=True, slots=True)
class ModuleFigures:
    """How one use case (the intent of its requests) did. Shares are 0..1, of decisions where nothing else is said.

    drafted_share: of requests. edit_distance: median of what was sent, 0 unchanged … 1 rewritten. open_now: drafts that wait for a
    decision, whenever they came. ai_wait: median seconds from the request to the reply that an AI drafted. outcome: mean score of how customers
    took to the replies decided here (-1..1, `data.outcomes`), over so many cases.
    """

    intent: str
    turns: int
    drafted: int
    drafted_share: float | None
    decisions: int
    as_sent: int
    light_edit: int
    rewrite: int
    rejected: int
    taken_over: int
    edit_distance: float | None
    open_now: int
    ai_wait: float | None
    outcome: float | None
    cases: int

    def share(self, kind: str) -> float | None:
        """The share of decisions of this kind (`as_sent` … `taken_over`); None without decisions."""
        return getattr(self, kind) / self.decisions if self.decisions else None


@dataclass(frozen=True, slots=True)
class Promises:
    """How many waits that began on a day ended within their limit, ended after it, or go on beyond it.

    clock: drafts (for a reply to a request), people (for a person).
    """

    day: date
    clock: Literal["drafts", "people"]
    kept: int
    late: int
    waiting_late: int


@dataclass(frozen=True, slots=True)
class EditReason:
    """Why reviewers edited drafts, as they said, and in how many edits."""

    reason: str
    edits: int


@dataclass(frozen=True, slots=True)
class StandIn:
    """Why the offline drafter stood in for the model, and for how many drafts."""

    reason: str
    drafts: int


@dataclass(frozen=True, slots=True)
class UsageSum:
    """What drafts took together; cost in the company's currency."""

    input_tokens: int
    output_tokens: int
    calls: int
    cost: float


@dataclass(frozen=True, slots=True)
class UsageDay:
    """What one day's drafts by one drafter and model took. seconds: until they were written, all added up.

    calls: to a model server. fallbacks: drafts for which the offline drafter stood in.
    """

    day: date
    drafter: str
    model: str
    drafts: int
    input_tokens: int
    output_tokens: int
    calls: int
    cost: float
    seconds: float
    fallbacks: int
