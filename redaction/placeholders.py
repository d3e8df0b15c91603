"""Placeholders: `<PERSON_1>` for a value, the same one for the same value, and the way back.

Text that looks like a placeholder is itself replaced, by `<LITERAL_1>`, so that nothing a customer types can be
taken for one of ours. Between the brackets of a placeholder no bracket can stand; hence none can arise across the
seam of a replaced span, and one pass restores exactly what was replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from redaction.findings import LITERAL, Finding
from redaction.normalise import normalise

PLACEHOLDER = re.compile(r"<[A-Z][A-Z_]*_[0-9]+>")
NUMBERED = re.compile(r"<([A-Z][A-Z_]*)_([0-9]{1,9})>")
OPEN = r"(?:[<‹〈⟨]|&lt;?|&#0*60;?|\\?\\u003[cC]|%3[cC])"
CLOSE = r"(?:[>›〉⟩]|&gt;?|&#0*62;?|\\?\\u003[eE]|%3[eE])"
#: In the plain text: what unescaping, folding or a helpful model could turn into one of ours.
LOOKALIKE = re.compile(
    rf"\\?{OPEN}[\s\\]{{0,4}}[A-Za-z]{{1,20}}(?:[_\s\\-]{{1,3}}[A-Za-z]{{1,20}}){{0,4}}[_\s\\-]{{1,3}}[0-9]+[\s\\]{{0,4}}{CLOSE}"
)


def placeholders_in(text: str) -> tuple[str, ...]:
    """The `<PERSON_1>`-shaped tokens of a text, in order, each as often as it stands there."""
    return tuple(PLACEHOLDER.findall(text))


def restore(text: str, placeholders: Mapping[str, str]) -> str:
    """The text with each known placeholder's value; unknown ones stay, and values are never expanded again."""
    return PLACEHOLDER.sub(lambda match: placeholders.get(match[0], match[0]), text)


def literals(text: str) -> list[Finding]:
    """Every span of a text that is a placeholder or could be mistaken for one."""
    normal = normalise(text)
    spans = {match.span() for match in PLACEHOLDER.finditer(text)}
    spans |= {normal.original(*match.span()) for match in LOOKALIKE.finditer(normal.text)}
    return [Finding(start, end, LITERAL, 1.0, "text that looks like a placeholder") for start, end in spans]


class Numbering:
    """Hands out placeholders within one conversation."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.by_value = {value: name for name, value in known.items() if NUMBERED.fullmatch(name)}
        self.last: dict[str, int] = {}
        for name in known:
            found = NUMBERED.fullmatch(name)
            if found:
                self.last[found[1]] = max(self.last.get(found[1], 0), int(found[2]))
        self.used: dict[str, str] = {}

    def name(self, kind: str, value: str) -> str:
        """The placeholder of a value: the one it has in this conversation, or the next of its type."""
        if value not in self.by_value:
            self.last[kind] = self.last.get(kind, 0) + 1
            self.by_value[value] = f"<{kind}_{self.last[kind]}>"
        self.used[self.by_value[value]] = value
        return self.by_value[value]


def replace(text: str, spans: Iterable[Finding], numbering: Numbering) -> str:
    """The text with each span, sorted and without overlaps, replaced by its placeholder."""
    parts: list[str] = []
    position = 0
    for span in spans:
        parts += [text[position : span.start], numbering.name(span.type, text[span.start : span.end])]
        position = span.end
    return "".join([*parts, text[position:]])
