"""What the insights page says: one sentence and one table for each chart, from the figures of a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from console.texts import known, say
from console.views import times, words
from data.records import DecisionDay, Period, SentimentDay, Summary, TakeoverDay, WaitingDay

DECISIONS = ("as_sent", "light_edit", "rewrite", "rejected", "taken_over")
PERIODS = (7, 14, 30, 90)  # days to choose from
FEW = 30  # below this many cases shares and means swing by chance
Row = dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class SentimentLine:
    """One language's days."""

    language: str
    days: list[date]
    means: list[float]
    turns: list[int]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why people were needed, and how often."""

    word: str
    count: int


def period(days: int, today: date) -> Period:
    """The last so many days, today included."""
    return Period(today - timedelta(days=days - 1), today)


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
        mean=_signed(mean),
        mood=words.mood(mean).word.lower(),
        share=_percent(negative, turns),
        requests=say("sentence.requests", n=turns),
    )
    large = [line for line in lines(days) if sum(line.turns) >= FEW]
    if len(large) > 1:
        lowest = min(large, key=_mean)
        said += " " + say(
            "sentence.lowest", language=words.language(lowest.language), mean=_signed(_mean(lowest))
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
    return [Reason(known("takeover", name), count) for name, count in counts.most_common()]


def waiting_sentence(days: Sequence[WaitingDay], promise_minutes: int | None = None) -> str:
    """How long customers waited on one clock; days are weighed by their answers."""
    answered = sum(day.answered for day in days)
    typical = sum(day.median * day.answered for day in days) / answered
    longest = max(day.longest for day in days)
    clock = days[0].clock
    said = say(
        f"sentence.waiting_{clock}", typical=times.span(typical), longest=times.span(longest), n=answered
    )
    if promise_minutes is not None:
        kept = longest <= promise_minutes * 60
        said += " " + say(
            "sentence.promise_kept" if kept else "sentence.promise_broken", minutes=promise_minutes
        )
    return said + _caution(answered)


def sentiment_table(days: Sequence[SentimentDay]) -> list[Row]:
    """The figures behind the sentiment chart."""
    return [
        {
            say("column.day"): day.day.isoformat(),
            say("column.language"): words.language(day.language),
            say("column.turns"): day.turns,
            say("column.mean"): round(day.mean, 2),
            say("column.negative"): day.negative,
        }
        for day in days
    ]


def decisions_table(days: Sequence[DecisionDay]) -> list[Row]:
    """The figures behind the decisions chart."""
    return [
        {
            say("column.day"): day.day.isoformat(),
            **{known("outcome", kind): getattr(day, kind) for kind in DECISIONS},
        }
        for day in days
    ]


def takeovers_table(days: Sequence[TakeoverDay]) -> list[Row]:
    """The figures behind the takeover chart."""
    return [
        {
            say("column.day"): day.day.isoformat(),
            say("column.turns"): day.turns,
            say("column.takeovers"): day.takeovers,
            say("column.rate"): f"{day.rate:.0%}",
            say("column.reasons"): ", ".join(
                f"{known('takeover', name)}: {n}" for name, n in day.reasons.items()
            ),
        }
        for day in days
    ]


def waiting_table(days: Sequence[WaitingDay]) -> list[Row]:
    """The figures behind a waiting chart."""
    return [
        {
            say("column.day"): day.day.isoformat(),
            say("column.answered"): day.answered,
            say("wait.median"): times.span(day.median),
            say("wait.p90"): times.span(day.p90),
            say("wait.longest"): times.span(day.longest),
        }
        for day in days
    ]


def tiles(summary: Summary) -> list[tuple[str, str]]:
    """The period in a few figures: label and value."""
    return [
        (say("tile.messages"), str(summary.messages)),
        (say("tile.decisions"), str(summary.decisions)),
        (say("tile.as_sent"), _share(summary.as_sent_share)),
        (say("tile.takeovers"), _share(summary.takeover_rate)),
        (say("tile.sentiment"), _signed(summary.sentiment)),
        (say("tile.ai_wait"), _span(summary.ai_wait_median)),
        (say("tile.human_wait"), _span(summary.human_wait_median)),
    ]


def group_table(groups: Sequence[Summary], kind: str) -> list[Row]:
    """The period by language or by intent; `kind` is the prefix of the group's name in the texts."""
    return [
        {
            say("column." + kind): known(kind, group.group) if group.group else say("unknown"),
            say("column.turns"): group.turns,
            say("tile.decisions"): group.decisions,
            say("tile.as_sent"): _share(group.as_sent_share),
            say("column.edited"): _share(group.edited_share),
            say("tile.takeovers"): _share(group.takeover_rate),
            say("tile.sentiment"): _signed(group.sentiment),
            say("tile.ai_wait"): _span(group.ai_wait_median),
            say("tile.human_wait"): _span(group.human_wait_median),
        }
        for group in groups
    ]


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
    return f"{part / whole:.0%}" if whole else "–"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


def _signed(value: float | None) -> str:
    """A mean of sentiment; what rounds to nothing has no sign."""
    return "–" if value is None else f"{round(value, 2) + 0.0:+.2f}".replace("+0.00", "0.00")


def _span(seconds: float | None) -> str:
    return "–" if seconds is None else times.span(seconds)
