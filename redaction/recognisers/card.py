"""Payment cards: 13 to 19 digits with spaces or dashes, a known issuer's first digits, Luhn check."""

from __future__ import annotations

import re

from stdnum import luhn

from redaction.recognisers.base import Recogniser, Rule
from redaction.recognisers.context import before, is_reference

NUMBER = re.compile(
    r"(?<![^\W_]|[.-])\d(?:(?:[ ._/·•*:-]{0,3}|[ .-]?\n[> ]{0,4})\d){12,18}(?![^\W_]|-|[.]\d)"
)
#: Visa, Mastercard (also 2221–2720), American Express, Diners, Discover, Maestro, Dankort, JCB.
ISSUER = re.compile(
    r"(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11,13}|6(?:011|5\d\d|4[4-9]\d)\d{12}|(?:5[06-9]|6\d)\d{10,17}|35\d{14})"
)
#: A mistyped card still shows its groups.
GROUPED = re.compile(r"[45]\d{3}([ -]\d{4}){3}|3[47]\d\d \d{6} \d{5}|[45]\d{3}-\d{4}(?: \d{4}){2}")
LABEL = re.compile(
    r"(?:\bcard|kart\w*|kort\w*|\bkaart\w*|visa|master\w*|amex|maestro|dankort|debit|credit|kredit\w*|betalt)[^\n\d]{0,30}$",
    re.I,
)


def judge(match: re.Match[str]) -> float | None:
    """1.0 for a number that passes, less for a labelled one that doesn't, nothing for a reference."""
    number = re.sub(r"\D", "", match[0])
    labelled = bool(LABEL.search(before(match.string, match.start())))
    if ISSUER.fullmatch(number) and luhn.is_valid(number):
        return None if is_reference(match.string, match.start()) and not labelled else 1.0
    grouped = (
        ISSUER.fullmatch(number)
        and GROUPED.fullmatch(match[0])
        and not is_reference(match.string, match.start())
    )
    return 0.7 if labelled or grouped else None


class Card(Recogniser):
    """Payment card numbers."""

    TYPE = "CARD"
    RULES = (Rule("issuer and Luhn", NUMBER, 1.0, judge),)
