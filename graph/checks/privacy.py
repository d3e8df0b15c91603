"""Leaks: account and card numbers, strangers' addresses, names that nobody gave."""

from __future__ import annotations

import re

from data.said import Said
from graph.checks.greeting import greeted, signed
from graph.checks.grounds import Grounds
from graph.checks.results import blocked, passed, quoted
from graph.checks.tokens import plain, tokens
from graph.material import CheckResult, DraftRequest

_CARD = re.compile(r"(?<![\w-])\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\w-])")
_WORD = re.compile(r"[^\W\d_]{2,}")


def leak(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """No account or card number, no stranger's address, no name where the customer is greeted, nobody's name below.

    Personal data reaches drafters as placeholders only. What stands in the clear was invented, or comes from an example.
    """
    company = plain(sources.company)
    numbers = [
        (one.start, one.end)
        for one in tokens(text)
        if one.kind == "account" and plain(one.text) not in company
    ]
    numbers += [match.span() for match in _CARD.finditer(text) if _is_card(match[0])]
    strangers = _strangers(text, sources)
    if strangers:
        return blocked(
            "leak",
            Said(
                "evidence.leak.address",
                "An e-mail address that isn't the company's: {words}.",
                words=quoted(text, strangers),
            ),
            strangers,
        )
    if numbers:
        return blocked(
            "leak",
            Said(
                "evidence.leak.number",
                "This looks like an account or card number: {words}.",
                words=quoted(text, numbers),
            ),
            numbers,
        )
    names = [*_names(text, request, sources), *_private_signers(text, request)]
    if names:
        return blocked(
            "leak",
            Said(
                "evidence.leak.name",
                "A name in the clear that this customer didn't give: {words}.",
                words=quoted(text, names),
            ),
            names,
        )
    return passed("leak", Said("evidence.leak.none", "No account number and no name in the clear."))


def _strangers(text: str, sources: Grounds) -> list[tuple[int, int]]:
    """E-mail addresses of other domains than the company's that no source has; none where its domain isn't known."""
    firm = sources.firm.values
    domains = {_domain(one) for kind in ("email", "link") for one in firm.get(kind, ())}
    addresses = [one for one in tokens(text) if one.kind == "email" and not sources.hold(one)]
    return [(one.start, one.end) for one in addresses if domains and _domain(one.text) not in domains]


def _domain(address: str) -> str:
    """The last two parts of a host name: "nordlyshjem.example" of an address or a link."""
    host = address.lower().rpartition("@")[2].partition("/")[0]
    return ".".join(host.split(".")[-2:])


def _names(text: str, request: DraftRequest, sources: Grounds) -> list[tuple[int, int]]:
    """Names behind the greeting that neither the customer nor the company wrote."""
    known = f"{request.text} {sources.company}".casefold()
    return [span for span in greeted(text) if text[slice(*span)].casefold() not in known]


def _private_signers(text: str, request: DraftRequest) -> list[tuple[int, int]]:
    """Words under the reply that an example keeps private: the name of the reviewer who taught it."""
    private = {word for origin in request.material.origins.values() for word in origin.private}
    start = signed(text)
    places = ((start + match.start(), start + match.end()) for match in _WORD.finditer(text[start:]))
    return [span for span in places if text[slice(*span)].casefold() in private]


def _is_card(number: str) -> bool:
    """Whether the digits pass the check of card numbers (Luhn, ISO/IEC 7812-1 annex B)."""
    digits = [int(sign) for sign in number if sign.isdigit()]
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]
    return 13 <= len(digits) <= 19 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
