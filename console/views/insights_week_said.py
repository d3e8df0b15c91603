"""What is said of a week. A change is called one only where it passes the hurdles of `graph.figures.fairness`, "nothing new" only where
a change that matters can be ruled out.

Both weeks' figures in a sentence are of one kind. The verdict and the interval count each conversation once, so they may differ from what the
figures show: where those contradict the verdict, no change is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from console.texts import known, say
from console.views import insights_fairness as fairness
from console.views import numbers, times
from data.insights import Insights, count
from data.records.figures import Period
from graph.figures.fairness import Comparison, Measure
from graph.figures.forecast import WEEK, forecast

#: Told of only where they changed: few customers react, and how long replies are is no news.
ONLY_CHANGED: tuple[Measure, ...] = ("negative", "length")
SURE = ("alike", "slight")  # verdicts that rule out a change that matters


@dataclass(frozen=True, slots=True)
class Week:
    """A week, the one before, and how they compare."""

    now: Insights
    then: Insights
    changed: Mapping[Measure, Comparison]


def figures(week: Week) -> list[str]:
    """A sentence for each figure, with what is different."""
    facts = _facts(week.now)
    said = []
    for measure, change in _changes(week).items():
        sentence = say(
            f"week.{measure}", change=change, **facts[measure] if measure in facts else _own(week, measure)
        )
        said.append(f"{sentence} {_reason(week.now)}".rstrip() if measure == "takeover" else sentence)
    return said


def rest(week: Week) -> str:
    """What was not called a change: too uncertain to say, or nothing new."""
    told = _changes(week)
    other = [measure for measure in {**told, **week.changed} if not told.get(measure)]
    sure = [one for one in other if one in week.changed and week.changed[one].verdict in SURE]
    unsure = [say(f"measure.{measure}") for measure in other if measure not in sure]
    anything = any(told.values())
    if not unsure:
        return say("week.steady" if anything else "week.no_change")
    if not sure and not anything:
        return say("week.unsure_all")
    said = say("week.unsure", measures=", ".join(unsure))
    return f"{said} {say('week.steady')}" if sure else said


def ahead(history: Sequence[int], period: Period) -> list[str]:
    """What is to be expected, where there is enough history."""
    found = forecast(history, period.last - timedelta(days=len(history) - 1), WEEK)
    if not found.days:
        return []
    number = numbers.number(sum(day.expected for day in found.days))
    return [say("week.ahead", number=number, error=numbers.number(found.error or 0, 1))]


def _changes(week: Week) -> dict[Measure, str]:
    """What is different in each figure that is told, in the order of the sentences; empty where no change is called one."""
    now, then = _values(week.now), _values(week.then)
    told = {measure: _change(week.changed.get(measure), now[measure], then.get(measure)) for measure in now}
    for measure in ONLY_CHANGED:
        one = week.changed.get(measure)
        if one is not None and (change := _change(one, one.value, one.rest)):
            told[measure] = change
    return told


def _values(found: Insights) -> dict[Measure, float]:
    """A week's figures as its sentences tell them: medians of waits, shares of requests and of drafts."""
    (summary,) = found.summary()
    told: dict[Measure, float | None] = {
        "requests": float(summary.turns),
        "answer_wait": summary.ai_wait_median,
        "takeover": summary.takeover_rate,
        "person_wait": summary.human_wait_median,
        "unchanged": summary.as_sent_share,
        "unhappy": _unhappy(found),
    }
    return {measure: value for measure, value in told.items() if value is not None}


def _facts(found: Insights) -> dict[Measure, dict[str, object]]:
    """What stands in the sentences."""
    (summary,) = found.summary()
    return {
        "requests": {"n": summary.turns, "number": numbers.number(summary.turns)},
        "answer_wait": {"wait": times.span(summary.ai_wait_median or 0)},
        "takeover": {
            "n": summary.takeovers, "number": numbers.number(summary.takeovers),
            "share": numbers.percent(summary.takeover_rate),
        },
        "person_wait": {"wait": times.span(summary.human_wait_median or 0)},
        "unchanged": {
            "n": summary.decisions, "number": numbers.number(summary.decisions),
            "share": numbers.percent(summary.as_sent_share),
        },
        "unhappy": {"share": numbers.percent(_unhappy(found))},
    }  # fmt: skip


def _own(week: Week, measure: Measure) -> dict[str, object]:
    """Of what is told by conversation, as it was compared."""
    one = week.changed[measure]
    return {"value": fairness.shown(one, one.value)}


def _unhappy(found: Insights) -> float | None:
    """The share of requests that sound negative."""
    cells = list(found.of("request", "part"))
    valued = sum(cell.valued for cell in cells)
    return sum(cell.negative for cell in cells) / valued if valued else None


def _reason(found: Insights) -> str:
    """Why people were needed most often."""
    cells = [cell for cell in found.of("takeover", "part") if cell.part]
    if not cells:
        return ""
    first = max(cells, key=lambda cell: count([cell]))
    return say("sentence.reason", reason=known("takeover", first.part or ""), n=first.count)


def _change(one: Comparison | None, now: float | None, then: float | None) -> str:
    """What is different, if it is and both figures show it; empty otherwise."""
    if one is None or one.verdict != "gap" or one.effect is None or now is None or then is None:
        return ""
    up = one.effect > (0 if one.is_share else 1)
    was = fairness.shown(one, then)
    if (now > then) != up or fairness.shown(one, now) == was:
        return ""
    interval = fairness.interval(one)
    if one.measure != "requests":
        interval = say("week.by_conversation", interval=interval)
    return " " + say("week.more" if up else "week.less", was=was, interval=interval)
