"""IBANs (ISO 13616): structure by country, check digits mod 97, with spaces, dots or dashes, in any case.

An IBAN with a typing error is still somebody's account: where the structure of the country fits but the check
digits don't, it is masked with a lower score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redaction.recognisers.base import Recogniser, Span

#: Length by country, from the IBAN registry (SWIFT, release 99).
LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29,
    "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24,
    "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21,
    "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31,
    "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22,
    "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29, "VG": 24, "XK": 20,
}  # fmt: skip
START = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}[ .:_·•*-]{0,2}\d[ .-]?\d(?=[ .:/_·•*-]{0,3}\n?[> ]{0,4}[A-Za-z0-9])"
)
GAP = re.compile(r"[ .\-/:_·•*]{0,3}(?:\n[> ]{0,4})?")
#: Bank part by country: letters first, then digits only.
BANK_LETTERS = {"NL": 4, "GB": 4, "IE": 4}
ALL_DIGITS = re.compile(r"DE|DK|SE|NO|FI|AT|BE|EE|PL|ES|PT|CZ|SK|HU|HR|SI|FO|GL|CH|LI")
CHECKED, SHAPED = 1.0, 0.85


def mod97(compact: str) -> bool:
    """The check of ISO 7064 MOD 97-10 with the first four characters moved to the end."""
    return int("".join(str(int(character, 36)) for character in compact[4:] + compact[:4])) % 97 == 1


def read(text: str, start: int, length: int) -> tuple[str, int] | None:
    """The next `length` letters and digits from `start`, skipping gaps, and where they end."""
    compact, position = "", start
    while len(compact) < length:
        gap = GAP.match(text, position)
        place = gap.end() if gap and compact else position
        if place >= len(text) or not (text[place].isascii() and text[place].isalnum()):
            return None
        compact, position = compact + text[place].upper(), place + 1
    if position < len(text) and text[position].isalnum():
        return None
    return compact, position


def is_structured(compact: str) -> bool:
    """Whether the bank part has the letters and digits that the country's accounts have."""
    letters = BANK_LETTERS.get(compact[:2], 0)
    if not letters and not ALL_DIGITS.fullmatch(compact[:2]):
        return False
    return compact[4 : 4 + letters].isalpha() == bool(letters) and compact[4 + letters :].isdigit()


class Iban(Recogniser):
    """IBANs of every country in the registry."""

    TYPE = "IBAN"

    def spans(self, text: str) -> Iterator[Span]:
        """Reads as many characters as the country's IBANs have, from each possible start."""
        for match in START.finditer(text):
            length = LENGTHS.get(match[0][:2].upper())
            found = read(text, match.start(), length) if length else None
            if found is None:
                continue
            compact, end = found
            if mod97(compact):
                yield Span(match.start(), end, CHECKED, "mod 97")
            elif is_structured(compact):
                yield Span(match.start(), end, SHAPED, "structure of the country, check digits wrong")
