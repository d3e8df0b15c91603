"""German tax identification numbers (11 digits, ISO 7064 mod 11,10) and social-insurance numbers."""

from __future__ import annotations

import re

from stdnum.de import idnr

from redaction.recognisers.base import Recogniser, Rule
from redaction.recognisers.context import before, is_reference

NUMBER = re.compile(r"(?<![\w.-])[1-9]\d(?:(?:[ ./_·-]|\n[> ]{0,4})?\d){9}(?![\w]|[-.]\d)")
LABEL = re.compile(r"(?:steuer|\bidnr|identifikationsn|\btin\b|tax)[^\d\n]{0,30}$", re.I)
INSURANCE = re.compile(
    r"(?<![\w.-])\d\d ?(?:0[1-9]|[12]\d|3[01]) ?(?:0[1-9]|1[0-2]) ?\d\d ?[A-Za-z] ?\d\d ?\d(?!\w)"
)
INSURANCE_WEIGHTS = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)


def judge_tax(match: re.Match[str]) -> float | None:
    """Certain with the check digit; a label carries a mistyped one."""
    labelled = bool(LABEL.search(before(match.string, match.start())))
    if idnr.is_valid(re.sub(r"\D", "", match[0])) and (
        labelled or not is_reference(match.string, match.start())
    ):
        return 1.0
    return 0.85 if labelled else None


def judge_insurance(match: re.Match[str]) -> float:
    """The check digit of §2 VKVV: letter as two digits, weights, digit sums, modulo 10."""
    compact = re.sub(r"\s", "", match[0]).upper()
    plain = f"{compact[:8]}{ord(compact[8]) - 64:02d}{compact[9:11]}"
    total = sum(
        sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(plain, INSURANCE_WEIGHTS, strict=True)
    )
    return 1.0 if total % 10 == int(compact[11]) else 0.7


class GermanSteuerId(Recogniser):
    """German tax and social-insurance numbers."""

    TYPE = "NATIONAL_ID"
    RULES = (
        Rule("German Steuer-ID", NUMBER, 1.0, judge_tax),
        Rule("German Sozialversicherungsnummer", INSURANCE, 1.0, judge_insurance),
    )
