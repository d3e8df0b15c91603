"""The training texts as pieces: (text, kind), where kind is a type of personal data, None for other text, or a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..understanding import EMOTIONS, INTENTS, URGENCIES

MESSAGES = Path(__file__).parent / "messages"
IGNORE = "~"  # counts neither way
TRAP = "!"  # looks like personal data and is none
TYPES = (
    "PERSON", "EMAIL", "PHONE", "ADDRESS", "LOCATION", "IBAN", "CARD", "NATIONAL_ID", "DOB", "IP", "URL_PERSONAL",
    "PLATE",
)  # fmt: skip
LABELS: dict[str, tuple[Any, ...]] = {
    "sentiment": (-2, -1, 0, 1, 2),
    "emotion": EMOTIONS,
    "intent": INTENTS,
    "urgency": URGENCIES,
    "wants_human": (False, True),
    "must_escalate": (False, True),
    "injection": (False, True),
}
MARK = re.compile(r"\[\[([A-Z_]+|[!~]):(.*?)\]\]", re.S)
BLOCK = re.compile(r"^---[ \t]*$", re.M)
WRITTEN = {"true": True, "false": False}

Pieces = tuple[tuple[str, str | None], ...]


class MessageMalformed(Exception):
    """A training message that can't be read; says which and why."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One text in pieces, with its labels where somebody gave them."""

    pieces: Pieces
    language: str = ""
    labels: dict[str, Any] = field(default_factory=dict)
    id: str = ""

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(text for text, _ in self.pieces)


def read_messages(folder: Path = MESSAGES) -> list[Sample]:
    """The messages of `<language>*.md`, in the files' order. How they are written stands in README.md.

    Raises `MessageMalformed` for unknown types and labels and for ids that stand twice.
    """
    samples = [
        _message(block, path.stem.partition("-")[0])
        for path in sorted(folder.glob("*.md"))
        for block in BLOCK.split(path.read_text("utf-8"))
        if "## id=" in block
    ]
    seen: set[str] = set()
    for sample in samples:
        if sample.id in seen:
            raise MessageMalformed(f"the id {sample.id!r} stands twice; give one of the messages another")
        seen.add(sample.id)
    return samples


def _message(block: str, language: str) -> Sample:
    header, _, body = block[block.index("## id=") :].partition("\n")
    written = dict(pair.split("=", 1) for pair in header.removeprefix("## ").split())
    id = written["id"]
    labels = {name: _value(id, name, written[name]) for name in LABELS if name in written}
    return Sample(tuple(_pieces(id, body.rstrip("\n"))), language, labels, id)


def _value(id: str, name: str, written: str) -> Any:
    value: Any = int(written) if name == "sentiment" else WRITTEN.get(written, written)
    if value not in LABELS[name]:
        raise MessageMalformed(
            f"message {id!r}: {name} is {written!r}; use one of {', '.join(map(str, LABELS[name]))}"
        )
    return value


def _pieces(id: str, body: str) -> Iterator[tuple[str, str | None]]:
    place = 0
    for mark in MARK.finditer(body):
        if mark[1] not in (*TYPES, TRAP, IGNORE):
            raise MessageMalformed(
                f"message {id!r}: unknown type {mark[1]!r}; use one of {', '.join(TYPES)}, ! or ~"
            )
        if mark.start() > place:
            yield body[place : mark.start()], None
        yield mark[2], mark[1]
        place = mark.end()
    if place < len(body):
        yield body[place:], None
