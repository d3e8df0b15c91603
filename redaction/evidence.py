"""What a model says about a text, weighed: which of its words make a finding, and which of the rules' it denies.

Everything here is in the plain text's offsets. A finding needs one word above its type's SEED and goes on over
neighbours above GROW, so that a strong surname carries a weak given name. Thresholds were chosen on development
messages; docs/redaction.md says how.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from redaction.findings import MODEL, Finding
from redaction.gazetteers.lists import given, read
from redaction.recognisers.context import is_reference
from redaction.recognisers.person_gazetteer import NOT_AFTER
from redaction.recognisers.phone import DATE

SEED = {"PERSON": 0.5, "ADDRESS": 0.45, "LOCATION": 0.5, "EMAIL": 0.6, "URL_PERSONAL": 0.6, "DOB": 0.5}
SEED_NUMBER = 0.6
GROW = 0.2
#: Above this the model overrules the vetoes: it has read the whole sentence, they only the words before.
SURE = 0.95
#: A name that only a list knows needs this much from the model.
ASSENT = 0.25
LISTED = "PersonByGazetteer"
PLACES = frozenset({"ADDRESS", "LOCATION"})
WORDED = frozenset({"PERSON", *PLACES})
#: What may stand between two words of one finding.
GAPS = {
    "PERSON": re.compile(r"(?:[ ]{1,2}|[-'’/]|\. ?| ?- ?)?"),
    "place": re.compile(r"(?:[ ]{1,2}|[-'’/.,]|[.,] | ?[-/] ?)?"),
    "other": re.compile(r"[ ./()+:@_-]{0,3}\n?"),
}


def family(kind: str) -> str:
    """Types that are one finding when they stand side by side: the parts of an address, the groups of a number."""
    return "PERSON" if kind == "PERSON" else "place" if kind in PLACES else "other"


class Evidence:
    """The model's words in a text, sorted; where it says nothing it says no."""

    def __init__(self, words: Iterable[Finding]) -> None:
        self.words = sorted(set(words), key=lambda word: (word.start, word.end))
        self.starts = [word.start for word in self.words]

    def most(self, start: int, end: int) -> float:
        """The highest probability of any word in this span, 0 without one."""
        first = max(0, bisect_left(self.starts, start) - 1)
        last = bisect_left(self.starts, end)
        return max((word.score for word in self.words[first:last] if word.end > start), default=0.0)

    def findings(self, text: str) -> Iterator[Finding]:
        """The groups of words that are strong enough and that no veto strikes out."""
        for group in groups(self.words, text):
            finding = weighed(group)
            if finding and not vetoed(finding, text):
                yield finding

    def denies(self, rule: Finding) -> bool:
        """Whether a finding of the rules rests on a list of names alone and the model sees none there."""
        return rule.rule.startswith(LISTED) and self.most(rule.start, rule.end) < ASSENT


def groups(words: Sequence[Finding], text: str) -> Iterator[list[Finding]]:
    """Neighbouring words of one family, each above GROW."""
    group: list[Finding] = []
    for word in words:
        if word.score < GROW:
            continue
        if group:
            kin = family(word.type) == family(group[-1].type)
            if not kin or not GAPS[family(word.type)].fullmatch(text[group[-1].end : word.start]):
                yield group
                group = []
        group.append(word)
    if group:
        yield group


def weighed(group: Sequence[Finding]) -> Finding | None:
    """A group as one finding of its heaviest type, if its strongest word carries it."""
    weights: dict[str, float] = defaultdict(float)
    for word in group:
        weights[word.type] += word.score
    kind = max(weights, key=lambda one: weights[one])
    score = max(word.score for word in group)
    if score < SEED.get(kind, SEED_NUMBER):
        return None
    return Finding(group[0].start, group[-1].end, kind, score, MODEL)


def vetoed(finding: Finding, text: str) -> bool:
    """Whether the rules know better than a model that isn't sure: references, dates, products, courtesies."""
    written = text[finding.start : finding.end]
    if not any(character.isalnum() for character in written):
        return True
    if finding.type == "PERSON":
        parts = re.findall(r"[^\W\d_]+", written.lower())
        if all(part in not_names() for part in parts):
            return True
        return finding.score < SURE and bool(NOT_AFTER.match(text, finding.end))
    if finding.score >= SURE or finding.type in WORDED or finding.type in {"EMAIL", "URL_PERSONAL"}:
        return False
    return is_reference(text, finding.start) or (finding.type != "DOB" and bool(DATE.fullmatch(written)))


@cache
def not_names() -> frozenset[str]:
    """Months, courtesies, departments and brands that aren't given names too."""
    return read("not_names.txt") - given()
