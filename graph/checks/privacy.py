"""Placeholders and leaks: the draft names people only by placeholders that this conversation has."""

from __future__ import annotations

import re

from graph.checks.grounds import Grounds
from graph.checks.results import blocked, passed, quoted
from graph.checks.tokens import EMAIL, PLACEHOLDER, plain
from graph.material import CheckResult, DraftRequest

# What a model writes when it leaves a gap: [Name], {{ order }}, <name>, XXXX.
_GAP = re.compile(
    r"\{\{[^{}\n]{0,60}\}\}|\[[^\[\]\n]{2,40}\]|<(?![A-Z][A-Z_]*_\d+>)/?[A-Za-z][^<>\n]{0,40}>|\bX{4,}\b"
)
_PHONE = re.compile(r"(?<![\w-])\+?\d(?:[ ()/.-]{0,2}\d){8,14}(?![\w-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")


def placeholders(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Every placeholder occurs in the conversation, and no gap was left to fill in."""
    known = set(PLACEHOLDER.findall("\n".join([request.text, *(line.text for line in request.history)])))
    found = list(PLACEHOLDER.finditer(text))
    loose = [match.span() for match in found if match[0] not in known]
    gaps = [match.span() for match in _GAP.finditer(text)]
    if loose:
        return blocked("placeholders", f"This conversation has no {quoted(text, loose)}.", loose)
    if gaps:
        return blocked("placeholders", f"Something is left to fill in: {quoted(text, gaps)}.", gaps)
    if found:
        return passed("placeholders", "Every placeholder stands for something this customer wrote.")
    return passed("placeholders", "The draft holds no placeholder.")


def leak(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """No e-mail address, phone or account number in the clear, unless the company's own texts or the order hold it."""
    known = plain(sources.company)
    orders = {
        plain(code) for order in request.material.orders for code in (order.number, order.tracking or "")
    }
    loose = [
        match.span()
        for pattern in (EMAIL, _PHONE, _IBAN)
        for match in pattern.finditer(text)
        if plain(match[0]) not in known and plain(match[0]) not in orders
    ]
    if loose:
        return blocked("leak", f"This looks like personal data in the clear: {quoted(text, loose)}.", loose)
    return passed("leak", "No address, phone or account number in the clear.")
