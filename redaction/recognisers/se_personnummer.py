"""Swedish personnummer and samordningsnummer (day of birth + 60): a real date and Luhn over the last ten digits."""

from __future__ import annotations

import re
from datetime import date

from stdnum import luhn

from redaction.recognisers.base import Recogniser, Rule
from redaction.recognisers.context import BREAK, before, is_reference

NUMBER = re.compile(
    rf"(?<![\w.-])(?P<century>18|19|20)?(?P<year>\d{BREAK}\d){BREAK}(?P<month>\d{BREAK}\d){BREAK}(?P<day>\d{BREAK}\d)"
    rf"(?P<gap> ?[-+/_·] ?(?:\n[> ]{{0,4}})?|{BREAK})(?P<serial>\d(?:{BREAK}\d){{3}})(?!\w|[-.]\d)"
)
LABEL = re.compile(
    r"(?:person\s?-?(?:nr|nummer|numret)|samordningsn|\bpnr|född|personal (?:identity )?number)\D{0,30}$|född[^\n]{0,30}$",
    re.I,
)


def is_birth_date(year: int, month: int, day: int) -> bool:
    """Whether this is a date; sixty is added to the day in a samordningsnummer."""
    try:
        date(year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True


def judge(match: re.Match[str]) -> float | None:
    """Certain with date and check digit; a label carries a mistyped one."""
    part = {name: re.sub(r"[ \n>]", "", value or "") for name, value in match.groupdict().items()}
    if LABEL.search(before(match.string, match.start())):
        return 0.95
    year = int((part["century"] or "19") + part["year"])
    if not is_birth_date(year, int(part["month"]), int(part["day"])):
        return None
    if luhn.is_valid(part["year"] + part["month"] + part["day"] + part["serial"]):
        return 1.0
    shaped = part["gap"] in {"-", "+", "_", "·"}
    return 0.7 if shaped and not is_reference(match.string, match.start()) else None


class SwedishPersonnummer(Recogniser):
    """Swedish personal identity and coordination numbers."""

    TYPE = "NATIONAL_ID"
    RULES = (Rule("Swedish personnummer", NUMBER, 1.0, judge),)
