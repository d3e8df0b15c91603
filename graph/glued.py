"""Placeholders that touch a word, such as `<PERSON_1>s`: restored, their values would not be found again.

Values are found as whole words. So what stands free is restored and redacted once more, and what touches anything
else keeps its place as a stand-in, which the redactor takes for text that looks like a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from redaction import Redacted, restore
from redaction.placeholders import NUMBERED, PLACEHOLDER

# What may stand beside a value without hiding it. Others may: a letter, an invisible one, a tag, an entity's end.
_BEFORE = re.compile(r"[\s.,:!?()\"'“”„‘’–—-]")
_BEHIND = re.compile(r"[\s.,:;!?()\"'“”„‘’–—-]")


@dataclass(frozen=True, slots=True)
class Opened:
    """A text with its free placeholders restored; `glued`: the stand-ins of the others, each with its placeholder."""

    text: str
    glued: Mapping[str, str]
    values: Mapping[str, str]

    def closed(self, redacted: Redacted, known: Mapping[str, str]) -> Redacted:
        """What became of this text, with placeholders of the conversation that `known` is of for the stand-ins."""
        if not self.glued:
            return redacted
        names = _Names({**redacted.placeholders, **known})
        own = {
            mark: names.of(placeholder, self.values[placeholder]) for mark, placeholder in self.glued.items()
        }
        clear = {mark: self.values[placeholder] for mark, placeholder in self.glued.items()}
        back, kept = dict[str, str](), dict[str, str]()
        for name, value in redacted.placeholders.items():
            if name.startswith("<LITERAL_") and restore(value, own) != value:
                back[name] = restore(value, own)
            else:  # a longer finding may have swallowed a stand-in
                kept[name] = restore(value, clear)
        return Redacted(restore(redacted.text, back), redacted.findings, {**kept, **names.new})


class _Names:
    """The placeholders of a conversation by value, and new ones."""

    def __init__(self, taken: Mapping[str, str]) -> None:
        self._taken = dict(taken)
        self._by_value = {value: name for name, value in taken.items() if NUMBERED.fullmatch(name)}
        self.new: dict[str, str] = {}

    def of(self, placeholder: str, value: str) -> str:
        """The placeholder itself where it stands for this value here too, else the one that does, else a new one."""
        if self._taken.get(placeholder) == value:
            return placeholder
        if value not in self._by_value:
            kind = placeholder[1:].rpartition("_")[0]
            name = next(name for name in _numbered(kind) if name not in self._taken)
            self._taken[name] = self.new[name] = value
            self._by_value[value] = name
        return self._by_value[value]


def opened(text: str, values: Mapping[str, str]) -> Opened:
    """The text with the values of its free placeholders. Those that `values` doesn't have stay as they are."""
    said = "\n".join((text, *values.values()))
    marks = (mark for mark in _numbered("KEPT") if mark not in said)
    glued: dict[str, str] = {}

    def value(match: re.Match[str]) -> str:
        placeholder = match[0]
        if placeholder not in values:
            return placeholder
        if _stands_free(text, match) and len(values[placeholder].strip()) > 1:
            return values[placeholder]
        mark = next(marks)
        glued[mark] = placeholder
        return mark

    return Opened(PLACEHOLDER.sub(value, text), glued, values)


def _stands_free(text: str, match: re.Match[str]) -> bool:
    before, behind = text[: match.start()][-1:], text[match.end() :][:1]
    return not (before and not _BEFORE.match(before)) and not (behind and not _BEHIND.match(behind))


def _numbered(kind: str) -> Iterator[str]:
    return (f"<{kind}_{number}>" for number in count(1))
