"""Disguises of personal data, in a table: what is still seen through, and by name what isn't.

A leak that isn't listed fails the test, and so does a listed one that has been stopped: then take it off the list,
here and in docs/redaction.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from redaction import Redactor

TABLE = Path(__file__).with_name("adversarial.tsv")
ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|([nt\\]))")
PLAIN = {"n": "\n", "t": "\t", "\\": "\\"}

#: Type, language and trick of each disguise that rules alone don't see through.
KNOWN_LEAKS: frozenset[str] = frozenset(
    [
        "IBAN de spaced out",
        "IBAN de letter O",
        "DOB en letter O",
        "PERSON en line break",
        "PERSON en capitals",
        "PERSON en small letters",
        "PERSON en spaced out",
        "PERSON en underscore",
        "PERSON en leet",
        "PERSON en surname first",
        "PERSON en asterisks",
        "PERSON da letters spelled",
        "PERSON nl tussenvoegsel apostrophe",
        "ADDRESS en line break",
        "ADDRESS en spaced postcode",
        "ADDRESS nl postcode with dots",
        "ADDRESS de number in words",
        "PHONE en words and figures",
        "IP en spaces",
        "URL_PERSONAL en spaces",
        "PLATE en spaced out",
        "LOCATION en small letters",
    ]
)


@dataclass(frozen=True, slots=True)
class Case:
    """One disguise: the text, and the parts of it that must not be readable."""

    name: str
    language: str
    text: str
    secret: tuple[tuple[int, int], ...]


def unescaped(written: str) -> str:
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else PLAIN[found[2]], written)


def case(line: str) -> Case:
    language, kind, trick, written = line.split("\t")
    text, secret = "", []
    for part in re.split(r"(⟦[^⟧]*⟧)", unescaped(written)):
        inside = part.strip("⟦⟧")
        if part.startswith("⟦"):
            secret.append((len(text), len(text) + len(inside)))
        text += inside
    return Case(f"{kind} {language} {trick}", language, text, tuple(secret))


CASES = [case(line) for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]


def leaks(redactor: Redactor, case: Case) -> bool:
    """Whether a letter or digit of a secret is left, outside of the tags that stand in it."""
    masked = {place for one in redactor.find(case.text, case.language) for place in range(one.start, one.end)}
    tags = {place for tag in re.finditer(r"<[^<>@]*>", case.text) for place in range(*tag.span())}
    places = {place for start, end in case.secret for place in range(start, end)} - masked - tags
    return any(case.text[place].isalnum() for place in places)


def test_the_table_is_long_and_has_no_name_twice() -> None:
    assert len(CASES) >= 300
    assert len({one.name for one in CASES}) == len(CASES)
    assert {one.name for one in CASES} >= KNOWN_LEAKS


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_disguise_is_seen_through_or_known(redactor: Redactor, one: Case) -> None:
    assert leaks(redactor, one) == (one.name in KNOWN_LEAKS)
