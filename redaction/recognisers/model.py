"""A model's findings with Presidio's interface: evidence word by word, which `redaction.evidence` weighs.

Nothing here knows which model it is: it is handed a function from a plain text to spans. The results are named
`MODEL_PERSON` and so on, so that Presidio, which drops a result inside another of its type, keeps the weak ones:
a rule's name is only believed where the model doesn't deny it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from presidio_analyzer import EntityRecognizer, RecognizerResult

from redaction.findings import TYPES

PREFIX = "MODEL_"


class Seen(Protocol):
    """What a finder gives: a word or words, their type, and the probability that they are personal data."""

    @property
    def start(self) -> int:
        """Code points from the start of the text."""

    @property
    def end(self) -> int:
        """After the last code point."""

    @property
    def type(self) -> str:
        """One of `redaction.findings.TYPES`."""

    @property
    def score(self) -> float:
        """0–1; words left out are taken for 0."""


#: Must be safe to call from several threads at once; whatever it raises fails closed.
Finder = Callable[[str], Iterable[Seen]]


class ModelRecogniser(EntityRecognizer):
    """The findings of a model, in one language."""

    name: str

    def __init__(self, finder: Finder, supported_language: str) -> None:
        super().__init__(
            [PREFIX + kind for kind in TYPES], name="Model", supported_language=supported_language
        )
        self._finder = finder

    def load(self) -> None:
        """Nothing to load: the finder is ready."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Presidio's entry point. Raises ValueError for a span outside the text: the offsets would all be wrong."""
        return [self.result(seen, len(text)) for seen in self._finder(text) if seen.type in TYPES]

    def result(self, seen: Seen, length: int) -> RecognizerResult:
        """Presidio's form of one span."""
        if not 0 <= seen.start < seen.end <= length:
            raise ValueError(f"the finder gave {seen.start} to {seen.end} in a text of {length}")
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
        }
        return RecognizerResult(
            PREFIX + seen.type, seen.start, seen.end, float(seen.score), recognition_metadata=metadata
        )
