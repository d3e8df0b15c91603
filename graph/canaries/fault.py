"""One planted error: where it stands, what was there, and what the source says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from rapidfuzz import fuzz

from data.records import Canary, FaultKind
from graph.material import DraftRequest

KINDS: tuple[FaultKind, ...] = get_args(FaultKind)
LONG = 25  # characters from which words count as there though a comma moved
ALIKE = 85.0  # per cent
Sources = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """`was` at `place` becomes `planted`; where `was` is empty, something is added.

    truth: a line of a source on the reviewer's screen; empty where no source speaks of it.
    """

    kind: FaultKind
    place: int
    was: str
    planted: str
    truth: str = ""

    def put_in(self, draft: str) -> str:
        """The draft with the error in it: different in this one place."""
        end = self.place + len(self.was)
        if draft[self.place : end] != self.was:
            raise ValueError(f"the draft doesn't say {self.was!r} at {self.place}")
        return draft[: self.place] + self.planted + draft[end:]


@dataclass(frozen=True, slots=True)
class Case:
    """A draft that an error is to be planted in, what it answers, and the sources beside it on the screen."""

    draft: str
    request: DraftRequest
    sources: Sources

    @property
    def language(self) -> str:
        """The draft's language."""
        return self.request.understanding.language


def still_there(canary: Canary, text: str) -> bool:
    """Whether the error is still in an edit of the canary: the words stand there as often, or long ones nearly so.

    Long words that are nearly there, but less nearly than those whose place they took, were put right.
    """
    words = canary.planted.strip()
    if text.count(words) >= canary.text.count(words):
        return True
    if len(words) < LONG:
        return False
    near = fuzz.partial_ratio(words, text)
    return near >= ALIKE and near > fuzz.partial_ratio(canary.was, text)
