"""How well messages are understood, per language, and what it costs: CPU time, load time, memory, files.

    python -m benchmarks triage

on the messages of `benchmarks/post`, or on those of the file that BENCH_MESSAGES names (`benchmarks/messages.py`).
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from benchmarks.messages import Row
from benchmarks.messages import rows as labelled
from language import LANGUAGES, Reader, Understanding, detect
from language.encoder import FOLDER
from language.training.texts import read_messages
from redaction import normal

SHORTEST, LONGEST = 50, 150  # words of a message whose time counts
TIMED = 100
COLUMNS = (
    "messages",
    "language",
    "sentiment",
    "intent",
    "urgency",
    "human P",
    "human R",
    "escal. P",
    "escal. R",
)
# Imports and loads in a process of its own; prints seconds, MiB before and after a message was read.
LOADING = """
import time, psutil
before = psutil.Process().memory_info().rss
began = time.perf_counter()
from language import Reader
reader = Reader()
seconds = time.perf_counter() - began
reader.read("My parcel hasn't arrived, please call me. " * 10)
print(seconds, before / 2**20, psutil.Process().memory_info().rss / 2**20)
"""


@dataclass(frozen=True, slots=True)
class Answered:
    """A message with its labels and what the reader says."""

    gold: Row
    language: str
    said: Understanding


def main() -> None:
    """Print the tables."""
    reader = Reader(normal)  # as the product reads
    _quality(reader, labelled())
    _costs(reader)


def _quality(reader: Reader, rows: Sequence[Row]) -> None:
    answers = [_answer(reader, row, row["text"]) for row in rows]
    print(f"{'':<16}" + "".join(f"{name:>11}" for name in COLUMNS))
    for language in LANGUAGES:
        _print(language, [one for one in answers if one.gold["language"] == language])
    _print("all", answers)
    _print("all, redacted", [_answer(reader, row, redacted(row)) for row in rows])


def _answer(reader: Reader, row: Row, text: str) -> Answered:
    language = detect(text)
    return Answered(row, language, reader.understand(text, language))


def redacted(row: Row) -> str:
    """The text as triage sees it: personal data as placeholders."""
    text = row["text"]
    for number, span in enumerate(sorted(row["spans"], key=lambda span: -span["start"]), 1):
        text = text[: span["start"]] + f"<{span['type']}_{number}>" + text[span["end"] :]
    return str(text)


def _print(name: str, answers: Sequence[Answered]) -> None:
    cells = [
        f"{len(answers)}",
        f"{_share([one.language == one.gold['language'] for one in answers])}",
        f"{macro_f1([(_sign(one.gold['sentiment']), _sign(one.said.sentiment, 0.25)) for one in answers]):.3f}",
        f"{macro_f1([(one.gold['intent'], one.said.intent) for one in answers]):.3f}",
        _share([one.gold["urgency"] == one.said.urgency for one in answers]),
    ]
    for label in ("wants_human", "must_escalate"):
        pairs = [(bool(one.gold[label]), bool(getattr(one.said, label))) for one in answers]
        cells.append(_share([gold for gold, said in pairs if said]))
        cells.append(_share([said for gold, said in pairs if gold]))
    print(f"{name:<16}" + "".join(f"{cell:>11}" for cell in cells), flush=True)


def _sign(value: float, clear: float = 0.0) -> int:
    return (value > clear) - (value < -clear)


def _share(hits: Sequence[bool]) -> str:
    return f"{100 * sum(hits) / len(hits):.1f} %" if hits else "n/a"


def macro_f1(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Mean F1 over the classes that occur among the right answers; `pairs` are (right, said)."""
    scores = []
    for name in {right for right, _ in pairs}:
        both = sum(right == said == name for right, said in pairs)
        scores.append(2 * both / sum((right == name) + (said == name) for right, said in pairs))
    return sum(scores) / len(scores) if scores else 0.0


def _costs(reader: Reader) -> None:
    texts = [one.text for one in read_messages() if SHORTEST <= len(one.text.split()) <= LONGEST]
    chosen = texts[:: len(texts) // TIMED][:TIMED]
    for text in texts[1:6]:
        reader.read(text)
    began, cpu = time.perf_counter(), time.process_time()
    for text in chosen:
        reader.read(text)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - began
    output = subprocess.run(
        [sys.executable, "-c", LOADING], capture_output=True, text=True, check=True
    ).stdout
    seconds, before, after = map(float, output.split())
    size = sum(path.stat().st_size for path in FOLDER.iterdir()) / 1e6
    words = sum(len(text.split()) for text in chosen) / len(chosen)
    print(
        f"\nCPU a message of {SHORTEST} to {LONGEST} words (mean {words:.0f}): {1000 * cpu / len(chosen):.1f} ms"
    )
    print(f"wall a message, one at a time: {1000 * wall / len(chosen):.1f} ms")
    print(f"import and load: {seconds:.2f} s; resident memory {before:.0f} → {after:.0f} MiB")
    print(f"files: {size:.1f} MB ({', '.join(sorted(path.name for path in FOLDER.iterdir()))})")
