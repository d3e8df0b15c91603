"""A text as sentences that know what stood before them, so that taking one out leaves the rest in shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

# A sentence ends at . ! ? … (and closing marks) before white space, or at a line break. "3. März" is not an
# end: one or two digits before the full stop are a German or Danish day.
_END = re.compile(
    r"(?:(?<!\b\d)(?<!\b\d\d)\.|[!?…])[\"”“»’)]*(?=\s)(?=\s+[\"„“«(<]?[^\W\d_a-zäöüåæøß])|(?=\n)"
)
_SPACE = re.compile(r"\s*")
_WEIGHT = {"": 0, " ": 1, "\n": 2, "\n\n": 3}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the white space before it: "", " ", a line break or a blank line."""

    text: str
    lead: str = " "


def split(text: str) -> list[Sentence]:
    """The sentences of a text, in order; an empty list for a blank text."""
    found: list[Sentence] = []
    start = 0
    while start < len(text):
        space = _SPACE.match(text, start)
        begin = space.end() if space else start
        if begin >= len(text):
            break
        end = _next_end(text, begin)
        found.append(Sentence(text[begin:end].rstrip(), _lead(text[start:begin]) if found else ""))
        start = end
    return found


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


def put(sentences: list[Sentence], index: int, text: str) -> None:
    """Replace the words of a sentence, keeping its place."""
    sentences[index] = replace(sentences[index], text=text)


def _next_end(text: str, begin: int) -> int:
    match = _END.search(text, begin + 1)
    return match.end() if match else len(text)


def _lead(space: str) -> str:
    breaks = space.count("\n")
    return "\n\n" if breaks > 1 else "\n" if breaks else " "
