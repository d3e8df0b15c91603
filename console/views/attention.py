"""What is kept of how a draft was read: its words, and how much of it was on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from console.views.work import Work

Seen = tuple[float | None, float | None]  # of the conversation and of the reply, 0 … 1


def seen(raw: object) -> Seen:
    """What the browser told. It can tell anything: what is no share is nothing."""
    told: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
    return _share(told.get("conversation")), _share(told.get("reply"))


def words(work: Work) -> int:
    """How many words there were to read: the draft's, and those of the messages that it answers."""
    asked = (one.redacted or "" for one in work.messages if one.seq >= work.turn.first_seq)
    return sum(len(text.split()) for text in (work.draft.text, *asked))


def _share(value: object) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and 0 <= value <= 1 else None  # type: ignore[arg-type,operator]
