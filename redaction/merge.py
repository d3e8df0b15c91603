"""One list of findings out of many, by precedence; of equals the longer wins.

What a reviewer marked, then checked numbers, then rules with a pattern or a label, then the model, then names that
only lists or the words around them give away.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import replace

from redaction.findings import MODEL, OTHER, Finding

NAMES = frozenset({"PERSON", "LOCATION"})
CERTAIN = 0.95


def rank(finding: Finding) -> tuple[int, int, float]:
    """The order in which findings claim their place."""
    tier = (
        2 if finding.rule == MODEL else 4 if finding.score >= CERTAIN else 1 if finding.type in NAMES else 3
    )
    if finding.type == OTHER:
        tier = 5
    return tier, finding.end - finding.start, finding.score


def merge(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """Sorted findings that don't overlap; what a beaten finding covers beside the winner stays masked."""
    taken: list[Finding] = []  # kept sorted: a long text has thousands, and each would be compared with all
    for finding in sorted(findings, key=lambda one: (*(-part for part in rank(one)), one.start, one.rule)):
        for part in remains(finding, beside(finding, taken), text):
            insort(taken, part, key=place)
    return tuple(taken)


def place(finding: Finding) -> int:
    """Where a finding starts; taken findings never overlap, so this is their order."""
    return finding.start


def beside(finding: Finding, taken: Sequence[Finding]) -> Sequence[Finding]:
    """The taken findings that may overlap this one: from the one before its start to the last before its end."""
    first = max(0, bisect_right(taken, finding.start, key=place) - 1)
    return taken[first : bisect_left(taken, finding.end, key=place)]


def remains(finding: Finding, others: Sequence[Finding], text: str) -> list[Finding]:
    """The parts of a finding that no other one covers, where a letter or digit is left in them."""
    whole = [(finding.start, finding.end)]
    parts = whole
    for other in others:
        parts = [rest for part in parts for rest in cut(part, other)]
    if parts == whole:
        return [finding]
    return [part for part in (trim(finding, *bounds, text) for bounds in parts) if part]


def cut(part: tuple[int, int], other: Finding) -> list[tuple[int, int]]:
    """A span without the other's place."""
    start, end = part
    if other.end <= start or end <= other.start:
        return [part]
    return [(low, high) for low, high in ((start, other.start), (other.end, end)) if low < high]


def trim(finding: Finding, start: int, end: int, text: str) -> Finding | None:
    """The finding on this part, without blanks and commas at its edges; nothing if no letter or digit is left."""
    if not any(character.isalnum() for character in text[start:end]):
        return None
    while text[start].isspace() or text[start] in ",;":
        start += 1
    while text[end - 1].isspace() or text[end - 1] in ",;":
        end -= 1
    return replace(finding, start=start, end=end)
