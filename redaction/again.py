"""The same person again: values this conversation knows, names found elsewhere in the text, and the lists' words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from redaction.findings import OTHER, TYPES, Finding
from redaction.gazetteers.lists import common
from redaction.normalise import normalise
from redaction.placeholders import NUMBERED
from redaction.recognisers.person_gazetteer import is_thing

NAME_PART = re.compile(r"[^\W\d_](?:[\w-]|['’](?!s\b)){2,}")
FIRM = r" (?:&|ApS|AB|A/S|GmbH|Ltd|BV)(?!\w)"
BLANKS = re.compile(r"\s+")


def places(text: str, value: str, kind: str, rule: str, score: float) -> Iterator[Finding]:
    """Every place where a value stands as whole words, in any case."""
    plain = BLANKS.sub(" ", normalise(value).text.strip())
    if len(plain) < 2:
        return
    pattern = r"(?<!\w)" + re.escape(plain).replace(r"\ ", r"\s+") + r"(?!\w)"
    for match in re.finditer(pattern, text, re.I if len(plain) > 3 else 0):
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
        yield from places(text, value, OTHER, "a reviewer's list", 1.0)


def spared(findings: Iterable[Finding], text: str, allow: Collection[str]) -> list[Finding]:
    """The findings without those inside a place that a reviewer has declared harmless."""
    free = [(one.start, one.end) for value in allow for one in places(text, value, OTHER, "", 1.0)]
    return [
        one
        for one in findings
        if one.type == OTHER or not any(start <= one.start and one.end <= end for start, end in free)
    ]


def names_of(text: str, found: Iterable[Finding], known: Mapping[str, str]) -> Iterator[str]:
    """The names of people found in this text, and those known in this conversation."""
    yield from (text[finding.start : finding.end] for finding in found if finding.type == "PERSON")
    yield from (value for placeholder, value in known.items() if placeholder.startswith("<PERSON_"))


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
    for match in re.finditer(rf"(?<![\w@./-])(?:{either})s?(?![\w@]|-\w| ?[0-9]|{FIRM})", text):
        if is_thing(text, match.start()):
            continue
        yield Finding(*match.span(), "PERSON", 0.5, "part of a name: found in this conversation")
