"""What the insights page says: one sentence for each chart, from the figures of a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from console.texts import known, say
from console.views import numbers, times, words
from console.views.insights_table import shown, signed
from data.records import DecisionDay, Filters, Period, SentimentDay, Summary, TakeoverDay, WaitingDay
from data.records.figures import Promises

Became = Literal["as_sent", "light_edit", "rewrite", "rejected", "taken_over"]
DECISIONS: tuple[Became, ...] = get_args(Became)
PERIODS = (7, 14, 30, 90)  # days to choose from
CHANNELS = ("chat", "api")
FEW = 30  # below this many cases shares and means swing by chance


@dataclass(frozen=True, slots=True)
class SentimentLine:
    """One language's days."""

    language: str
    days: list[date]
    means: list[float]
    turns: list[int]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why people were needed (its name in the data, and in words), and how often."""

    name: str
    word: str
    count: int


def period(days: int, today: date) -> Period:
    """The last so many days, today included."""
    return Period(today - timedelta(days=days - 1), today)


def narrowed(filters: Filters) -> list[str]:
    """What figures are narrowed to, in words; empty without filters."""
    named = (
        words.language(filters.language) if filters.language else "",
        words.intent(filters.intent) if filters.intent else "",
        known("channel", filters.channel) if filters.channel else "",
    )
    return [name for name in named if name]


def lines(days: Sequence[SentimentDay]) -> list[SentimentLine]:
    """The days of each language, the language with most turns first."""
    sizes = Counter[str]()
    for day in days:
        sizes[day.language] += day.turns
    return [
        _line(language, [day for day in days if day.language == language])
        for language, _ in sizes.most_common()
    ]


def sentiment_sentence(days: Sequence[SentimentDay]) -> str:
    """How customers sounded, and in which language least well."""
    turns = sum(day.turns for day in days)
    mean = sum(day.mean * day.turns for day in days) / turns
    negative = sum(day.negative for day in days)
    said = say(
        "sentence.sentiment",
        mean=signed(mean),
        mood=words.mood(mean).word.lower(),
        share=_percent(negative, turns),
        requests=say("sentence.requests", n=turns),
    )
    large = [line for line in lines(days) if sum(line.turns) >= FEW]
    if len(large) > 1:
        lowest = min(large, key=_mean)
        said += " " + say(
            "sentence.lowest", language=words.language(lowest.language), mean=signed(_mean(lowest))
        )
    return said + _caution(turns)


def decisions_sentence(days: Sequence[DecisionDay]) -> str:
    """What reviewers did with drafts."""
    sums = {kind: sum(getattr(day, kind) for day in days) for kind in DECISIONS}
    total = sum(sums.values())
    shares = {kind: _percent(count, total) for kind, count in sums.items()}
    return say("sentence.decisions", decisions=say("sentence.decided", n=total), **shares) + _caution(total)


def takeovers_sentence(days: Sequence[TakeoverDay]) -> str:
    """How often a person was needed, and the main reason."""
    turns, taken = sum(day.turns for day in days), sum(day.takeovers for day in days)
    said = say(
        "sentence.takeovers",
        times=say("sentence.times", n=taken),
        requests=say("sentence.requests", n=turns),
        share=_percent(taken, turns),
    )
    found = reasons(days)
    if found:
        said += " " + say("sentence.reason", reason=found[0].word, n=found[0].count)
    return said + _caution(turns)


def reasons(days: Sequence[TakeoverDay]) -> list[Reason]:
    """Why people were needed, the most frequent reason first."""
    counts = Counter[str]()
    for day in days:
        counts.update({name: int(count) for name, count in day.reasons.items()})
    return [Reason(name, known("takeover", name), count) for name, count in counts.most_common()]


def waiting_sentence(days: Sequence[WaitingDay], summary: Summary, promise: str = "") -> str:
    """How long customers waited on one clock, the period's median first; promise: what is said of the promise about it."""
    answered = sum(day.answered for day in days)
    clock = days[0].clock
    typical = summary.ai_wait_median if clock == "ai" else summary.human_wait_median
    longest = times.span(max(day.longest for day in days))
    said = say(f"sentence.waiting_{clock}", typical=shown(typical, "seconds"), longest=longest, n=answered)
    return " ".join(filter(None, (said, promise))) + _caution(answered)


def promise_sentence(days: Sequence[Promises], minutes: int) -> str:
    """Whether each wait for a person kept its promise, as the service view counts it; empty where none was due."""
    own = [day for day in days if day.clock == "people"]
    if not own:
        return ""
    broken = any(day.late or day.waiting_late for day in own)
    return say("sentence.promise_broken" if broken else "sentence.promise_kept", minutes=minutes)


def _line(language: str, days: Sequence[SentimentDay]) -> SentimentLine:
    return SentimentLine(
        language, [day.day for day in days], [day.mean for day in days], [day.turns for day in days]
    )


def _mean(line: SentimentLine) -> float:
    return sum(mean * turns for mean, turns in zip(line.means, line.turns, strict=True)) / sum(line.turns)


def _caution(cases: int) -> str:
    """A word of warning where the numbers are too small to lean on."""
    return " " + say("sentence.few", n=cases) if cases < FEW else ""


def _percent(part: int, whole: int) -> str:
    return numbers.percent(part / whole if whole else None)
