"""British National Insurance and NHS numbers, and American social security numbers as English mail carries them."""

from __future__ import annotations

import re

from stdnum.gb import nhs

from redaction.recognisers.base import Recogniser, Rule
from redaction.recognisers.context import before

#: HMRC NIM39110: letters not in use, then six digits and a suffix A–D. QQ is HMRC's own example prefix.
NINO = re.compile(
    r"(?<![\w-])(?!BG|GB|NK|KN|TN|NT|ZZ)(?:QQ|[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])(?:[ -]?\d\d){3}[ -]?[A-D](?![\w-])",
    re.I,
)
NHS = re.compile(r"(?<![\w.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])")
NHS_LABEL = re.compile(r"(?:\bnhs|patient|health)[^\d\n]{0,30}$", re.I)
SSN = re.compile(r"(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])")


def judge_nhs(match: re.Match[str]) -> float | None:
    """An NHS number needs its label: one ten-digit number in eleven passes the check by chance."""
    if not NHS_LABEL.search(before(match.string, match.start())):
        return None
    return 1.0 if nhs.is_valid(match[0]) else 0.8


class BritishIds(Recogniser):
    """National Insurance, NHS and social security numbers."""

    TYPE = "NATIONAL_ID"
    RULES = (
        Rule("UK National Insurance number", NINO, 0.95),
        Rule("UK NHS number", NHS, 1.0, judge_nhs),
        Rule("US social security number", SSN, 0.85),
    )
