"""Days that a text names without a date: "tomorrow", "on Friday", "im März", "vecka 48", "the 24th".

What they mean depends on the day the text is written on; `resolve` gives the days that may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from graph.checks.counting import fold
from graph.checks.days import MONTHS
from graph.checks.times import alternatives, times

_BEHIND = 40  # characters in front of "morgen" that may make it the morning
_PREVIOUS_WORD = re.compile(r"([^\W\d_]+(?: [^\W\d_]+)?)[ \n]$")
_DAY_OF_MONTH = re.compile(
    r"\bthe (?P<a>\d{1,2})(?:st|nd|rd|th)\b|\b(?:am|den|zum|vom|bis) (?P<b>\d{1,2})\.(?!\d)"
    r"|\bden (?P<c>\d{1,2}):[ea]\b|\b(?:op|tot|van|vanaf)? ?de (?P<d>\d{1,2})(?:e|ste|de)\b",
    re.I,
)
# Behind a weekday: opening hours, "10:00–14:00" or "from ten to two".
_HOURS = re.compile(
    r"[ \n]?(?:(?:kl\.?|from|von|fra|van|från|mellan)[ \n])?(?:\d{1,2}(?:[:.]\d\d)?|(?<=[ \n])[^\W\d_]{2,8})[ \n]?(?:-|–|(?:to|bis|til|tot|till|Uhr|uur)\b)",
    re.I,
)
_SHORT = {"may", "mai", "maj", "mei"}


@dataclass(frozen=True, slots=True)
class Moment:
    """Where it stands and which: "day:1" (tomorrow), "weekday:4", "month:3", "month:3:2026", "week:48", "dom:24".

    "span:week:1" is next week; "weekday:4:+" lies ahead ("next Friday"), "weekday:4:-" behind ("i fredags"); "habit:4" is any Friday: opening hours.
    """

    start: int
    end: int
    key: str


def moments(text: str) -> Iterator[Moment]:
    """All of a text; they may overlap dates."""
    yield from _relative(text)
    for match in _spans().finditer(text):
        yield Moment(*match.span(), f"span:{times().spans[' '.join(fold(match[0]).split())]}")
    for match in _weekdays().finditer(text):
        day = times().weekdays[fold(match[0])]
        key = f"habit:{day}" if _is_habit(text, match) else f"weekday:{day}{_direction(text, match)}"
        yield Moment(*match.span(), key)
    for match in _months().finditer(text):
        if match["month"] == "may":  # "in May" is the month, "may" the verb
            continue
        year = f":{match['year']}" if match["year"] else ""
        yield Moment(match.start("month"), match.end(), f"month:{MONTHS[fold(match['month'])]}{year}")
    for match in _weeks().finditer(text):
        yield Moment(*match.span(), f"week:{int(match[1])}")
    for match in _DAY_OF_MONTH.finditer(text):
        yield Moment(*match.span(), f"dom:{int(next(filter(None, match.groups())))}")


def resolve(key: str, today: date) -> frozenset[date]:
    """The days near `today` that a moment may mean: a week for weekdays, half a year for weeks and months."""
    kind, _, rest = key.partition(":")
    if kind == "day":
        return frozenset({today + timedelta(days=int(rest))})
    if kind == "span":
        return _span(rest, today)
    if kind in ("weekday", "habit"):
        return _weekdays_near(rest, today) if kind == "weekday" else frozenset()
    if kind == "dom":
        return frozenset(day for day in _around(today, 45) if day.day == int(rest))
    if kind == "week":
        return frozenset(day for day in _around(today, 183) if day.isocalendar().week == int(rest))
    month, _, year = rest.partition(":")
    if year:
        first = date(int(year), int(month), 1)
        return frozenset(
            day for day in _around(first, 31) if (day.year, day.month) == (first.year, first.month)
        )
    return frozenset(day for day in _around(today, 183) if day.month == int(month))


def _span(rest: str, today: date) -> frozenset[date]:
    """The days of this or the next week or month."""
    unit, _, ahead = rest.partition(":")
    if unit == "week":
        monday = today + timedelta(days=7 * int(ahead) - today.weekday())
        return frozenset(monday + timedelta(days=step) for step in range(7))
    month = (today.month - 1 + int(ahead)) % 12 + 1
    return frozenset(day for day in _around(today, 62) if day.month == month)


def _weekdays_near(rest: str, today: date) -> frozenset[date]:
    weekday, _, direction = rest.partition(":")
    days = (day for day in _around(today, 13) if day.weekday() == int(weekday))
    reach = {"+": (0, 13), "-": (-13, 0)}.get(direction, (-7, 7))
    return frozenset(day for day in days if reach[0] <= (day - today).days <= reach[1])


def _around(day: date, reach: int) -> Iterator[date]:
    for step in range(-reach, reach + 1):
        yield day + timedelta(days=step)


def _relative(text: str) -> Iterator[Moment]:
    for match in _days().finditer(text):
        word = fold(match[0])
        if word == "morgen" and _is_the_morning(text, *match.span()):
            continue
        yield Moment(*match.span(), f"day:{times().relative[word]}")


def _is_the_morning(text: str, start: int, end: int) -> bool:
    """Whether "morgen" is the time of day, or the name of something."""
    before = text[max(0, start - _BEHIND) : start]
    if text[start].isupper() and before.rstrip(" ") and before.rstrip(" ")[-1] not in ".!?:\n":
        return True
    word = _PREVIOUS_WORD.search(before)
    found = fold(word[1]) if word else ""
    return found in times().mornings or found.split(" ")[-1] in times().mornings


def _is_habit(text: str, match: re.Match[str]) -> bool:
    """Whether a weekday is one of every week: "montags", "Monday to Friday", "Saturday 10:00–14:00"."""
    word, behind = fold(match[0]), text[match.end() : match.end() + 30]
    before = text[max(0, match.start() - 30) : match.start()]
    return bool(
        word in times().every_week
        or _ranges()[0].match(behind)
        or _ranges()[1].search(before)
        or _HOURS.match(behind)
    )


def _direction(text: str, match: re.Match[str]) -> str:
    """Whether what stands before a weekday puts it ahead or behind."""
    before = re.split(r"[.!?\n]", text[max(0, match.start() - 60) : match.start()])[-1]
    if fold(match[0]).endswith("s") and re.search(r"\bi $", before):  # "i fredags"
        return ":-"
    if times().ahead.search(before):
        return ":+"
    return ":-" if times().behind.search(before) else ""


@cache
def _ranges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A range that begins here, and one that ends here."""
    to = r"[ \n]?(?:to|bis|til|tot(?: en met)?|t/m|till|through|-|–|—)[ \n]?"
    names = alternatives(times().weekdays)
    return re.compile(rf"{to}(?:{names})\b", re.I), re.compile(rf"\b(?:{names}){to}$", re.I)


@cache
def _days() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(times().relative)})(?![\w-])", re.I)


@cache
def _spans() -> re.Pattern[str]:
    words = alternatives(times().spans).replace(r"\ ", r"[ \n]")
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.I)


@cache
def _weekdays() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(times().weekdays)})(?![\w-])", re.I)


@cache
def _months() -> re.Pattern[str]:
    names = [name for name in MONTHS if len(name) > 3 or name in _SHORT]
    return re.compile(
        rf"\b(?:{alternatives(times().months)})[ \n](?P<month>{alternatives(names)})\b(?! \d{{1,2}}\b)(?:[ ](?P<year>20\d\d))?",
        re.I,
    )


@cache
def _weeks() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(times().weeks)})\.?[ ]?([1-5]?\d)(?![\d.,]?\d)", re.I)
