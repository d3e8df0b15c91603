"""Dates of birth: a date beside a word of birth, in figures or with the month's name, in five languages."""

from __future__ import annotations

import re

from redaction.recognisers.base import Recogniser, Rule

MONTH = (
    r"(?:jan(?:uary?|uari?|\.)?|feb(?:ruary?|ruari?|\.)?|m(?:arch|ärz|arts|aart|ars|ar|rz)|apr(?:il|\.)?|ma[ijy]|mei|june?|juni|july?|juli|aug(?:ust(?:us|i)?|\.)?"
    r"|sep(?:t(?:ember)?)?|o[kc]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\.?"
)
MARK = r" ?[./·-]{1,3} ?(?:\n[> ]{0,4})?"
NUMERIC = rf"\d{{1,4}}{MARK}\d{{1,2}}(?:{MARK}| )\d{{2,4}}|\d{{1,2}}\. ?[IVX]{{1,4}}\.? ?(?:19|20)?\d\d"
DATE = (
    rf"(?:(?:the |den |de |am )?\d{{1,2}}(?:\.|st|nd|rd|th|:?e|:?a)? ?(?:of |de |i )?{MONTH},?[ -]?(?:19|20)?\d{{2}}"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|{NUMERIC}|(?:19|20)?\d\d[01]\d[0-3]\d|[0-3]\d[01]\d(?:19|20)?\d\d|\d\d \d\d \d\d(?:\d\d)?)"
)
YEAR_WORDS = (
    r"(?:(?:nineteen|twenty)(?:[ -](?:hundred|and|oh|ten|eleven|twelve|\w{3,5}teen|\w{3,6}ty|one|two|three|four|five|six|seven|eight|nine)){1,4}"
    r"|two thousand(?: and)?(?: \w{3,9})?|(?:neunzehnhundert|zweitausend|nittenhundrede?|nitten ?hundrede?(?: og)? ?|totusinde?|nittonhundra|tvåtusen|negentienhonderd|negentien|tweeduizend)\w*(?: ?(?:og )?\w{3,18})?)"
)
#: "third of March nineteen sixty-one", "dritten März 1961", "den tredje marts nittenhundrede enogtres".
IN_WORDS = rf"(?:the |den |de |am |d\. )?(?:\d{{1,2}}\W{{0,2}}(?:st|nd|rd|th|e|a)?|[^\W\d_]{{3,20}}(?:[ -][^\W\d_]{{3,8}})?) ?(?:of |de |i )?{MONTH},?(?: (?:{YEAR_WORDS}|(?:19|20)\d\d|'?\d\d))"
BIRTH = (  # the first letters, looked at first, spare all the words at most places
    r"(?=[bdfgv*])(?:\bborn|birth ?date|date of birth|birthday|\bd\.?o\.?b\.?|\bgeb(?:oren|urtsdatum|urtstag|oortedatum)?\b\.?|geboortedag|geburtsdat\w*|geboortedat\w*|født|fødselsda\w*"
    r"|fødselar|född\w*|födelseda\w*|\bf\.|\bf\.dato|fdato|\bfödd|verjaardag|fødsdato|foedt|\bg\.dat\w*|\*)"
)
LABELLED = re.compile(
    rf"{BIRTH}(?: on| am| den| op| d\.| in| is| ist| är| er|:)*[^\w\n]{{0,6}}(?:[a-zäöåøæ]{{1,12}}[:,]? ){{0,4}}(?P<date>{DATE})(?![\w]|[./-]\d)",
    re.I,
)
WORDED = re.compile(
    rf"{BIRTH}(?: on| am| den| op| d\.| in| is| ist| er| är|:)*[^\w\n]{{0,4}}(?P<date>{IN_WORDS})(?!\w)", re.I
)
#: A full name, a comma, and a date long past: "Berit Holm, 3 March 1961".
AFTER_NAME = re.compile(
    rf"[A-ZÀ-ÞĀ-Ž][\w'’-]+ [A-ZÀ-ÞĀ-Ž][\w'’-]+,? \(?(?P<date>(?:\d{{1,2}}\.?(?:st|nd|rd|th)? ?{MONTH} ?|\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?)(?:19\d\d|200\d))(?![\w]|[./-]\d)",
)
REVERSED = re.compile(
    rf"(?<![\w.-])(?:am |den |de |the |d\. ?)?(?P<date>{DATE}) ?\(?(?:geboren|born|født|född)\b", re.I
)


class BirthDate(Recogniser):
    """Dates of birth."""

    TYPE = "DOB"
    RULES = (
        Rule("date beside a word of birth", LABELLED, 0.9, group="date"),
        Rule("date of birth in words", WORDED, 0.85, group="date"),
        Rule("date of long ago behind a name", AFTER_NAME, 0.6, group="date"),
        Rule("date before a word of birth", REVERSED, 0.75, group="date"),
    )
