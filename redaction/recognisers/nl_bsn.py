"""Dutch BSN: nine digits that pass the eleven test; without a label only the form with a dot or space counts.

One nine-digit number in eleven passes the test by chance, so a bare one needs its label.
"""

from __future__ import annotations

import re

from stdnum.nl import bsn

from redaction.recognisers.base import Recogniser, Rule
from redaction.recognisers.context import before, is_reference

NUMBER = re.compile(r"(?<![\w.-])\d(?:(?:[ ./_·-]|\n[> ]{0,4})?\d){8}(?![\w]|[-.]\d)")
LABEL = re.compile(r"(?:bsn|burgerservice|sofi-?n|citizen service)\D{0,30}$", re.I)
WRITTEN = re.compile(r"\d{4}[. ]\d\d[. ]\d{3}|\d{3}[. ]\d{3}[. ]\d{3}")


def judge(match: re.Match[str]) -> float | None:
    """Certain with label and check; a label carries a mistyped number; otherwise the written form must fit."""
    passes = bsn.is_valid(re.sub(r"\D", "", match[0]))
    if LABEL.search(before(match.string, match.start())):
        return 1.0 if passes else 0.9
    likely = passes and not is_reference(match.string, match.start()) and not match[0].startswith("0")
    return 0.6 if likely and (WRITTEN.fullmatch(match[0]) or match[0].isdigit()) else None


class DutchBsn(Recogniser):
    """Dutch citizen service numbers."""

    TYPE = "NATIONAL_ID"
    RULES = (Rule("Dutch BSN", NUMBER, 1.0, judge),)
