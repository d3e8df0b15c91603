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
    """Narrow insights to a language and/or an intent; None means all."""

    language: str | None = None
    intent: str | None = None


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
