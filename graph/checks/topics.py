"""The words of `questions.yaml`, compiled once: what customers ask about, and what answers it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.checks.words import compiled

FILE = Path(__file__).parent / "questions.yaml"
STEM = 6  # letters by which two words count as one
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Topics:
    """Patterns by name; `common` are stems that say nothing."""

    asks: re.Pattern[str]
    topics: Mapping[str, re.Pattern[str]]
    broad: frozenset[str]
    when: re.Pattern[str]
    timely: re.Pattern[str]
    much: re.Pattern[str]
    priced: re.Pattern[str]
    unknown: re.Pattern[str]
    common: frozenset[str]

    def of(self, text: str) -> frozenset[str]:
        """What a text is about."""
        return frozenset(topic for topic, pattern in self.topics.items() if pattern.search(text))


@cache
def topics() -> Topics:
    """All of it."""
    read: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    patterns = {name: compiled(read[name]) for name in ("when", "timely", "much", "priced")}
    return Topics(
        asks=compiled(read["asks"]),
        topics={topic: compiled(entries) for topic, entries in read["topics"].items()},
        broad=frozenset(read["broad"]),
        unknown=compiled(read["unknown"]),
        common=frozenset(read["common"]),
        **patterns,
    )


def stems(text: str, shortest: int = 4) -> frozenset[str]:
    """The beginnings of a text's words of `shortest` letters or more, without common ones."""
    found = frozenset(word[:STEM].casefold() for word in _WORD.findall(text) if len(word) >= shortest)
    return found - topics().common
