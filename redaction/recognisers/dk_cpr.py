"""Danish CPR numbers: a real date of birth and four digits; mod 11 is no longer guaranteed since 2007."""

from __future__ import annotations

import re

from stdnum.dk import cpr

from redaction.recognisers.base import Recogniser, Rule
from redaction.recognisers.context import BREAK, before, is_reference

NUMBER = re.compile(
    rf"(?<![\w.-])\d(?:{BREAK}\d){{5}}(?P<gap> ?[-/_·.] ?(?:\n[> ]{{0,4}})?|{BREAK})\d(?:{BREAK}\d){{3}}(?![\w]|[-.]\d)"
)
LABEL = re.compile(r"(?:cpr|personn|person-?id|født)\D{0,30}$|født[^\n]{0,30}$", re.I)


def is_date(digits: str) -> bool:
    """Whether the first six digits are a date, by CPR's own rule for the century."""
    try:
        cpr.get_birth_date(digits)
    except ValueError:
        return False
    return True


def judge(match: re.Match[str]) -> float | None:
    """Mod 11 or a label make it certain; a bare date with a dash is likely; ten bare digits are not."""
    digits = re.sub(r"\D", "", match[0])
    if LABEL.search(before(match.string, match.start())):
        return 0.95
    if not is_date(digits) or is_reference(match.string, match.start()):
        return None
    if "-" in (match["gap"] or "") or "/" in (match["gap"] or ""):
        return 0.9
    return 1.0 if cpr.checksum(digits) == 0 else None


class DanishCpr(Recogniser):
    """Danish CPR numbers, in any of the five languages."""

    TYPE = "NATIONAL_ID"
    RULES = (Rule("Danish CPR", NUMBER, 0.9, judge),)
