"""The words of `words.yaml`, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "words.yaml"
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's patterns. `measured` finds a figure with its unit; its first group is the figure."""

    contrast: re.Pattern[str]
    negation: re.Pattern[str]
    measured: re.Pattern[str]


def words(language: str) -> Words:
    """The patterns of a language; English for one that isn't listed."""
    known = _all()
    return known.get(language, known[FALLBACK])


@cache
def _all() -> dict[str, Words]:
    read = yaml.safe_load(FILE.read_text("utf-8"))
    return {
        language: Words(
            contrast=_whole(block["contrast"]),
            negation=_whole(block["negation"]),
            measured=re.compile(rf"(?<![\w.,])(\d{{1,4}})\s?(?:{_any(block['measures'])})(?!\w)", re.I),
        )
        for language, block in read.items()
    }


def _whole(entries: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(entries)})(?!\w)", re.I)


def _any(entries: Iterable[str]) -> str:
    return "|".join(entries)
