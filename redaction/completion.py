"""Findings made whole: to the ends of words, names over particles and hyphens, addresses over number, floor and town.

A span that ends inside a word or leaves a house number behind leaks as surely as one not found at all. All offsets
are the plain text's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from redaction.findings import MODEL, Finding
from redaction.gazetteers.lists import common, surnames
from redaction.recognisers.address import FLAT
from redaction.recognisers.words import PARTICLES
from redaction.vetoes import PLACES

CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_PARTICLE = r"(?:in|op|van|aan|uit|bij) (?:de[nr]?|het|'?t)|" + "|".join(
    sorted((re.escape(word) for word in PARTICLES), key=len, reverse=True)
)
#: What a finding may start with that is no name; a greeting only at a line's start.
BEFORE_ITSELF = re.compile(
    r"(?:gez\.|i\. ?[AV]\.|[AV]\.(?<=i\. .\.)|p\.?p\.) ?(?=\w)|(?:^|(?<=\n))(?i:hi|hello|hey|dear|hej|hallo|dag|moin|servus|beste|lieve|kære|kära)[ ,]+(?=\w)"
)
#: Between two parts of one name.
INSIDE_NAME = re.compile(rf"(?: |-|'|’|\. ?| (?:(?:{_PARTICLE}) ){{1,3}}| {CAPITAL}\. ?)", re.I)
AFTER_NAME = re.compile(
    rf"-(?P<hyphen>{CAPITAL}[\w'’]*)| (?:(?:{_PARTICLE}) ){{1,3}}(?P<particle>{CAPITAL}[\w'’-]*)| (?P<next>{CAPITAL}[\w'’-]+)(?!\w)"
    rf"| (?P<initial>{CAPITAL})(?![\w'’])"
)
BEFORE_NAME = re.compile(rf"(?<![\w'’-])(?<!i\. )(?<!i\.)(?:{CAPITAL}[\w'’]*-|(?:{CAPITAL}\. ?){{1,3}})$")
BEFORE_REACH = 40
#: Between two parts of one address on a line.
INSIDE_ADDRESS = re.compile(r"[ ]?[,.;/-]? ?|, ?")
HOUSE_AFTER = re.compile(
    rf",? ?\d{{1,4}}(?: ?[-/] ?\d{{1,4}})?(?: ?[A-Za-z])?(?![\w]|[.,:]\d)(?:{FLAT})?", re.I
)
TOWN_AFTER = re.compile(
    rf" (?:op|aan|aan de[nr]?|am|an der|ob der|bij|upon|on(?! (?:\w{{3,6}}day|January|February|March|April|May|June|July|August|September|October|November|December)\b)|under|le|sub) {CAPITAL}[\w'’-]+"
)
FLAT_AFTER = re.compile(rf"(?:{FLAT}){{1,2}}(?!\w)", re.I)
HOUSE_BEFORE = re.compile(r"(?<![\w.,:/-])\d{1,4}(?:[-/]\d{1,4})? ?[A-Za-z]?,? $")

LINK_BEFORE = re.compile(r"(?<![\w@.])(?:https?://)?(?:[\w-]+\.)*$")
LINK_AFTER = re.compile(r"(?:[./?#=&~@-][^\s<>\"',;()]*)?[\w/](?<!\s)")

#: A house's name at the start of a line, before number and street: "The Old Forge, 3 Pump Lane".
HOUSE_NAME = re.compile(rf"(?:^|\n)[ >]*(?P<name>(?:{CAPITAL}[\w'’-]+ ?){{1,4}}, ?)$")


def complete(findings: Iterable[Finding], text: str) -> list[Finding]:
    """The same findings, each grown to what belongs to it; overlaps are the merge's to resolve."""
    grown = [grow(finding, text) for finding in findings]
    return list(joined(sorted(grown, key=lambda one: (one.start, -one.end)), text))


