"""The wordings, read once from `wordings/<language>.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .errors import DisclosureError

LANGUAGES = ("en", "de", "da", "nl", "sv")
FALLBACK = "en"
FOLDER = Path(__file__).parent / "wordings"
LINES = ("ai", "ai_approved", "ai_edited", "human", "human_unnamed")
NOTICES = (
    "opening",
    "opening_unread",
    "takeover",
    "person_joined",
    "hand_back",
    "hand_back_unread",
    "late_person",
    "late_reply",
)


@dataclass(frozen=True, slots=True)
class Wordings:
    """One language's texts; each line has its current wording first, then those still accepted."""

    language: str
    keyword: str
    minute: str
    minutes: str
    lines: Mapping[str, tuple[str, ...]]
    notices: Mapping[str, str]
    claims: tuple[str, ...]


def wordings(language: str) -> Wordings:
    """The wordings of a language; an unknown language gets the English ones."""
    return _load(language if language in LANGUAGES else FALLBACK)


def _variants(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@cache
def _load(language: str) -> Wordings:
    path = FOLDER / f"{language}.yaml"
    raw: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    missing = [name for name in LINES if not raw["lines"].get(name)]
    missing += [name for name in NOTICES if not raw["notices"].get(name)]
    if missing:
        raise DisclosureError(f"{path.name} lacks {', '.join(missing)}; write these wordings")
    return Wordings(
        language=language,
        keyword=raw["keyword"],
        minute=raw["minutes"]["one"],
        minutes=raw["minutes"]["many"],
        lines={name: _variants(value) for name, value in raw["lines"].items()},
        notices=dict(raw["notices"]),
        claims=tuple(raw["claims"]),
    )
