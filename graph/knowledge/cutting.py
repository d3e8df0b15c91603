"""Articles in passages: cut at headings, and long sections at paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Characters of a passage; shorter ones join the next. The encoder reads about 400 words at once.
MOST, LEAST = 1200, 20
_HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\S)")


def split(body: str) -> list[tuple[str, str]]:
    """(heading, text) of each passage; text before the first heading has an empty heading.

    A heading below another one names both: "Washing – Wool".
    """
    found: list[tuple[str, str]] = []
    carried = ""
    for heading, text in _sections(body):
        text = f"{carried}\n\n{text}".strip() if carried else text
        if len(text) < LEAST and text:
            carried = f"{heading}: {text}" if heading else text
            continue
        carried = ""
        found += [(heading, part) for part in _parts(text)]
    if carried and found:
        heading, text = found[-1]
        found[-1] = (heading, f"{text}\n\n{carried}")
    elif carried:
        found.append(("", carried))
    return found


def _sections(body: str) -> Iterator[tuple[str, str]]:
    """Each section's headings, joined, and its text."""
    above: dict[int, str] = {}
    lines: list[str] = []
    fenced = False
    for line in body.splitlines():
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        if heading is None:
            lines.append(line)
            continue
        yield " – ".join(above.values()), "\n".join(lines).strip()
        level = len(heading[1])
        above = {depth: name for depth, name in above.items() if depth < level} | {level: heading[2]}
        lines = []
    yield " – ".join(above.values()), "\n".join(lines).strip()


def _parts(text: str) -> Iterator[str]:
    """A section in pieces of at most MOST characters, cut where it hurts least."""
    kept = ""
    for piece in _pieces(text):
        if kept and len(kept) + len(piece) + 2 > MOST:
            yield kept
            kept = piece
        else:
            kept = f"{kept}\n\n{piece}" if kept else piece
    if kept:
        yield kept


def _pieces(text: str) -> Iterator[str]:
    """Paragraphs; of those that are too long, runs of sentences; of these, runs of characters."""
    for paragraph in filter(None, map(str.strip, re.split(r"\n\s*\n", text))):
        if len(paragraph) <= MOST:
            yield paragraph
            continue
        run = ""
        for sentence in _SENTENCE.split(paragraph):
            for start in range(0, len(sentence), MOST):
                part = sentence[start : start + MOST]
                if run and len(run) + len(part) + 1 > MOST:
                    yield run
                    run = part
                else:
                    run = f"{run} {part}".strip()
        if run:
            yield run
