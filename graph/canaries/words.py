"""The words of `words.yaml`, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "words.yaml"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's. contradicts: sentences by the order's state, `gone` and `here`."""

    months: tuple[str, ...]
    promises: tuple[str, ...]
    contradicts: Mapping[str, tuple[str, ...]]
    courtesies: tuple[str, ...]


def words(language: str) -> Words | None:
    """The words of a language; None for one that isn't listed: then fewer kinds of error can be planted."""
    return _all().get(language)


def foreign(language: str) -> tuple[str, ...]:
    """Sentences of the other languages."""
    return tuple(one for code, known in _all().items() if code != language for one in known.courtesies)


@cache
def companies() -> tuple[str, ...]:
    """Names of companies that don't exist."""
    return tuple(_read()["companies"])


@cache
def _all() -> dict[str, Words]:
    return {
        code: Words(
            tuple(entry["months"]),
            tuple(entry["promises"]),
            {state: tuple(lines) for state, lines in entry["contradicts"].items()},
            tuple(entry["courtesies"]),
        )
        for code, entry in _read().items()
        if code != "companies"
    }


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return read
