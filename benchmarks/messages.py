"""Labelled messages to measure on: our own (`benchmarks/post`), or those of the file that BENCH_MESSAGES names."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from language.training.texts import IGNORE, TRAP, Sample, read_messages

POST = Path(__file__).parent / "post"
MARKS = {TRAP: "traps", IGNORE: "ignore"}

Row = dict[str, Any]


def rows() -> list[Row]:
    """Each message with id, language, text, its labels, and spans, traps and ignore as lists of {start, end, type}."""
    path = os.environ.get("BENCH_MESSAGES")
    if path:
        return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    return [_row(sample) for sample in read_messages(POST)]


def _row(sample: Sample) -> Row:
    found: Row = {"id": sample.id, "language": sample.language, "text": sample.text, **sample.labels}
    found |= {"spans": [], "traps": [], "ignore": []}
    place = 0
    for text, kind in sample.pieces:
        if kind:
            mark = {"start": place, "end": place + len(text), "type": kind}
            found[MARKS.get(kind, "spans")].append(mark)
        place += len(text)
    return found
