"""Loads what customers ask and which templates answer it: requests.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from data.sample.model import INTENTS, LANGUAGES, Intent, SampleRequest
from data.sample.people import HERE, unique
from data.sample.reading import Fields, read_list


def load_requests(folder: Path = HERE) -> tuple[SampleRequest, ...]:
    """The requests of requests.yaml; none where a company's folder has no such file. Raises SampleError."""
    path = folder / "requests.yaml"
    seen: set[str] = set()
    return tuple(_request(entry, seen) for entry in read_list(path)) if path.exists() else ()


def _request(entry: Fields, seen: set[str]) -> SampleRequest:
    beside = entry.texts("beside", seen) if "beside" in entry.values else ()
    words = entry.within("words") if "words" in entry.values else None
    return SampleRequest(
        name=unique(entry, "request", seen),
        intent=cast(Intent, entry.choice("intent", INTENTS)) if "intent" in entry.values else None,
        usual=entry.flag("usual") if "usual" in entry.values else False,
        beside=beside,
        templates=entry.texts("templates"),
        words={language: words.texts(language) for language in LANGUAGES} if words else {},
    )
