"""Payment cards: 13 to 19 digits with spaces or dashes, a known issuer's first digits, Luhn check."""

from __future__ import annotations

import re

from stdnum import luhn

from redaction.recognisers.base import Recogniser, Rule
from redaction.recognisers.context import before, is_card_reference, is_reference

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
#: In groups of four, or as American Express writes it: no order number that passes Luhn is written so.
FOURS = re.compile(r"\d{4}(?:[ ._/·•*:-]{1,3}\d{4}){3}|3[47]\d\d[ .-]{1,3}\d{6}[ .-]{1,3}\d{5}")
#: "Bestellnummer: …", "order no. …": then even groups of four are the reference.
NUMBERED = re.compile(r"(?:number|nummer|\bnum|n[or])\.?[ :#]*$", re.I)
#: What money goes to: "refund my order to …".
TOWARDS = re.compile(r"\b(?:to|onto|auf|op|til|till|på|tillbaka|terug|mit|med|met|with)[ :]*$", re.I)
#: A firm's address for invoices, or its number in a register.
FIRMS_NUMBER = re.compile(r"\b(?:ean|gln|gtin|cvr|kvk)[\W_]{0,3}(?:n[or]\.? ?)?$", re.I)
LABEL = re.compile(
    r"(?:\bcard|kart\w*|kort\w*|\bkaart\w*|visa|master\w*|amex|maestro|dankort|debit|credit|kredit\w*|betalt)[^\n\d]{0,30}$",
    re.I,
)


def is_ours(match: re.Match[str]) -> bool:
    """Whether a number that passes for a card is a reference all the same: announced as one, and undivided or numbered."""
    line = before(match.string, match.start())
    if TOWARDS.search(line) or (FOURS.fullmatch(match[0]) and not NUMBERED.search(line)):
        return False
    return is_card_reference(match.string, match.start())


def judge(match: re.Match[str]) -> float | None:
    """1.0 for a number that passes, less for a labelled one that doesn't, nothing for a reference."""
    number = re.sub(r"\D", "", match[0])
    line = before(match.string, match.start())
    if FIRMS_NUMBER.search(line):
        return None
    labelled = bool(LABEL.search(line))
    if ISSUER.fullmatch(number) and luhn.is_valid(number):
        return 1.0 if labelled or not is_ours(match) else None
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
