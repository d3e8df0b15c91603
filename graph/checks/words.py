"""The words of `words.yaml`, compiled once: what counts as a promise, a claim or an acknowledgement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "words.yaml"
FALLBACK = "en"
#: The kind of what costs nothing, or is done with money: it needs a source like a promise, but no use case's leave.
FREE = "free"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's patterns; promises by thing (refund, voucher …)."""

    promises: Mapping[str, re.Pattern[str]]
    negated: re.Pattern[str]
    denied: re.Pattern[str]
    person: re.Pattern[str]
    authorship: re.Pattern[str]
    feeling: re.Pattern[str]
    acknowledges: re.Pattern[str]
    cheerful: re.Pattern[str]
    dismissive: re.Pattern[str]
    acts: re.Pattern[str]


def words(language: str) -> Words:
    """The patterns of a language; English for one that isn't listed."""
    known = _all()
    return known.get(language, known[FALLBACK])


def every() -> Iterable[Words]:
    """The patterns of all languages."""
    return _all().values()


def kind_of(thing: str) -> str:
    """The kind of promise, as use cases name it, that a thing belongs to: a voucher is compensation."""
    return _kinds()[thing]


def things(text: str, language: str) -> dict[str, list[tuple[int, int]]]:
    """What a text promises, and where; "no refund" promises nothing."""
    known = words(language)
    hits = {thing: spans(pattern, text) for thing, pattern in known.promises.items()}
    return {thing: found for thing, places in hits.items() if (found := _meant(text, places, known))}


def kinds(text: str, language: str) -> dict[str, list[tuple[int, int]]]:
    """Which kinds of promise a text holds, and where; FREE is one of them."""
    found: dict[str, list[tuple[int, int]]] = {}
    for thing, places in things(text, language).items():
        found.setdefault(kind_of(thing), []).extend(places)
    return found


@lru_cache(maxsize=512)
def things_of(company: str) -> frozenset[str]:
    """Every thing that a text of the company promises, in any language: sources may be in another than the draft."""
    return frozenset(thing for language in _all() for thing in things(company, language))


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where a pattern stands in a text."""
    return [match.span() for match in pattern.finditer(text)]


def _meant(text: str, places: list[tuple[int, int]], known: Words) -> list[tuple[int, int]]:
    """The places that no negation stands right before or, as in "vi bytter ikke", right behind."""
    return [
        (start, end)
        for start, end in places
        if not known.negated.search(text[max(0, start - 40) : start])
        and not known.denied.match(text[end : end + 30])
    ]


@cache
def _kinds() -> dict[str, str]:
    return {
        thing: kind
        for block in _read().values()
        for kind, held in block["promises"].items()
        for thing in held
    }


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return read


@cache
def _all() -> dict[str, Words]:
    return {language: _words(block) for language, block in _read().items()}


def _words(block: Mapping[str, Any]) -> Words:
    promised = {thing: entries for held in block["promises"].values() for thing, entries in held.items()}
    plain = ("person", "authorship", "feeling", "acknowledges", "cheerful", "dismissive", "acts")
    return Words(
        promises={thing: compiled(entries) for thing, entries in promised.items()},
        # A negation and at most two words right before the promise, without a mark between them.
        negated=re.compile(rf"\b(?:{'|'.join(block['negations'])})(?: [^\s.,;:!?]+){{0,2}} $", re.I),
        denied=re.compile(r" (?:[^\s.,;:!?]+ )?(?:ikke|inte|niet|nicht)\b", re.I),
        **{name: compiled(block[name]) for name in plain},
    )


def compiled(entries: Iterable[str]) -> re.Pattern[str]:
    """Any of the entries as whole words; a space in them is any white space."""
    pattern = "|".join(entries).replace(" ", r"[ \n]")
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.I)
