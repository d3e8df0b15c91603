"""The words of `times.yaml`, read once: weekdays, relative days, units, currencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "times.yaml"


@dataclass(frozen=True, slots=True)
class Times:
    """Lookups by lower-case word. units: also currencies. ranges: "to", "bis" and the number behind them."""

    units: Mapping[str, str]
    currencies: Mapping[str, str]
    weekdays: Mapping[str, int]
    relative: Mapping[str, int]
    spans: Mapping[str, str]
    minutes: Mapping[str, int]
    phrases: re.Pattern[str]
    ranges: re.Pattern[str]
    fillers: frozenset[str]
    one: frozenset[str]
    before_one: frozenset[str]
    mornings: frozenset[str]
    months: tuple[str, ...]
    weeks: tuple[str, ...]
    counted: tuple[str, ...]
    every_week: frozenset[str]
    ahead: re.Pattern[str]
    behind: re.Pattern[str]


@cache
def times() -> Times:
    """All of it."""
    read: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    currencies = {word.lower(): name for name, words in read["currencies"].items() for word in words}
    units = {word.lower(): unit for unit, words in read["units"].items() for word in words}
    minutes = {phrase: number for number, phrases in read["phrases"].items() for phrase in phrases}
    return Times(
        units=units | currencies,
        currencies=currencies,
        weekdays={word: day for day, words in enumerate(read["weekdays"]) for word in words},
        relative={word: days for days, words in read["relative"].items() for word in words},
        spans={word: key for key, words in read["spans"].items() for word in words},
        minutes=minutes,
        phrases=re.compile(rf"\b(?:{alternatives(minutes)})\b", re.I),
        ranges=re.compile(
            rf"[ \t\n\u00a0]{{0,2}}(?:{alternatives(read['ranges'])}|[×x])[ \t\n\u00a0]{{0,2}}(\d[\d.,]*|[^\W\d_]+)",
            re.I,
        ),
        fillers=frozenset(read["fillers"]),
        one=frozenset(read["one"]),
        before_one=frozenset(read["before_one"]),
        mornings=frozenset(read["mornings"]),
        months=tuple(read["months"]),
        weeks=tuple(read["weeks"]),
        counted=tuple(read["counted"]),
        every_week=frozenset(read["every_week"]),
        ahead=re.compile(rf"\b(?:{'|'.join(read['ahead'])})\b", re.I),
        behind=re.compile(rf"\b(?:{'|'.join(read['behind'])})\b", re.I),
    )


def alternatives(words: Iterable[str]) -> str:
    """The words as alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
