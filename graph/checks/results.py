"""Verdicts in one line: `passed`, `warned`, `blocked`."""

from __future__ import annotations

from collections.abc import Sequence

from graph.material import CheckResult, Severity

Spans = Sequence[tuple[int, int]]


def passed(name: str, evidence: str) -> CheckResult:
    """Nothing was found."""
    return CheckResult(name, "pass", evidence, severity="low")


def warned(name: str, evidence: str, spans: Spans = (), severity: Severity = "medium") -> CheckResult:
    """A reviewer should look at this."""
    return CheckResult(name, "warn", evidence, tuple(spans), severity)


def blocked(name: str, evidence: str, spans: Spans = ()) -> CheckResult:
    """This must not reach a customer as it is."""
    return CheckResult(name, "block", evidence, tuple(spans), "high")


def quoted(text: str, spans: Spans, most: int = 5) -> str:
    """The words at these places, each once, in quotes."""
    seen = list(dict.fromkeys(" ".join(text[start:end].split()) for start, end in spans))
    return ", ".join(f"“{words}”" for words in seen[:most]) + (" …" if len(seen) > most else "")
