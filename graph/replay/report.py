"""The whole result of a replay, and its form as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from graph.replay.bootstrap import LEVEL, RESAMPLES, SEED
from graph.replay.figures import Figure, Group
from graph.replay.gate import Verdict
from graph.replay.pairs import Attempt, Pair

Compare = Literal["examples", "learning", "drafter", "model", "prompt"]
FORMAT = 1  # of the JSON; a change that readers must know of raises it
#: What no row dates, so that a replay takes it as it is today.
TODAYS = "Templates, use-case files, company facts and privacy lists are today's: nobody keeps their past."


@dataclass(frozen=True, slots=True)
class Report:
    """A comparison of side B with side A.

    chosen: how many past replies the limits let through; the pairs are those that were replayed. skipped: why others
    weren't, with how many. hidden: articles left out because they are younger than a turn, with how many turns.
    """

    compare: Compare
    a: str
    b: str
    limits: str
    began: datetime
    chosen: int
    pairs: tuple[Pair, ...]
    groups: tuple[Group, ...]
    verdict: Verdict
    margin: float
    skipped: Mapping[str, int] = field(default_factory=dict)
    hidden: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    seed: int = SEED

    @property
    def finished(self) -> bool:
        """Whether every chosen turn was tried; not after Ctrl-C."""
        return len(self.pairs) + sum(self.skipped.values()) == self.chosen

    def remarks(self) -> list[str]:
        """What a reader must know beside the figures, a sentence each."""
        doubtful = sum(bool(pair.doubts) for pair in self.pairs)
        kinds = Counter(doubt.kind for pair in self.pairs for doubt in pair.doubts)
        away = sum(not pair.comparable for pair in self.pairs)
        told = [
            "" if self.finished else f"Stopped after {len(self.pairs)} of {self.chosen} replies.",
            *(f"Left out: {count} ({why})." for why, count in self.skipped.items()),
            f"No answer from a side for {_turns(away)}, which count for neither." if away else "",
            f"{_turns(doubtful)} rest on something that can't be known as of then: "
            + ", ".join(f"{kind}s {count}" for kind, count in sorted(kinds.items()))
            + "."
            if doubtful
            else "",
            *self._about_articles(),
            TODAYS,
            *self.notes,
        ]
        return [remark for remark in told if remark]

    def _about_articles(self) -> list[str]:
        if not self.hidden:
            return []
        named = ", ".join(sorted(self.hidden)[:5]) + (" …" if len(self.hidden) > 5 else "")
        return [
            f"Articles that changed or came after a turn were left out of it: {named};"
            f" at most {_turns(max(self.hidden.values()))} each."
        ]


def as_json(report: Report, *, texts: bool = False) -> dict[str, Any]:
    """The report as plain values. texts: with the drafts and what was sent, placeholders and all."""
    return {
        "format": FORMAT,
        "compare": report.compare,
        "a": report.a,
        "b": report.b,
        "limits": report.limits,
        "began": report.began.isoformat(),
        "chosen": report.chosen,
        "replayed": len(report.pairs),
        "finished": report.finished,
        "bootstrap": {"resamples": RESAMPLES, "level": LEVEL, "seed": report.seed},
        "gate": {
            "passed": report.verdict.passed,
            "margin": report.margin,
            "reasons": list(report.verdict.reasons),
        },
        "remarks": report.remarks(),
        "groups": [_group(group) for group in report.groups],
        "pairs": [_pair(pair, texts) for pair in report.pairs],
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "kind": group.kind,
        "name": group.name,
        "turns": group.turns,
        "then": group.then,
        "figures": {figure.measure: _figure(figure) for figure in group.figures},
    }


def _figure(figure: Figure) -> dict[str, Any]:
    found = figure.difference
    return {
        "a": figure.a,
        "b": figure.b,
        "difference": found.mean,
        "low": found.low,
        "high": found.high,
    }


def _pair(pair: Pair, texts: bool) -> dict[str, Any]:
    told = {
        "turn": pair.turn_id,
        "language": pair.language,
        "intent": pair.intent,
        "at": pair.at.isoformat(),
        "then": pair.then,
        "doubts": [f"{doubt.kind} {doubt.id} {doubt.why}" for doubt in pair.doubts],
        "a": _attempt(pair.a, texts),
        "b": _attempt(pair.b, texts),
    }
    return told | ({"sent": pair.sent} if texts else {})


def _attempt(attempt: Attempt, texts: bool) -> dict[str, Any]:
    told = {
        "outcome": attempt.outcome,
        "distance": attempt.distance if attempt.outcome != "unavailable" else None,
        "accepted": attempt.accepted,
        "failed": list(attempt.failed),
        "blocked": attempt.blocked,
        "examples": list(attempt.examples),
        "why": attempt.why,
    }
    return told | ({"text": attempt.text} if texts else {})


def _turns(count: int) -> str:
    return f"{count} turn{'' if count == 1 else 's'}"
