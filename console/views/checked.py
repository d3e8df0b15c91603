"""How a text stands with the checks and with its use case: may one person send it, and if not, may a second be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from console.texts import say
from console.views import evidence
from data.records import Account, Draft
from graph.desk import ReviewDesk, Unchecked
from graph.overriding import never, rules


@dataclass(frozen=True, slots=True)
class Checked:
    """The checks of a text in words; why it takes a second person, and what nobody may override."""

    checks: tuple[evidence.Check, ...]
    wants: tuple[str, ...] = ()
    final: tuple[str, ...] = ()
    problem: str = ""

    @property
    def sendable(self) -> bool:
        """Whether one person may send it."""
        return not self.wants and not self.problem

    @property
    def askable(self) -> bool:
        """Whether a second person may let it out."""
        return bool(self.wants) and not self.final and not self.problem

    def marks(self) -> list[dict[str, Any]]:
        """Where the words stand that something is said about, for the editor."""
        found = [check for check in self.checks if check.verdict != "pass"]
        return [
            {"find": words, "at": at, "tone": check.verdict} for check in found for words, at in check.places
        ]


def checked(desk: ReviewDesk, draft: Draft, account: Account, text: str) -> Checked:
    """Look at a text, the draft's own or an edit of it with placeholders. An edit that can't be checked says so."""
    edited = text != draft.text
    try:
        raw = desk.checks(draft, text)
    except Unchecked:
        return Checked((), problem=say("checks.unchecked"))
    failing = desk.failing(draft, raw, edited)
    shown = evidence.checks(raw, text, failing)
    return Checked(tuple(shown), (*failing, *rules(desk.module(draft), account)), never(failing))
