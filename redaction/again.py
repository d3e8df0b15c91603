"""The same person again: values this conversation knows, names found elsewhere in the text, and the lists' words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from redaction.findings import LISTED, OTHER, TYPES, Finding
from redaction.gazetteers.lists import common, given
from redaction.merge import beside
from redaction.normalise import normalise
from redaction.placeholders import NUMBERED
from redaction.recognisers.person_gazetteer import is_thing

NAME_PART = re.compile(r"[^\W\d_](?:[\w-]|['’](?!s\b)){2,}")
FIRM = r" (?:& (?:Co|Söhne|Sohn|Søn|Sønner|Son|Sons|Söner|Zn|Zoon|Zonen|Daughters|Partners?)|ApS|AB|A/S|GmbH|Ltd|BV)(?!\w)"
#: "Faber & Kuyt": a firm, unless the second word is a given name or an everyday word.
PARTNER = re.compile(r" & (?:(?:De|Van|Den|Der) )*([A-ZÄÖÜÅÆØ][^\W\d_]+)")
#: A model's number, "Freja 3", and no telephone's first group.
MODEL_NUMBER = r" ?[1-9]\d{0,3}(?!\d| ?[-/]?\d)"
BLANKS = re.compile(r"\s+")
#: Up to this length a listed word counts only as it is written: "IT" isn't "it".
CASED = 3


def same(value: str) -> str:
    """The form in which two words on the lists are one: blanks as one, and small letters where `places` ignores case."""
    plain = BLANKS.sub(" ", normalise(value).text.strip())
    return plain.casefold() if len(plain) > CASED else plain


def is_common(value: str) -> bool:
    """Whether a value is one everyday word: masked everywhere, it would make texts unreadable."""
    return BLANKS.sub(" ", normalise(value).text.strip()).lower() in common()


def places(text: str, value: str, kind: str, rule: str, score: float) -> Iterator[Finding]:
    """Every place where a value stands as whole words, in any case."""
    plain = BLANKS.sub(" ", normalise(value).text.strip())
    if len(plain) < 2:
        return
    pattern = r"(?<!\w)" + re.escape(plain).replace(r"\ ", r"\s+") + r"(?!\w)"
    for match in re.finditer(pattern, text, re.I if len(plain) > CASED else 0):
        yield Finding(*match.span(), kind, score, rule)


def known_again(text: str, known: Mapping[str, str]) -> Iterator[Finding]:
    """Values of this conversation that stand in this text again."""
    for placeholder, value in known.items():
        shaped = NUMBERED.fullmatch(placeholder)
        if shaped and shaped[1] in TYPES:
            yield from places(text, value, shaped[1], f"known in this conversation as {placeholder}", 0.9)


def denied(text: str, deny: Collection[str]) -> Iterator[Finding]:
    """The places of what a reviewer wants masked."""
    for value in deny:
        yield from places(text, value, OTHER, LISTED, 1.0)


def spared(findings: Iterable[Finding], text: str, allow: Collection[str]) -> list[Finding]:
    """The findings without those inside a place that a reviewer has declared harmless."""
    free = [(one.start, one.end) for value in allow for one in places(text, value, OTHER, "", 1.0)]
    return [one for one in findings if not any(start <= one.start and one.end <= end for start, end in free)]


def uncovered(marked: Iterable[Finding], found: Sequence[Finding]) -> list[Finding]:
    """What a person marked, without what stands inside one finding already: that one keeps its placeholder.

    found: sorted and without overlaps.
    """
    return [
        one
        for one in marked
        if not any(other.start <= one.start and one.end <= other.end for other in beside(one, found))
    ]


def unless_spared(known: Mapping[str, str], allow: Collection[str]) -> Mapping[str, str]:
    """The known values without those that a reviewer has declared harmless."""
    harmless = {same(value) for value in allow}
    if not harmless:
        return known
    return {name: value for name, value in known.items() if same(value) not in harmless}


def names_of(text: str, found: Iterable[Finding], known: Mapping[str, str]) -> Iterator[str]:
    """The names of people found in this text, and those known in this conversation."""
    yield from (text[finding.start : finding.end] for finding in found if finding.type == "PERSON")
    yield from (value for placeholder, value in known.items() if placeholder.startswith("<PERSON_"))


def is_partnership(text: str, name: re.Match[str]) -> bool:
    """Whether a name stands on either side of an ampersand in a firm's name."""
    partner = PARTNER.match(text, name.end())
    if not partner:
        return False
    word = partner[1].lower()
    return word not in given() and word not in common()


def repeated(text: str, names: Iterable[str]) -> Iterator[Finding]:
    """Further places of names and of their parts: "Ana Costa" also masks a later "Ana"."""
    parts = {
        part
        for name in names
        for part in NAME_PART.findall(normalise(name).text)
        if part[0].isupper() and part.lower() not in common()
    }
    if not parts:
        return
    either = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w@./-])(?:{either})s?(?![\w@]|-\w|{MODEL_NUMBER}|{FIRM})", text):
        if is_thing(text, match.start()) or is_partnership(text, match):
            continue
        yield Finding(*match.span(), "PERSON", 0.5, "part of a name: found in this conversation")
