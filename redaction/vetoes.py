"""What the rules know better than a model: which shapes data has, and which words never are anybody's.

A model marks the word beside a number, a title before a name, an order number that looks like a telephone's. Its
findings are trimmed and, unless it is very sure, struck out here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from redaction.findings import Finding
from redaction.gazetteers.lists import common, given, read
from redaction.recognisers.context import ROLE_MAILBOX, is_reference
from redaction.recognisers.person_context import KIN, SIGN_OFF, TITLE
from redaction.recognisers.person_gazetteer import NOT_AFTER
from redaction.recognisers.phone import DATE, SPELLED
from redaction.recognisers.words import PARTICLES

PLACES = frozenset({"ADDRESS", "LOCATION"})
#: Types of words rather than of numbers and addresses on the net.
WORDED = frozenset({"PERSON", *PLACES})
#: Above this the model overrules the weaker vetoes: it has read the whole sentence, they only the words before.
SURE = 0.95
SHAPES = {
    "EMAIL": re.compile(
        r"@|(?<!\w)(?:at|ät|snabel|apenstaartje|klammeraffe|a|dot|punkt|punt|prik)(?!\w)", re.I
    ),
    "URL_PERSONAL": re.compile(r"[./@]"),
    "IP": re.compile(r"\d[.:]+[\da-f]|:[\da-f]", re.I),
    "DOB": re.compile(r"\d"),
    "PLATE": re.compile(r"(?=.*\d)(?=.*[^\W\d_])(?:\W*\w){4,10}\W*\Z", re.S),
    "PHONE": re.compile(rf"(?:\D*\d){{6,17}}\D*\Z|.*{SPELLED.pattern}", re.S | re.I),
    "NATIONAL_ID": re.compile(r"(?:\D*\d){4,14}\D*\Z"),
    "CARD": re.compile(r"(?:\D*\d){4,19}\D*\Z"),
    "IBAN": re.compile(r"(?:[^\W_][\W_]*){8,34}\Z"),
}
#: A word at the edge of a number's finding that is none of its groups.
STRAY = re.compile(r"[^\W\d_]+")
EDGE = {
    "PHONE": STRAY,
    "CARD": STRAY,
    "IP": re.compile(r"[^\W\d_:.]{3,}"),
    "NATIONAL_ID": re.compile(r"[^\W\d_]{3,}"),
    "IBAN": re.compile(r"[^\W\d_]{3,}|[a-z]{1,2}"),
    "PLATE": re.compile(r"[^\W\d_]{4,}"),
    "EMAIL": STRAY,
    "DOB": re.compile(r"(?:born|geboren|født|född)", re.I),
}
CARE_OF = re.compile(r"c|o|gsm|tel|tlf|tfn|adress?e?|adres|address", re.I)
WORD = re.compile(r"\w+")
#: Words that lead a name without being part of it, and closings a model takes along.
BESIDE_NAME = re.compile(rf"(?:{TITLE}|{KIN}|{SIGN_OFF})s?\Z", re.I)
BESIDE_CAPITAL = re.compile(r"(?:Dipl|Ing|gez|i|Rechtsanw\w+|Advokat\w*|Kanzlei|Kh|Vh)\Z")


def trimmed(finding: Finding, text: str) -> Finding | None:
    """The finding without stray words at its edges; nothing where no word is left."""
    words = list(WORD.finditer(text, finding.start, finding.end))
    first, last = 0, len(words)
    if finding.type == "PERSON":
        while first < last - 1 and is_beside(words[first][0]):
            first += 1
    elif finding.type in PLACES:
        while first < last - 1 and CARE_OF.fullmatch(words[first][0]):
            first += 1
    elif finding.type in EDGE and (finding.type != "EMAIL" or "@" in text[finding.start : finding.end]):
        edge = EDGE[finding.type]
        while first < last and is_stray(edge, words[first], text):
            first += 1
        while last > first and is_stray(edge, words[last - 1], text):
            last -= 1
    if first == last:
        return None
    start = words[first].start() if first else finding.start
    return replace(finding, start=start, end=words[last - 1].end() if last < len(words) else finding.end)


def is_beside(word: str) -> bool:
    """Whether a word before a name is a title, a kinship or a closing, and no name itself."""
    if word.lower() in given():
        return False
    return bool(BESIDE_NAME.match(word) or BESIDE_CAPITAL.match(word))


def is_stray(edge: re.Pattern[str], word: re.Match[str], text: str) -> bool:
    """Whether a word at the edge of a finding has another shape and isn't written together with it."""
    near = text[max(0, word.start() - 2) : word.start()] + text[word.end() : word.end() + 2]
    return bool(edge.fullmatch(word[0])) and not any(character in "@._-/" for character in near)


def vetoed(finding: Finding, text: str) -> bool:
    """Whether a finding of the model is none: by its shape, by a word before it, or as a product or courtesy."""
    written = text[finding.start : finding.end]
    if not any(character.isalnum() for character in written):
        return True
    shape = SHAPES.get(finding.type)
    if shape and not shape.search(written):
        return True
    if finding.type == "PERSON":
        return is_no_name(finding, text)
    if finding.type in PLACES:
        return finding.score < SURE and all(is_plain(word) for word in WORD.findall(written))
    if finding.score >= SURE or finding.type in {"EMAIL", "URL_PERSONAL"}:
        return False
    return is_reference(text, finding.start) or (finding.type != "DOB" and bool(DATE.fullmatch(written)))


def is_no_name(finding: Finding, text: str) -> bool:
    """Months and courtesies always; where the model isn't sure, common words, products and the shop's mailboxes."""
    written = WORD.findall(text[finding.start : finding.end].lower())
    if all(word in not_names() for word in written):
        return True
    if ROLE_MAILBOX.match(text, finding.end):
        return True
    if finding.score >= SURE:
        return False
    plain = all(word in common() and word not in given() or word in PARTICLES for word in written)
    return plain or bool(NOT_AFTER.match(text, finding.end))


def is_plain(word: str) -> bool:
    """Whether a word is written small and common."""
    return word.islower() and word in common()


@cache
def not_names() -> frozenset[str]:
    """Months, courtesies, departments and brands that aren't given names too."""
    return read("not_names.txt") - given()
