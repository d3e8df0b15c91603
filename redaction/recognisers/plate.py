"""Licence plates of five countries: a shape, and a vehicle's word nearby; shapes alone belong to product codes too."""

from __future__ import annotations

import re

from redaction.gazetteers.lists import common
from redaction.recognisers.base import Judge, Recogniser, Rule
from redaction.recognisers.context import before, is_reference

VEHICLE = re.compile(
    r"(?:\bcar\b|\b(?:the|an?|my|our|his|her|their|your|this|that|company|delivery|hire|works?|white|grey|black|red|blue|green|old|new) van\b|truck|lorry|vehicle|\breg\b|registration|plate|\bute\b|jeep|motorbike|scooter|kennzeichen|\w*wagen\b|\bauto\w*|\bpkw\b|\blkw\b|fahrzeug|nummernschild"
    r"|anhänger|kenteken\w*|\bbus(?:je)?\b|nummerplade\w*|\w*bil(?:e[nr]|erne|ar|arna|s)?\b|reg\.? ?(?:nr|no)\.?|regnr|skylt\w*|registrering\w*|nummerskylt\w*|trailer|parked|parking|geparkt|parker\w*|transporter|zulassung|motorcykel|motorrad|camper|autocamper|pick-?up\w*|minibus\w*|kombi\w*|caravan|husvagn\w*|campingvogn\w*|wohnmobil|suv\b|fordon|køretøj|voertuig|roller|skoter|estate|fährt mit)",
    re.I,
)
_MONTHS = r"jan|feb|m[aäå]r|apr|ma[ijy]|jun|jul|aug|sep|o[kc]t|nov|de[cz]"
_TIME = rf"(?:(?:{_MONTHS})[^\W\d_]{{0,2}}|mrt|mei|min|uhr|uur|(?-i:[Kk]l))"
MONTH = re.compile(rf"{_MONTHS}|min|uhr|uur", re.I)
#: "12 Jan", "12-mrt-24", "aug24", "kl 10"; but neither "KL-AB 123" nor "NOV 123" nor "AB12 JAN".
DATED = re.compile(rf"(?<!\w)\d\d?[ -]?{_TIME}(?!\w)|(?<![\w-]){_TIME}[ -]?(?:\d\d?|\d{{4}})(?!\w)", re.I)
#: "min 120": three digits in small letters are a measure.
SMALL_DATED = re.compile(rf"(?<![\w-]){_TIME} ?\d")
LETTERS = re.compile(r"[^\W\d_]+")
SHAPES = {
    "UK plate": (r"[A-Z]{2} ?\d\d ?[A-Z]{3}", 0.8),
    "German plate": (r"[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[ -]?\d{1,4} ?[EH]?", None),
    # "IP44" says how tight a lamp is.
    "German plate without blanks": (r"(?!IP\d\d(?!\d))[A-ZÄÖÜ]{2,5}\d{1,4}[EH]?", None),
    "Austrian plate": (r"[A-Z]{1,2}[- ]\d{1,5} ?[A-Z]{1,3}", None),
    "Belgian plate": (r"[1-9QSTOX]-[A-Z]{3}-\d{3}", 0.7),
    "Swiss plate": (r"[A-Z]{2}[- ]?\d{1,3}[ ']\d{3}", None),
    "Danish plate": (r"[A-Z] ?[A-Z][ .]?\d\d[ .]?\d{3}", None),
    "Swedish plate": (r"[A-Z]{3}[ -]?\d\d[A-Z0-9]", None),
    "Dutch plate": (
        r"(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d)(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{1,2}|\d{1,2})",
        0.7,
    ),
    "other plate": (
        r"(?=[A-Z0-9 -]*[A-Z])(?=[A-Z0-9 -]*\d)[A-Z0-9]{1,4}[- ]?[A-Z0-9]{1,5}(?:[- ][A-Z0-9]{1,5})?",
        None,
    ),
}


def near_vehicle(text: str, start: int, end: int) -> bool:
    """Whether a vehicle's word stands within a few words of the span, on its line."""
    after = text[end : end + 30].split("\n", 1)[0]
    return bool(VEHICLE.search(before(text, start, 36)) or VEHICLE.match(after.lstrip(" (,")))


def is_said(written: str, shouted: bool) -> bool:
    """Whether words that only look like a plate's letters were meant: a date, a time, "car on 12"."""
    if DATED.search(written):
        return True
    parts = written.split()
    if any(map(str.islower, parts)) and any(map(str.isupper, parts)):
        return True
    if (written.isupper() and not shouted) or "-" in written:
        return False
    words = [word.lower() for word in LETTERS.findall(written)]
    return bool(SMALL_DATED.search(written)) or (
        len(words) > 1 and all(len(word) > 1 and word in common() for word in words)
    )


def judged(alone: float | None) -> Judge:
    """A judge for a shape whose score without a vehicle nearby is this one, or nothing."""

    def judge(match: re.Match[str]) -> float | None:
        if is_said(match[0], match.string.isupper()):
            return None
        if near_vehicle(match.string, *match.span()):
            return 0.85
        if not match[0].isupper() or MONTH.search(match[0]) or is_reference(match.string, match.start()):
            return None
        return alone

    return judge


def rule(name: str, shape: str, alone: float | None) -> Rule:
    """The rule of one country's shape; the general shape needs a label directly before it."""
    if name == "other plate":
        label = r"(?i:kennzeichen|vehicle(?: \d| reg\w*)?|fordon|køretøj|fahrzeug|voertuig|nummernschild|kenteken|nummerplade|reg(?:\.|istration)?(?: ?n[or]\.?| plate)?|licen[cs]e plate|plate|regnr|registreringsnummer|nummerskylt)"
        return Rule(
            name, re.compile(rf"\b{label}[ :.]{{1,3}}(?P<plate>{shape})(?![\w-])"), 0.8, group="plate"
        )
    return Rule(name, re.compile(rf"(?<![\w-])(?:{shape})(?![\w-]|[.,]\d)", re.I), 0.8, judged(alone))


class LicencePlate(Recogniser):
    """Licence plates."""

    TYPE = "PLATE"
    RULES = tuple(rule(name, shape, alone) for name, (shape, alone) in SHAPES.items())
