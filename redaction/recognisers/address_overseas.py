"""Postcodes of Ireland, the United States, Canada and Australia with their towns: English mail comes from there too."""

from __future__ import annotations

import re

from redaction.recognisers.base import Recogniser, Rule
from redaction.recognisers.context import is_reference

TOWN = r"(?:St\.? )?[A-Z][\w'’.-]+(?: (?:[A-Z][\w'’.-]+|of|on|the|upon)){0,3}"
COUNTY = r"(?:Co\.?|County) [A-Z]\w+"
#: An Post: a routing key (D6W is the only one with a letter at its end), then four signs without B, G, I, J, L, M, O, Q, S, U, Z.
EIRCODE = re.compile(
    rf"(?<![\w@.-])(?:{TOWN},? (?:{COUNTY},? )?)?(?P<code>(?:[AC-FHKNPRTV-Y]\d\d|D6W) ?(?=[0-9AC-FHKNPRTV-Y]{{0,3}}[AC-FHKNPRTV-Y])[0-9AC-FHKNPRTV-Y]{{4}})(?![\w-])"
)
STATE = r"(?:AL|AK|AZ|AR|CA|CO|CT|DC|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY)"
AMERICAN = re.compile(rf"(?<![\w@.-]){TOWN},? {STATE},? \d{{5}}(?:-\d{{4}})?(?![\w-])")
PROVINCE = r"(?:AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT)"
#: Canada Post: letter and figure by turns; no D, F, I, O, Q, U anywhere, and no W or Z at the front.
CANADIAN = re.compile(
    rf"(?<![\w@.-])(?:{TOWN},? )?(?:{PROVINCE},? {{0,2}})[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d(?![\w-])"
)
AUSTRALIAN = re.compile(rf"(?<![\w@.-]){TOWN},? (?:ACT|NSW|NT|QLD|SA|TAS|VIC|WA),? \d{{4}}(?![\w-])")


def judge_code(match: re.Match[str]) -> float | None:
    """A code behind a word for a reference is the reference."""
    return None if is_reference(match.string, match.start("code")) else 0.8


class OverseasAddress(Recogniser):
    """Towns with the postcodes of four more countries that English is written in."""

    TYPE = "ADDRESS"
    RULES = (
        Rule("Irish postcode with town", EIRCODE, 0.8, judge_code),
        Rule("American town, state and postcode", AMERICAN, 0.8),
        Rule("Canadian town, province and postcode", CANADIAN, 0.8),
        Rule("Australian town, state and postcode", AUSTRALIAN, 0.8),
    )
