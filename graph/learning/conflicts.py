"""Examples that contradict each other: alike requests, answered with other figures, other promises or the opposite."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

import numpy as np
from rapidfuzz import fuzz

from data.records import Example
from graph.checks.quantities import quantities
from graph.checks.words import kinds
from graph.drafters.lessons import masked
from graph.drafters.sentences import Sentence, split
from graph.learning.words import words

Reason = Literal["figures", "promises", "advice", "apart"]

SIMILAR = (
    0.6  # cosine of two requests that ask for the same (other intents: 0.52 at 95 %, `graph.gather.ranking`)
)
NEARLY_EQUAL = 0.8  # cosine of requests whose replies should hardly differ at all
SAME_SENTENCE = 85.0  # of 100: two sentences say the same, figures or a "not" aside
FAR_APART = 0.2  # share of all longer words that two replies have in common
_LONGER = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two examples in use, the older first, how alike their requests are (0..1), and what sets their replies apart."""

    one: Example
    other: Example
    similarity: float
    reasons: tuple[Reason, ...]


def conflicts(examples: Sequence[Example], kept: Collection[tuple[str, str]] = frozenset()) -> list[Conflict]:
    """The pairs that contradict each other, the most alike requests first. kept: pairs that a supervisor lets stand."""
    groups: dict[tuple[str, str, int], list[Example]] = {}
    for example in examples:
        if example.active:
            key = (example.language, example.intent, len(example.embedding))
            groups.setdefault(key, []).append(example)
    found = [conflict for group in groups.values() for conflict in _within(group, kept)]
    return sorted(found, key=lambda conflict: -conflict.similarity)


def contradictions(one: str, other: str, language: str, similarity: float = SIMILAR) -> tuple[Reason, ...]:
    """What sets two replies to alike requests apart, the gravest first; () when they agree."""
    pairs = list(product(split(one), split(other)))
    found: list[tuple[bool, Reason]] = [
        (any(_other_figures(a, b, language) for a, b in pairs), "figures"),
        (set(kinds(one, language)) != set(kinds(other, language)), "promises"),
        (any(_opposite(a, b, language) for a, b in pairs), "advice"),
        (similarity >= NEARLY_EQUAL and _shared(one, other) < FAR_APART, "apart"),
    ]
    return tuple(reason for true, reason in found if true)


def _within(group: Sequence[Example], kept: Collection[tuple[str, str]]) -> Iterator[Conflict]:
    """The conflicts of one language and intent."""
    vectors = np.asarray([example.embedding for example in group], dtype=np.float64)
    sizes = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = np.divide(vectors, sizes, out=np.zeros_like(vectors), where=sizes > 0)
    alike = unit @ unit.T
    for i, j in combinations(range(len(group)), 2):
        first, second = sorted((group[i], group[j]), key=lambda example: (example.created_at, example.id))
        if alike[i, j] < SIMILAR or tuple(sorted((first.id, second.id))) in kept:
            continue
        reasons = contradictions(first.reply, second.reply, first.language, float(alike[i, j]))
        if reasons:
            yield Conflict(first, second, float(alike[i, j]), reasons)


def _other_figures(one: Sentence, other: Sentence, language: str) -> bool:
    """Whether two sentences say the same with other measures: "within 14 days" and "within 30 days".

    Only figures with a unit of time or per cent count: dates, amounts and numbers of orders belong to the customer.
    """
    ours, theirs = _measures(one.text, language), _measures(other.text, language)
    if not (ours and theirs) or (_among(ours, theirs) and _among(theirs, ours)):
        return False
    return _same(masked(one.text), masked(other.text))


def _opposite(one: Sentence, other: Sentence, language: str) -> bool:
    """Whether one sentence denies what the other says."""
    pattern = words(language).negation
    ours, theirs = len(pattern.findall(one.text)), len(pattern.findall(other.text))
    if bool(ours) == bool(theirs):
        return False
    return _same(pattern.sub("", masked(one.text)), pattern.sub("", masked(other.text)))


def _measures(text: str, language: str) -> set[frozenset[str]]:
    """Each figure that counts, with its unit, in the ways it may be read: two weeks are 14 days."""
    places = {found.start(1) for found in words(language).measured.finditer(text)}
    return {one.measures for one in quantities(text) if one.start in places and one.measures}


def _among(ours: set[frozenset[str]], theirs: set[frozenset[str]]) -> bool:
    return all(any(one & other for other in theirs) for one in ours)


def _shared(one: str, other: str) -> float:
    ours, theirs = ({word.casefold() for word in _LONGER.findall(text)} for text in (one, other))
    return len(ours & theirs) / max(1, len(ours | theirs))


def _same(one: str, other: str) -> bool:
    return fuzz.ratio(" ".join(one.split()), " ".join(other.split())) >= SAME_SENTENCE
