"""What our recognisers share: Presidio's interface, a table of patterns, and the words before a match.

Presidio's own PatternRecognizer swallows time-outs, which would fail open, and carries one entity and one score a
pattern; ours report any error and let a rule judge its own match.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from redaction.recognisers.hints import Hints, hints, lowered

#: A rule's judgement of its match: the score, or None where it is nothing.
Judge = Callable[[re.Match[str]], float | None]


@dataclass(frozen=True, slots=True)
class Span:
    """A match in the plain text, with its score and the name of the rule."""

    start: int
    end: int
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern; `group` is the part to mask, `judge` may raise, lower or refuse the score."""

    name: str
    pattern: re.Pattern[str]
    score: float
    judge: Judge | None = None
    group: int | str = 0
    hints: Hints = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "hints", hints(self.pattern))

    def spans(self, text: str) -> Iterator[Span]:
        """The accepted matches of this rule in a text."""
        if self.hints and not _holds(lowered(text), self.hints):
            return
        for match in self.pattern.finditer(text):
            score = self.score if self.judge is None else self.judge(match)
            start, end = match.span(self.group)
            if score and end > start:
                yield Span(start, end, score, self.name)


def _holds(text: str, found: Hints) -> bool:
    for hint in found:  # noqa: SIM110  (twice as fast as `any`, and every rule asks of every text)
        if hint in text:
            return True
    return False


class Recogniser(EntityRecognizer):
    """One kind of personal data; subclasses give TYPE, and RULES or their own `spans`."""

    TYPE: ClassVar[str]
    name: str
    RULES: ClassVar[tuple[Rule, ...]] = ()

    def __init__(self, supported_language: str) -> None:
        super().__init__([self.TYPE], name=type(self).__name__, supported_language=supported_language)

    def load(self) -> None:
        """Nothing to load: patterns and lists are ready at import or shared."""

    def spans(self, text: str) -> Iterator[Span]:
        """The matches of all rules in a plain text."""
        for rule in self.RULES:
            yield from rule.spans(text)

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Presidio's entry point: the spans as its results, each with an explanation."""
        return [self.result(span) for span in self.spans(text)]

    def result(self, span: Span) -> RecognizerResult:
        """Presidio's form of one span."""
        explanation = AnalysisExplanation(self.name, span.score, pattern_name=span.rule)
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
        }
        return RecognizerResult(self.TYPE, span.start, span.end, span.score, explanation, metadata)


class AbstractRecogniser(Recogniser):
    """A recogniser with a method instead of a table."""

    @abstractmethod
    def spans(self, text: str) -> Iterator[Span]:
        """The matches in a plain text."""
