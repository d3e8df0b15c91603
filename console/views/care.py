"""What the attention page says: how carefully the team reads, with what few cases leave open. Never of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from console.texts import known, say
from console.views import numbers, times, words
from console.views.insights_table import Cell, Column, Line, Table
from data.records import Caught, Overridden, Reading
from graph.learning.intervals import wilson

Z = 1.96  # two-sided 95 %
#: Below this share of overridden drafts, review may be none: EU supervisors read so little change as rubber-stamping.
OVERRIDES = 0.05
FEW = 5  # answers; a rate of fewer would say something of one person in a small team
Verdict = Literal["none", "low", "fine", "open"]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its 95 % interval (Wilson). share is None while there are too few to say."""

    label: str
    hits: int
    number: int
    share: float | None
    low: float
    high: float


def rate(label: str, hits: int, number: int, few: int = 1) -> Rate:
    """A share of so many; nothing is said of fewer than `few`."""
    low, high = wilson(hits, number, Z)
    return Rate(label, hits, number, hits / number if number >= few else None, low, high)


def verdict(found: Reading) -> Verdict:
    """Whether drafts are overridden too rarely: surely, surely not, or open. It warns only when chance is ruled out."""
    if not found.decisions:
        return "none"
    low, high = wilson(found.overridden, found.decisions, Z)
    return "low" if high < OVERRIDES else "fine" if low >= OVERRIDES else "open"


def override_sentence(found: Reading) -> str:
    """The share of overridden drafts, and what it means."""
    judged = verdict(found)
    if judged == "none":
        return say("care.override.none")
    one = rate("", found.overridden, found.decisions)
    given = {
        "share": numbers.percent(one.share),
        "low": numbers.percent(one.low),
        "high": numbers.percent(one.high),
    }
    said = say("care.override.said", **given, k=found.overridden, n=found.decisions)
    return f"{said} {say('care.override.' + judged)}"


def tiles(found: Reading) -> list[tuple[str, str, str]]:
    """Label, figure and what it is, of each figure on the page's head."""
    over = rate("", found.overridden, found.decisions)
    quick, partly = rate("", found.quick, found.timed), rate("", found.partly, found.scrolled)
    seconds = "–" if found.median_seconds is None else times.span(found.median_seconds)
    speed = "–" if found.median_speed is None else numbers.number(found.median_speed)
    shown = (
        ("overridden", numbers.percent(over.share)),
        ("seconds", seconds),
        ("speed", speed),
        ("quick", numbers.percent(quick.share)),
        ("partly", numbers.percent(partly.share)),
    )
    return [(say(f"care.tile.{name}"), value, say(f"care.tile_help.{name}")) for name, value in shown]


def reading_table(found: Reading) -> Table:
    """The same figures with what they are counted from, and their intervals."""
    counted = (
        ("overridden", found.overridden, found.decisions),
        ("quick", found.quick, found.timed),
        ("partly", found.partly, found.scrolled),
    )
    rows = [_row(rate(say(f"care.tile.{name}"), hits, number)) for name, hits, number in counted]
    return Table("reading", _columns("care.figure", "care.hits", "care.of"), tuple(rows))


def weeks(found: Sequence[Overridden]) -> list[Rate]:
    """The share of overridden drafts of each week."""
    return [rate(_week(one.week), one.overridden, one.decisions) for one in found]


def weeks_table(found: Sequence[Overridden]) -> Table:
    """Overridden drafts by week."""
    rows = tuple(_row(one) for one in weeks(found))
    return Table("overridden", _columns("care.week", "care.overridden", "care.decisions"), rows)


def caught(found: Sequence[Caught], by: str) -> list[Rate]:
    """The catch rate of each group, in words; None where it, or what is left of the whole without it, says too much."""
    least = _least(found)
    return [rate(_group(one.group, by), one.spotted, one.answered, least) for one in found]


def withheld(found: Sequence[Caught], group: str) -> bool:
    """Whether a group among these has enough answers, and isn't shown because the others have too few."""
    return any(one.group == group and FEW <= one.answered < _least(found) for one in found)


def _least(found: Sequence[Caught]) -> int:
    """From how many answers on a group is shown.

    A few answers alone in being hidden are the whole less all others; so the next larger group is hidden with them.
    """
    hidden = sum(one.answered for one in found if one.answered < FEW)
    if not 0 < hidden < FEW:
        return FEW
    return 1 + min((one.answered for one in found if one.answered >= FEW), default=FEW - 1)


def caught_table(found: Sequence[Caught], by: str) -> Table:
    """Test drafts spotted, by kind of error, language or week."""
    rows = tuple(_row(one) for one in caught(found, by))
    return Table(f"tests-{by}", _columns(f"care.by.{by}", "care.spotted", "care.answered"), rows)


def caught_sentence(whole: Caught | None, planted: bool) -> str:
    """The team's catch rate in one sentence, or why there is none."""
    if whole is None or not whole.answered:
        return say("care.tests.none" if planted else "care.tests.unset")
    if whole.answered < FEW:
        return say("care.tests.few", n=whole.answered, few=FEW)
    one = rate("", whole.spotted, whole.answered)
    given = {
        "share": numbers.percent(one.share),
        "low": numbers.percent(one.low),
        "high": numbers.percent(one.high),
    }
    return say("care.tests.said", **given, k=whole.spotted, n=whole.answered)


def _row(one: Rate) -> Line:
    shown: tuple[Cell, ...] = (one.share, one.low, one.high) if one.share is not None else (None, None, None)
    return Line((one.label, one.hits if one.share is not None else None, one.number, *shown))


def _columns(group: str, hits: str, number: str) -> tuple[Column, ...]:
    counts = (Column(say(group)), Column(say(hits), "count"), Column(say(number), "count"))
    return (*counts, *(Column(say(f"care.{name}"), "share") for name in ("share", "low", "high")))


def _group(group: date | str | None, by: str) -> str:
    if isinstance(group, date):
        return _week(group)
    return words.language(group) if by == "language" else known("care.kind", str(group))


def _week(day: date) -> str:
    return day.isoformat()
