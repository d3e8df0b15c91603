"""The last whole week in a few sentences. A change is called one only where it passes the hurdles of `graph.figures.fairness`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from console.markup import plain, tag
from console.texts import known, say
from console.views import insights_fairness as fairness
from console.views import numbers, times
from data import insights
from data.database import Database
from data.records import Summary
from data.records.figures import Filters, GroupBy, Period
from data.samples import samples
from data.volumes import volumes
from graph.figures.changes import changes
from graph.figures.fairness import Comparison, Measure
from graph.figures.forecast import WEEK, forecast

_CHANNELS: tuple[GroupBy, ...] = ("channel",)  # together they are everybody


@dataclass(frozen=True, slots=True)
class Digest:
    """A week in sentences, without names of customers or staff."""

    title: str
    period: Period
    sentences: tuple[str, ...]


def last_week(today: date) -> Period:
    """The last whole week, Monday to Sunday."""
    sunday = today - timedelta(days=today.weekday() + 1)
    return Period(sunday - timedelta(days=6), sunday)


def digest(db: Database, company: str, today: date, filters: Filters | None = None) -> Digest:
    """Read a week and the one before, and say what there is to say: at most eight sentences."""
    period, narrowed = last_week(today), filters or Filters()
    before = Period(period.first - timedelta(days=WEEK), period.first - timedelta(days=1))
    found = insights.read(db, period, narrowed, ("part",))
    history = volumes(db, period.last, narrowed)
    days = [0] * max(0, 2 * WEEK - len(history)) + history
    changed = changes(
        samples(db, period, narrowed, _CHANNELS),
        samples(db, before, narrowed, _CHANNELS),
        days[-WEEK:],
        days[-2 * WEEK : -WEEK],
    )
    (summary,) = found.summary()
    said = [*_sentences(summary, found, changed), *_ahead(history, period)]
    said.append(
        say("week.steady" if any(one.verdict == "gap" for one in changed.values()) else "week.no_change")
    )
    title = say("week.title", company=company, first=times.date(period.first), last=times.date(period.last))
    return Digest(title, period, tuple(said) if summary.turns else (say("week.empty"),))


def as_text(found: Digest) -> str:
    """For a terminal or a plain mail."""
    return (
        "\n".join((found.title, "", *(f"- {sentence}" for sentence in found.sentences), "", say("week.note")))
        + "\n"
    )


def as_html(found: Digest, language: str) -> str:
    """A page of its own, for a mail or a browser."""
    listed = "".join(tag("li", plain(sentence)) for sentence in found.sentences)
    body = tag("h1", plain(found.title)) + tag("ul", listed) + tag("p", plain(say("week.note")))
    return (
        f'<!doctype html>\n<html lang="{plain(language)}"><head><meta charset="utf-8">'
        f"<title>{plain(found.title)}</title></head><body>{body}</body></html>\n"
    )


def _sentences(
    summary: Summary, found: insights.Insights, changed: Mapping[Measure, Comparison]
) -> list[str]:
    if not summary.turns:
        return []
    said = [
        say(
            "week.requests",
            n=summary.turns,
            number=numbers.number(summary.turns),
            change=_change(changed.get("requests")),
        )
    ]
    if summary.ai_wait_median is not None:
        wait = times.span(summary.ai_wait_median)
        said.append(say("week.answer_wait", wait=wait, change=_change(changed.get("answer_wait"))))
    said.append(_takeovers(summary, found, changed))
    if summary.human_wait_median is not None:
        wait = times.span(summary.human_wait_median)
        said.append(say("week.person_wait", wait=wait, change=_change(changed.get("person_wait"))))
    if summary.decisions:
        share = numbers.percent(summary.as_sent_share)
        said.append(
            say(
                "week.unchanged",
                share=share,
                n=summary.decisions,
                number=numbers.number(summary.decisions),
                change=_change(changed.get("unchanged")),
            )
        )
    unhappy = changed.get("unhappy")
    if unhappy is not None:
        said.append(say("week.unhappy", share=numbers.percent(unhappy.value), change=_change(unhappy)))
    return said


def _takeovers(summary: Summary, found: insights.Insights, changed: Mapping[Measure, Comparison]) -> str:
    change = _change(changed.get("takeover"))
    said = say(
        "week.takeovers",
        n=summary.takeovers,
        number=numbers.number(summary.takeovers),
        share=numbers.percent(summary.takeover_rate),
        change=change,
    )
    reasons = sorted(found.of("takeover", "part"), key=lambda cell: -cell.count)
    if reasons and reasons[0].part:
        said += " " + say("sentence.reason", reason=known("takeover", reasons[0].part), n=reasons[0].count)
    return said


def _change(one: Comparison | None) -> str:
    """What is different, if it is; empty otherwise."""
    if one is None or one.verdict != "gap" or one.effect is None:
        return ""
    up = one.effect > (0 if one.is_share else 1)
    was = fairness.shown(one, one.rest)
    return " " + say("week.more" if up else "week.less", was=was, interval=fairness.interval(one))


def _ahead(history: Sequence[int], period: Period) -> list[str]:
    found = forecast(history, period.last - timedelta(days=len(history) - 1), WEEK)
    if not found.days:
        return []
    number = numbers.number(sum(day.expected for day in found.days))
    return [say("week.ahead", number=number, error=numbers.number(found.error or 0, 1))]