def grow(finding: Finding, text: str) -> Finding:
    """One finding at its full length."""
    if finding.type == "PERSON":
        return without_edges(name_around(whole_words(finding, text), text), text)
    if finding.type in PLACES:
        return address_around(whole_words(finding, text), text)
    if finding.type == "URL_PERSONAL":
        return whole_link(whole_words(finding, text), text)
    return whole_words(finding, text) if finding.rule == MODEL else finding


def whole_link(finding: Finding, text: str) -> Finding:
    """A link from its scheme to the end of its path."""
    before = LINK_BEFORE.search(text, max(0, finding.start - BEFORE_REACH), finding.start)
    after = LINK_AFTER.match(text, finding.end)
    return replace(
        finding,
        start=before.start() if before else finding.start,
        end=after.end() if after else finding.end,
    )


def whole_words(finding: Finding, text: str) -> Finding:
    """To the ends of the words at both edges."""
    start, end = finding.start, finding.end
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return replace(finding, start=start, end=end)


def name_around(finding: Finding, text: str) -> Finding:
    """A name with its hyphens' other halves, initials, particles, and the listed surname behind it."""
    before = BEFORE_NAME.search(text[max(0, finding.start - BEFORE_REACH) : finding.start])
    if before:
        finding = replace(finding, start=finding.start - len(before[0]))
    for _ in range(3):
        after = AFTER_NAME.match(text, finding.end)
        if not after or (after["next"] and not is_surname(after["next"])):
            break
        finding = replace(finding, end=after.end())
    return finding


def without_edges(finding: Finding, text: str) -> Finding:
    """A name without the greeting or "per pro" before it, and without an English genitive's 's."""
    edge = BEFORE_ITSELF.match(text, finding.start, finding.end)
    start = edge.end() if edge else finding.start
    if text[max(0, start - 3) : start].strip() == "i." and text[start + 1 : start + 2] == ".":
        start += 3  # "i. A. Ada Quill", signed on somebody's behalf
    end = finding.end - 2 if text[finding.end - 2 : finding.end] in {"'s", "’s"} else finding.end
    return replace(finding, start=start, end=end) if start < end else finding


def is_surname(word: str) -> bool:
    """Whether a word behind a name is listed as a surname, and is no common word."""
    low = word.lower()
    return low in surnames() and low not in common()


def address_around(finding: Finding, text: str) -> Finding:
    """A street with its number before or behind it, its floor and flat."""
    if finding.type == "ADDRESS" and not any(
        character.isdigit() for character in text[finding.start : finding.end]
    ):
        before = HOUSE_BEFORE.search(text[max(0, finding.start - 12) : finding.start])
        after = HOUSE_AFTER.match(text, finding.end)
        if before:
            finding = replace(finding, start=finding.start - len(before[0]))
        elif after:
            finding = replace(finding, end=after.end())
    if text[finding.start].isdigit():
        house = HOUSE_NAME.search(text[max(0, finding.start - 50) : finding.start])
        finding = replace(finding, start=finding.start - len(house["name"])) if house else finding
    town = TOWN_AFTER.match(text, finding.end)
    finding = replace(finding, end=town.end()) if town else finding
    flat = FLAT_AFTER.match(text, finding.end) if finding.type == "ADDRESS" else None
    return replace(finding, end=flat.end()) if flat else finding


def joined(findings: Iterable[Finding], text: str) -> Iterator[Finding]:
    """Neighbours that are one name or one address, as one finding."""
    last: Finding | None = None
    for finding in findings:
        if last and belong(last, finding, text):
            last = replace(last, end=max(last.end, finding.end), score=max(last.score, finding.score))
            continue
        if last:
            yield last
        last = finding
    if last:
        yield last


def belong(one: Finding, two: Finding, text: str) -> bool:
    """Whether only what stands inside a name, or inside an address, is between two findings by the model."""
    if one.rule != MODEL or two.rule != MODEL or one.type != two.type or two.start < one.end:
        return False
    gap = text[one.end : two.start]
    if one.type == "PERSON":
        return bool(INSIDE_NAME.fullmatch(gap))
    return one.type in PLACES and bool(INSIDE_ADDRESS.fullmatch(gap))
