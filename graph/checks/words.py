"""The words of `words.yaml`, compiled once: what counts as a promise, a claim or an acknowledgement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "words.yaml"
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's patterns; promises by kind (refund, compensation …)."""

    promises: Mapping[str, re.Pattern[str]]
    person: re.Pattern[str]
    feeling: re.Pattern[str]
    acknowledges: re.Pattern[str]


def words(language: str) -> Words:
    """The patterns of a language; English for one that isn't listed."""
    known = _all()
    return known.get(language, known[FALLBACK])


def every() -> Iterable[Words]:
    """The patterns of all languages."""
    return _all().values()


def kinds(text: str, language: str) -> dict[str, list[tuple[int, int]]]:
    """Which kinds of promise a text holds, and where."""
    hits = {kind: spans(pattern, text) for kind, pattern in words(language).promises.items()}
    return {kind: found for kind, found in hits.items() if found}


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where a pattern stands in a text."""
    return [match.span() for match in pattern.finditer(text)]


@cache
def _all() -> dict[str, Words]:
    read = yaml.safe_load(FILE.read_text("utf-8"))
    return {
        language: Words(
            promises={kind: _compiled(entries) for kind, entries in block["promises"].items()},
            person=_compiled(block["person"]),
            feeling=_compiled(block["feeling"]),
            acknowledges=_compiled(block["acknowledges"]),
        )
        for language, block in read.items()
    }


def _compiled(entries: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(entries)})", re.I)
