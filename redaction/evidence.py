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

from redaction.findings import MODEL, Finding
from redaction.gazetteers.lists import common
from redaction.merge import beside, merge, remains
from redaction.recognisers.words import PARTICLES
from redaction.vetoes import PLACES, WORDED, firms_in, trimmed, vetoed

SEED = {
    "PERSON": 0.25,
    "ADDRESS": 0.6,
    "LOCATION": 0.5,
    "EMAIL": 0.7,
    "URL_PERSONAL": 0.7,
    "DOB": 0.9,
    "IP": 0.98,
}
SEED_NUMBER = 0.9
GROW = 0.1
#: A name that only a list knows needs this much from the model.
ASSENT = 0.2
#: Rules that know no more than a list of names or towns.
DENIABLE = ("PersonByGazetteer", "HomeTown: town somebody comes from")
#: From this score on a rule has a label, a check or an unmistakable form.
CERTAIN_RULE = 0.7
#: What may stand between two words of one finding.
GAPS = {
    "PERSON": re.compile(r"(?:[ ]{1,2}'?|[-'’/]|\. ?| ?- ?)?"),
    "place": re.compile(r"(?:[ ]{1,2}|[-'’/.,]|[.,] | ?[-/] ?)?"),
    "web": re.compile(r"[ ./()\[\]{}:@_+-]{0,4}"),
    "number": re.compile(r"[ ./()+:_-]{0,3}\n?"),
}


def family(kind: str) -> str:
    """Types that are one finding when they stand side by side: the parts of an address, the groups of a number."""
    if kind in PLACES:
        return "place"
    return "PERSON" if kind == "PERSON" else "web" if kind in {"EMAIL", "URL_PERSONAL"} else "number"


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

    def findings(self, text: str, rules: Sequence[Finding]) -> Iterator[Finding]:
        """The groups of words that are strong enough and that no veto strikes out.

        Beside a number that a rule has found whole, what is left of the model's must be a number by itself.
        """
        firms = firms_in(text)
        sure = merge((one for one in rules if one.score >= CERTAIN_RULE and one.type not in WORDED), text)
        for group in groups(self.words, text):
            finding = weighed(group)
            if finding is None:
                continue
            others = beside(finding, sure) if finding.type not in WORDED else []
            for part in remains(finding, others, text):
                kept = trimmed(part, text)
                if kept and not vetoed(kept, text, firms):
                    yield kept

    def denies(self, rule: Finding) -> bool:
        """Whether a finding of the rules rests on a list alone and the model sees none there."""
        return rule.rule.startswith(DENIABLE) and self.most(rule.start, rule.end) < ASSENT


def groups(words: Sequence[Finding], text: str) -> Iterator[list[Finding]]:
    """Neighbouring words of one family, each above GROW."""
    group: list[Finding] = []
    for word in words:
        if word.score < GROW or not any(map(str.isalnum, text[word.start : word.end])):
            continue
        kin = group and family(word.type) == family(group[-1].type)
        if group and not (kin and GAPS[family(word.type)].fullmatch(text[group[-1].end : word.start])):
            yield group
            group = []
        if kin and word.type == "PERSON" and is_between(word, text):
            if group:
                yield group
            group = []
            continue
        group.append(word)
    if group:
        yield group


def is_between(word: Finding, text: str) -> bool:
    """Whether a small word stands between two names instead of in one: "Ada for Bo", but not "Ada van Berg"."""
    written = text[word.start : word.end]
    following = text[word.end : word.end + 2].strip()[:1]
    if text[max(0, word.start - 1) : word.start] in {"'", "’"}:
        return False
    small = written.isalpha() and written.islower() and written not in PARTICLES
    return small and (written in common() or len(written) == 1) and following.isupper()


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
