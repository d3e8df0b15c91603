"""Figures, dates, links and order numbers: each must stand in a source."""

from __future__ import annotations

from graph.checks.grounds import Grounds
from graph.checks.results import blocked, passed, quoted
from graph.checks.tokens import Kind, tokens
from graph.material import CheckResult, DraftRequest


def figures(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Numbers and amounts, in any notation of the five languages."""
    return _grounded("figures", "number", "figure", text, sources)


def dates(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Dates, in any notation; a date without a year agrees with any year."""
    return _grounded("dates", "date", "date", text, sources)


def links(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Web and e-mail addresses."""
    return _grounded("links", "link", "link or address", text, sources)


def order_numbers(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Order, tracking and similar numbers that hold letters."""
    return _grounded("order_numbers", "code", "order or tracking number", text, sources)


def _grounded(name: str, kind: Kind, noun: str, text: str, sources: Grounds) -> CheckResult:
    found = [token for token in tokens(text) if token.kind == kind]
    loose = [(token.start, token.end) for token in found if not sources.hold(token)]
    if loose:
        return blocked(name, f"No source holds {quoted(text, loose)}.", loose)
    if found:
        return passed(
            name, f"Each {noun} stands in a source: {quoted(text, [(t.start, t.end) for t in found])}."
        )
    return passed(name, f"The draft holds no {noun}.")
