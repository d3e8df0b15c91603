"""Public sets of names in running text, read from a folder (sources and licences: NOTICE). They are not in this repository."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from .texts import IGNORE, Pieces, Sample

SETS = {
    "da_ddt-train.iob2": "da",
    "da_ddt-dev.iob2": "da",
    "sv_talbanken-train.iob2": "sv",
    "sv_talbanken-dev.iob2": "sv",
    "en_ewt-dev.iob2": "en",
    "swener-train.txt": "sv",
    "germeval14-dev.tsv": "de",
}
SYNTHETIC = "presidio_synth_v2.json"
SHORTEST = 4  # words; headings teach nothing
# What counts for us in the synthetic set: places and web names neither way, since its idea of them is another.
KINDS: dict[str, str | None] = {
    "PERSON": "PERSON",
    "STREET_ADDRESS": "ADDRESS",
    "ZIP_CODE": "ADDRESS",
    "PHONE_NUMBER": "PHONE",
    "CREDIT_CARD": "CARD",
    "US_SSN": "NATIONAL_ID",
    "EMAIL_ADDRESS": "EMAIL",
    "IP_ADDRESS": "IP",
    "IBAN_CODE": "IBAN",
    "ORGANIZATION": None,
    "DATE_TIME": None,
    "TITLE": None,
    "AGE": None,
    "NRP": None,
}

Words = list[tuple[str, str]]


def read_public(folder: Path) -> list[Sample]:
    """All sets: persons count, places neither way, organisations are plain text. Raises FileNotFoundError."""
    samples = [
        Sample(tuple(_join(words)), language)
        for name, language in SETS.items()
        for words in _sentences(folder / name)
        if len(words) >= SHORTEST
    ]
    rows = json.loads((folder / SYNTHETIC).read_text("utf-8"))
    return samples + [Sample(_cut(row), "en") for row in rows]


def _sentences(path: Path) -> Iterator[Words]:
    """Sentences as (word, tag): one word a line, sentences apart by an empty line."""
    first = 0 if path.suffix == ".txt" else 1  # the column of the word; the tag stands in the next
    words: Words = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        cells = line.split("\t") if "\t" in line else line.split()
        if not line.strip() or line.startswith("#"):
            if words:
                yield words
            words = []
        elif len(cells) >= 2:
            words.append((cells[first], cells[first + 1]))


def _join(words: Words) -> Iterator[tuple[str, str | None]]:
    yield words[0][0], _kind(words[0][1])
    for _, (word, tag) in pairwise(words):
        kind = _kind(tag)
        if word not in ",.!?:;)":
            yield " ", kind if kind == "PERSON" and tag.startswith("I") else None
        yield word, kind


def _kind(tag: str) -> str | None:
    if "deriv" in tag or "part" in tag or "LOC" in tag:
        return IGNORE
    return "PERSON" if "PER" in tag else None


def _cut(row: dict[str, list[dict[str, int | str]] | str]) -> Pieces:
    text, place, pieces = str(row["full_text"]), 0, []
    spans = [span for span in row["spans"] if isinstance(span, dict)]
    for span in sorted(spans, key=lambda span: int(span["start_position"])):
        start, end = int(span["start_position"]), int(span["end_position"])
        kind = KINDS.get(str(span["entity_type"]), IGNORE)
        if start < place or kind is None:
            continue
        pieces += [(text[place:start], None), (text[start:end], kind)]
        place = end
    return tuple(piece for piece in [*pieces, (text[place:], None)] if piece[0])
