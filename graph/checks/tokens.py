"""What a text holds that can be checked against sources: links, addresses, codes, dates, figures.

Each character counts once: the digits of a date are no figure, those of a telephone number no order number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from graph.checks.days import Day, days
from graph.checks.moments import Moment, moments
from graph.checks.quantities import quantities, readings

__all__ = ["EMAIL", "PLACEHOLDER", "Kind", "Token", "link_value", "plain", "readings", "tokens"]

Kind = Literal["link", "email", "account", "phone", "placeholder", "date", "code", "number"]
# Lengths are bounded and each attempt starts at the beginning of a word, so that no text takes long to read.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LINK = re.compile(r"(?:https?://|(?<![\w.@-])www\.)[^\s<>\"”“)]+")
_HOST = re.compile(
    r"(?<![\w.@-])(?:[\w-]{2,63}\.){1,8}(?:[a-z]{2,24}|[A-Z]{2,24})(?:/[^\s<>\"”“)]*)?(?![\w@])"
)
PLACEHOLDER = re.compile(r"<[A-Z][A-Z_]*_\d+>")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
# With a plus or a leading zero, or four pairs as in Denmark, or at least nine digits in three groups.
_PHONE = re.compile(
    r"(?<![\w-])(?:\+\d(?:[ ()/.-]{0,2}\d){6,14}|\(?0\d(?:[ ()/.-]{0,2}\d){6,13}|\d\d(?: \d\d){3}"
    r"|(?=(?:\D?\D?\d){9})\d{2,5}(?:[ ()/-]{1,2}\d{2,5}){2,5})(?![\w-])"
)
# Letters and digits in one word: NH-204711, FB123456789DK. At least three digits, so "A4" or "20th" stay out.
_CODE = re.compile(
    r"(?<![\w<-])(?=[\w-]{0,40}[A-Za-z])(?=(?:[\w-]{0,30}?\d){3})[A-Za-z0-9]{1,40}(?:-[A-Za-z0-9]{1,40}){0,6}(?![\w>])"
)
# 2026-88410: digits alone, too many for a range.
_DIGIT_CODE = re.compile(r"(?<![\w-])(?=(?:-?\d){8})\d{2,12}(?:-\d{2,12}){1,3}(?![\w-])")
_UNIT_BEHIND = re.compile(
    r"\d+-?(?:day|days|year|years|week|weeks|month|months|dages|daagse|dagars|års|jarige|jährige\w?|tägige\w?|er|års)$",
    re.I,
)
_BETWEEN_DAY_AND_DATE = re.compile(r"[,.]?[ \n]?(?:the|den|der|dem|de|am|d\.)?[ \n]?", re.I)


@dataclass(frozen=True, slots=True)
class Token:
    """One thing to check. `values` are the ways it may be read; two tokens agree when they share one.

    day: of a date; said: of a day named otherwise (see `moments`); weekday: the one a date is given with.
    unit, measures: of a figure; reach: the figure with its unit.
    """

    kind: Kind
    start: int
    end: int
    text: str
    values: frozenset[str]
    day: Day | None = None
    said: str = ""
    weekday: int | None = None
    unit: str = ""
    measures: frozenset[str] = frozenset()
    reach: tuple[int, int] = (0, 0)


@lru_cache(maxsize=32)
def tokens(text: str) -> tuple[Token, ...]:
    """Everything checkable in a text, in order. Remembered for a moment: many checks read the same draft."""
    taken = [False] * len(text)
    found: list[Token] = []
    for token in _candidates(text):
        if not any(taken[token.start : token.end]):
            taken[token.start : token.end] = [True] * (token.end - token.start)
            found.append(token)
    return tuple(_joined(text, sorted(found, key=lambda token: token.start)))


def plain(code: str) -> str:
    """A code without its punctuation and case: "nh 204-711" and "NH-204711" are the same."""
    return re.sub(r"[\W_]+", "", code).lower()


def link_value(link: str) -> str:
    """A link without scheme, "www." and closing punctuation."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link.lower()).rstrip(".,;:!?/")


def _candidates(text: str) -> Iterator[Token]:
    for match in EMAIL.finditer(text):
        found = match[0].rstrip(".-")
        yield Token("email", match.start(), match.start() + len(found), found, frozenset({found.lower()}))
    for pattern in (_LINK, _HOST):
        for match in pattern.finditer(text):
            link = match[0].rstrip(".,;:!?")
            yield Token("link", match.start(), match.start() + len(link), link, frozenset({link_value(link)}))
    for kind, pattern in _PATTERNS[:2]:
        yield from _matches(kind, pattern, text)
    for day in days(text):
        value = f"{day.day}.{day.month}.{day.year or ''}"
        written = text[day.start : day.end].rstrip(".")
        yield Token("date", day.start, day.start + len(written), written, frozenset({value}), day)
    for kind, pattern in _PATTERNS[2:]:
        yield from _matches(kind, pattern, text)
    for moment in moments(text):
        yield _of_moment(moment, text)
    for one in quantities(text):
        yield Token(
            "number", one.start, one.end, text[one.start : one.end], one.values,
            unit=one.unit, measures=one.measures, reach=one.reach,
        )  # fmt: skip


_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("placeholder", PLACEHOLDER),
    ("account", _ACCOUNT),
    ("code", _DIGIT_CODE),
    ("phone", _PHONE),
    ("code", _CODE),
)


def _matches(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Token]:
    for match in pattern.finditer(text):
        if pattern is _CODE and _UNIT_BEHIND.fullmatch(match[0]):
            continue
        value = match[0] if kind == "placeholder" else plain(match[0])
        yield Token(kind, *match.span(), match[0], frozenset({value}))


def _of_moment(moment: Moment, text: str) -> Token:
    start, end = moment.start, moment.end
    return Token("date", start, end, text[start:end], frozenset({moment.key}), said=moment.key)


def _joined(text: str, found: list[Token]) -> list[Token]:
    """A weekday and the date right behind it are one: "Friday, 13 November"."""
    joined: list[Token] = []
    for token in found:
        last = joined[-1] if joined else None
        if last and _is_weekday_of(text, last, token):
            weekday = int(last.said.split(":")[1])
            joined[-1] = replace(token, start=last.start, text=text[last.start : token.end], weekday=weekday)
        else:
            joined.append(token)
    return joined


def _is_weekday_of(text: str, first: Token, second: Token) -> bool:
    dated = second.day is not None or second.said.startswith("dom:")
    between = text[first.end : second.start]
    return (
        dated
        and first.said.startswith(("weekday:", "habit:"))
        and _BETWEEN_DAY_AND_DATE.fullmatch(between) is not None
    )
