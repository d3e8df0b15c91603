"""A text as sentences that know what stood before them and where they come from.

Taking one out leaves the rest in shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph import material
from graph.material import SentenceKind

# A sentence ends at . ! ? … (and closing marks) before white space, or at a line break. "3. März" is not an
# end: one or two digits before the full stop are a German or Danish day.
_END = re.compile(
    r"(?:(?<!\b\d)(?<!\b\d\d)\.|[!?…])[\"”“»’)]*(?=\s)(?=\s+[\"„“«(<]?[^\W\d_a-zäöüåæøß])|(?=\n)"
)
_SPACE = re.compile(r"\s*")
_WEIGHT = {"": 0, " ": 1, "\n": 2, "\n\n": 3}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, the white space before it ("", " ", a line break or a blank line), and its origin."""

    text: str
    lead: str = " "
    source: str | None = None
    kind: SentenceKind = "template"


def split(text: str, kind: SentenceKind = "template", source: str | None = None) -> list[Sentence]:
    """The sentences of a text, in order, all of one origin; an empty list for a blank text."""
    found: list[Sentence] = []
    start = 0
    for begin, end in spans(text):
        found.append(Sentence(text[begin:end], _lead(text[start:begin]) if found else "", source, kind))
        start = end
    return found


def spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends, without the white space around it."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        space = _SPACE.match(text, start)
        begin = space.end() if space else start
        if begin >= len(text):
            break
        end = _next_end(text, begin)
        found.append((begin, begin + len(text[begin:end].rstrip())))
        start = end
    return found


def after(sentences: Sequence[Sentence], lead: str) -> list[Sentence]:
    """The sentences with this white space before the first one, to be put behind others."""
    return [replace(sentence, lead=lead) if i == 0 else sentence for i, sentence in enumerate(sentences)]


def finished(sentences: Sequence[Sentence]) -> tuple[material.Sentence, ...]:
    """The sentences of a finished draft: each holds the white space that follows it, and joined they are the text."""
    return tuple(
        material.Sentence(sentence.text + _behind(sentences, place), sentence.source, sentence.kind)
        for place, sentence in enumerate(sentences)
    )


def join(sentences: Sequence[Sentence]) -> str:
    """The text again; the first sentence starts it whatever its lead says."""
    return "".join(
        sentence.text if index == 0 else (sentence.lead or " ") + sentence.text
        for index, sentence in enumerate(sentences)
    )


def remove(sentences: list[Sentence], index: int) -> None:
    """Take a sentence out; the next one inherits the stronger white space before it."""
    gone = sentences.pop(index)
    if index < len(sentences) and _WEIGHT[gone.lead] > _WEIGHT[sentences[index].lead]:
        sentences[index] = replace(sentences[index], lead=gone.lead)


def put(sentences: list[Sentence], index: int, text: str, kind: SentenceKind, source: str | None) -> None:
    """Replace the words of a sentence by others of this origin, keeping its place."""
    sentences[index] = replace(sentences[index], text=text, kind=kind, source=source)


def _behind(sentences: Sequence[Sentence], place: int) -> str:
    """The white space after a sentence: what stands before the next one."""
    return (sentences[place + 1].lead or " ") if place + 1 < len(sentences) else ""


def _next_end(text: str, begin: int) -> int:
    match = _END.search(text, begin + 1)
    return match.end() if match else len(text)


def _lead(space: str) -> str:
    breaks = space.count("\n")
    return "\n\n" if breaks > 1 else "\n" if breaks else " "
