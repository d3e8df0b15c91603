"""Dates in a text, however one of the five languages writes them: "3. marts 2026", "March 3rd", "03/03/26"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.checks.counting import fold

_NAMES = (
    ("january", "januar", "januari", "jan"),
    ("february", "februar", "februari", "feb"),
    ("march", "märz", "maerz", "marts", "maart", "mars", "mar", "mrt", "mär"),
    ("april", "apr"),
    ("may", "mai", "maj", "mei"),
    ("june", "juni", "jun"),
    ("july", "juli", "jul"),
    ("august", "augustus", "augusti", "aug"),
    ("september", "sept", "sep"),
    ("october", "oktober", "oct", "okt"),
    ("november", "nov"),
    ("december", "dezember", "dec", "dez"),
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)")
_NUMERIC = re.compile(
    r"(?<![\d/])(?<!\d[.,])(?P<d>\d{1,2})(?P<s>[./-])[ ]?(?P<m>\d{1,2})(?:(?P=s)[ ]?(?P<y>\d{4}|\d\d)|(?=\.(?!\d))|(?![\d/-]|[.,]\d))(?![\d])"
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th|:e|e)?[ ]?(?:of )?(?P<m>{_MONTH})\b\.?(?:,?[ ](?P<y>(?:19|20)\d\d)(?!\d))?",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<m>{_MONTH})\.?[ ](?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?[ ](?P<y>(?:19|20)\d\d)(?!\d))?", re.I
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a text; `year` is None when the text leaves it out. `also`: 4/3 may be day/month or month/day."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    also: tuple[int, int] | None = None

    def may_be(self, other: date) -> bool:
        """Whether this could mean that date."""
        readings = [(self.day, self.month)] + ([self.also] if self.also else [])
        return (other.day, other.month) in readings and self.year in (None, other.year)

    def near(self, today: date) -> frozenset[date]:
        """The dates this may mean; without a year the one nearest to today, day and month as the text has them first."""
        years = [self.year] if self.year else [today.year - 1, today.year, today.year + 1]
        found = [day for year in years if (day := _valid(year, self.month, self.day))]
        return frozenset(sorted(found, key=lambda day: abs(day - today))[:1])

    def agrees(self, other: Day) -> bool:
        """Whether two mentions may mean the same day."""
        readings = {(self.day, self.month), self.also} - {None}
        others = {(other.day, other.month), other.also} - {None}
        return bool(readings & others) and (None in (self.year, other.year) or self.year == other.year)


def days(text: str) -> list[Day]:
    """Every date of a text, in order, without overlaps."""
    found: list[Day] = []
    for day in _candidates(text):
        if not any(day.start < other.end and other.start < day.end for other in found):
            found.append(day)
    return sorted(found, key=lambda day: day.start)


def _candidates(text: str) -> Iterator[Day]:
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _NUMERIC):
        for match in pattern.finditer(text):
            day = _read(match, numeric=pattern is _NUMERIC)
            if day:
                yield day


def _read(match: re.Match[str], numeric: bool) -> Day | None:
    if match[0] == "24/7":
        return None
    day, month = int(match["d"]), MONTHS.get(fold(match["m"])) or int(match["m"])
    year = match["y"]
    if numeric and not year and match["s"] != "/" and not _looks_like_a_day(match):
        return None
    also = (month, day) if numeric and day != month else None
    full = None if not year else int(year) + (2000 if len(year) == 2 else 0)
    valid = [(d, m) for d, m in [(day, month), *([also] if also else [])] if 1 <= d <= 31 and 1 <= m <= 12]
    if not valid:
        return None
    second = valid[1] if len(valid) > 1 else None
    return Day(match.start(), match.end(), *valid[0], full, second)


def _looks_like_a_day(match: re.Match[str]) -> bool:
    """Without a year, "3.3." is a day; "3.3" or "2-4" is a number or a range."""
    return match["s"] == "." and match.string[match.end() : match.end() + 1] == "."


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
