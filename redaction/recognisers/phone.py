"""Telephone numbers: international, national of five countries, and spelled out in words.

Libphonenumber says whether digits can be a number; the label before it, its grouping and its place on the line say
whether they are one here, because order numbers have digits too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from redaction.recognisers.base import Recogniser, Span
from redaction.recognisers.context import alone_on_line, before, is_phone_label, is_reference

CANDIDATE = re.compile(
    r"(?<![\w+])(?<!\d[.,/:-])(?<!\w-)(?<![A-Z0-9][/*.])(?:\+ ?|\(\+)?\(?\d(?:[ ]?[()./_·•*|–-]{0,2}[ ]?[()]?\d|[ ]\n?|-?\n[> ]{0,4}(?=\d)){4,15}\d(?: ?[–-] ?\d(?!\d))?(?!\w)(?![.,/:-]\d)"
)
#: Dates, years from and to, thousands, and opening hours.
DATE = re.compile(
    r"(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d\d|(?:19|20)\d\d)|(?:19|20)\d\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}|(?:19|20)\d\d ?[/-] ?(?:19|20)\d\d|[1-9]\d{0,2}(?:\.\d{3})+|[0-2]?\d[.:][0-5]\d ?[–-] ?[0-2]?\d[.:][0-5]\d)"
)
#: An extension is the only part behind a hyphen: "030 / 23 12 50-0"; "0141-4960-3" is some other number.
HYPHENED = re.compile(r".*[–-].*[–-] ?\d", re.S)
REGIONS = {
    "en": ("GB", "IE"),
    "de": ("DE", "AT", "CH"),
    "da": ("DK",),
    "nl": ("NL", "BE"),
    "sv": ("SE", "FI"),
}
#: Trunk-zero forms as people write them: area code, then groups.
TRUNK = re.compile(r"\(?0\d{1,5}\)?[\s./-]{1,3}\d[\d\s./()-]{3,14}\d|0\d{9,11}|0(?: \d){7,11}")
DANISH = re.compile(r"\d\d(?:[ ./-]{1,3}\d\d){3}|\d{4} \d{4}|\d\d \d{3} \d{3}")
NORTH_AMERICAN = re.compile(r"\([2-9]\d\d\) ?\d{3}[ .-]\d{4}|[2-9]\d\d-\d{3}-\d{4}")
NUMBER_WORD = (
    r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|null|nul|eins?|zwei|zwo|drei|vier|fünf|fuenf|sechs|sieben|acht|neun|en|et|to|tre|fire|fem|seks|syv|otte|ni"
    r"|een|twee|drie|vijf|zes|zeven|negen|noll|ett|två|fyra|sex|sju|åtta|nio|(?:double|dobbelt|doppel|dubbel|treble|triple|zweimal|dreimal|twee maal) \w+|(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und\w+zig"
    r"|(?:to|tre|fire|fem|seks|syv|otte|ni|en)og\w+|(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio)?|(?:tyve|tredive|fyrre|halvtreds|tres|halvfjerds|firs|halvfems)"
    r"|(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)|\w+(?:en|ën)(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"|zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|elf|zwölf|twelve|eleven|twaalf|elleve|tolv|elva)"
)
ZERO_WORD = re.compile(r"null|nul|noll|oh|zero|nought|plus", re.I)
#: A carrier's or maker's code: "CE 045 771 229", "WBK 0611 45 7789".
CODE = re.compile(r"(?<![A-Z])[A-Z]{2,4}\d{0,3} $|[A-Z]\*$")
THEN = r"[ ,-]{1,3}(?:(?:and|und|og|en|och|dann|dan|then|så) )?"
SPELLED = re.compile(
    rf"(?<!\w)(?:plus )?{NUMBER_WORD}(?:{THEN}{NUMBER_WORD}){{2,15}}(?:(?<=\w){THEN}\d(?:[ /-]?\d){{3,9}}|(?:{THEN}{NUMBER_WORD}){{3}})(?!\w)",
    re.I,
)


@lru_cache(maxsize=4096)
def quality(number: str, region: str | None) -> int:
    """2 for a number that exists in this region's plan, 1 for one of a possible length, 0 for neither."""
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return 0
    return 2 if phonenumbers.is_valid_number(parsed) else int(phonenumbers.is_possible_number(parsed))


def rank(written: str) -> int:
    """The `quality` of a number written with its country code."""
    return quality("+" + re.sub(r"\(0\)|\D", "", written).removeprefix("00"), None)


class Phone(Recogniser):
    """Telephone numbers."""

    TYPE = "PHONE"

    def spans(self, text: str) -> Iterator[Span]:
        """Numbers in figures, then numbers in words."""
        for match in CANDIDATE.finditer(text):
            start, end = match.start(), match.start() + len(match[0].rstrip())
            judged = self.judge(text, start, end)
            if judged:
                yield Span(start, end, *judged)
        for match in SPELLED.finditer(text):
            zero = ZERO_WORD.match(match[0])
            if (zero or is_phone_label(text, match.start())) and not is_reference(text, match.start()):
                yield Span(match.start(), match.end(), 0.7, "number in words")

    def judge(self, text: str, start: int, end: int) -> tuple[float, str] | None:
        """Score and reason of a candidate, or None."""
        written = text[start:end]
        digits = re.sub(r"\D", "", written)
        if DATE.fullmatch(written) or HYPHENED.fullmatch(written) or not 6 <= len(digits) <= 15:
            return None
        if is_phone_label(text, start):
            return 0.85, "telephone's label before it"
        if written.startswith(("+", "(+")) and rank(written) == 2:
            return 0.9, "international number"
        if is_reference(text, start) or CODE.search(before(text, start)):
            return None
        if written.startswith(("+", "00", "(+")):
            return self.international(written)
        return self.national(written, digits, alone_on_line(text, start, end))

    def international(self, written: str) -> tuple[float, str] | None:
        """A number with its country code."""
        if rank(written):
            return 0.9, "international number"
        return 0.6, "shape of an international number"

    def national(self, written: str, digits: str, alone: bool) -> tuple[float, str] | None:
        """A number without country code, by the plans of the message's language first, then all five."""
        own = REGIONS[self.supported_language]
        if digits.startswith("0"):
            if any(quality(digits, region) == 2 for region in own):
                return 0.85, f"valid number of {own[0]}"
            foreign = any(quality(digits, region[0]) == 2 for region in REGIONS.values())
            written_so = bool(TRUNK.fullmatch(written)) and 8 <= len(digits) <= 12
            return (
                (0.65, "area code and number")
                if written_so and (foreign or alone or quality(digits, own[0]))
                else None
            )
        if NORTH_AMERICAN.fullmatch(written):
            return 0.65, "North American number"
        danish = DANISH.fullmatch(written) or (len(digits) == 8 and alone)
        if (
            danish
            and len(digits) == 8
            and quality(digits, "DK") == 2
            and (self.supported_language == "da" or alone)
        ):
            return 0.7, "eight Danish digits"
        return None
