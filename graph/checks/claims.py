"""The words of `claims.yaml`, compiled once, and the clauses of a text in which they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.checks.days import MONTHS
from graph.checks.words import FALLBACK, compiled

FILE = Path(__file__).parent / "claims.yaml"
# A full stop ends a clause unless a digit, a small letter or a month follows ("kl. 14", "24.11. zugesagt", "3. März").
_MONTH = "|".join(name.capitalize() for name in MONTHS)
_NO_STOP = rf"[.,:](?=\d)|\.(?=[ \n]?[\da-zäöüåæø])|(?<=\d)\.(?=[ \n]?(?:{_MONTH})\b)|\n(?!\n)"
_CLAUSE = re.compile(rf"(?:[^.!?;:,\n()]|{_NO_STOP})+")
_SENTENCE = re.compile(rf"(?:[^.!?\n]|{_NO_STOP})+[?]?")


@dataclass(frozen=True, slots=True)
class Claims:
    """One language's patterns; states and roles by name."""

    states: Mapping[str, re.Pattern[str]]
    arrives: re.Pattern[str]
    in_time: re.Pattern[str]
    open: re.Pattern[str]
    negations: re.Pattern[str]
    others: re.Pattern[str]
    roles: Mapping[str, re.Pattern[str]]
    total: re.Pattern[str]
    late: re.Pattern[str]


def claims(language: str) -> Claims:
    """The patterns of a language; English for one that isn't listed."""
    known = _all()
    return known.get(language, known[FALLBACK])


@cache
def events() -> dict[str, re.Pattern[str]]:
    """Words for what a period counts from, all languages in one."""
    return {event: compiled(entries) for event, entries in _read()["events"].items()}


def clauses(text: str) -> Iterator[tuple[int, str]]:
    """The clauses of a text, each with where it begins. Commas part clauses: what is behind one may have another subject."""
    return ((match.start(), match[0]) for match in _CLAUSE.finditer(text))


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The sentences of a text, each with where it begins."""
    return ((match.start(), match[0]) for match in _SENTENCE.finditer(text))


def stated(sentence: str, start: int, end: int, known: Claims, denial: bool = False) -> bool:
    """Whether sentence[start:end] is plainly stated: no question, condition or possibility leads to it, no negation is in it.

    denial: the words are themselves a negation ("not been sent yet").
    """
    before, within = sentence[:start], sentence[start:end]
    inner = within.partition(" ")[
        2
    ]  # the first word is what was looked for: Danish "når" is "reaches" there, not "when"
    return not (
        sentence.rstrip().endswith("?")
        or known.open.search(f"{before} {inner}")
        or known.negations.search(_last_clause(before) + ("" if denial else within))
    )


def _last_clause(text: str) -> str:
    return re.split(r"[,;:]", text)[-1]


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return read


@cache
def _all() -> dict[str, Claims]:
    return {language: _claims(block) for language, block in _read().items() if language != "events"}


def _claims(block: Mapping[str, Any]) -> Claims:
    return Claims(
        states={state: compiled(entries) for state, entries in block["states"].items()},
        arrives=compiled(block["arrives"]),
        in_time=compiled(block["in_time"]),
        open=compiled(block["open"]),
        negations=compiled(block["negations"]),
        others=compiled(block["others"]),
        roles={role: compiled(entries) for role, entries in block["roles"].items()},
        total=compiled(block["total"]),
        late=compiled(block["late"]),
    )
