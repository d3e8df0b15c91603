"""Dates of birth: a date beside a word of birth, in figures or with the month's name, in five languages."""

from __future__ import annotations

import re

from redaction.recognisers.base import Recogniser, Rule

MONTH = (
    r"(?:jan(?:uary?|uari?|\.)?|feb(?:ruary?|ruari?|\.)?|m(?:arch|ärz|arts|aart|ars|ar|rz)|apr(?:il|\.)?|ma[ijy]|mei|june?|juni|july?|juli|aug(?:ust(?:us|i)?|\.)?"
    r"|sep(?:t(?:ember)?)?|o[kc]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\.?"
)
NUMERIC = r"\d{1,4} ?[./-] ?\d{1,2} ?[./ -] ?\d{2,4}"
DATE = (
    rf"(?:(?:the |den |de |am )?\d{{1,2}}(?:\.|st|nd|rd|th|:?e|:?a)? ?(?:of |de |i )?{MONTH},?[ -]?(?:19|20)?\d{{2}}"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|{NUMERIC}|(?:19|20)?\d\d[01]\d[0-3]\d|[0-3]\d[01]\d(?:19|20)?\d\d|\d\d \d\d \d\d(?:\d\d)?)"
)
BIRTH = (
    r"(?:\bborn|birth ?date|date of birth|birthday|\bd\.?o\.?b\.?|\bgeb(?:oren|urtsdatum|urtstag|oortedatum)?\b\.?|geboortedag|geburtsdat\w*|geboortedat\w*|født|fødselsda\w*"
    r"|fødselar|född\w*|födelseda\w*|\bf\.|\bf\.dato|fdato|\bfödd|verjaardag|fødsdato|foedt|\bg\.dat\w*|\*)"
)
LABELLED = re.compile(
    rf"{BIRTH}(?: on| am| den| op| d\.| in| is| ist| är| er|:)*[^\w\n]{{0,6}}(?:[a-zäöåøæ]{{1,12}} ){{0,3}}(?P<date>{DATE})(?![\w]|[./-]\d)",
    re.I,
)
REVERSED = re.compile(rf"(?<![\w.-])(?P<date>{DATE}) ?\(?(?:geboren|born|født|född)\b", re.I)


class BirthDate(Recogniser):
    """Dates of birth."""

    TYPE = "DOB"
    RULES = (
        Rule("date beside a word of birth", LABELLED, 0.9, group="date"),
        Rule("date before a word of birth", REVERSED, 0.75, group="date"),
    )
