"""The redactor: finds personal data, replaces it by placeholders, and refuses a text rather than let it leak."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from presidio_analyzer import EntityRecognizer, RecognizerResult

from redaction.engine import build_engine
from redaction.findings import LANGUAGES, LITERAL, TYPES, Finding, Redacted, RedactionError
from redaction.gazetteers.lists import common
from redaction.merge import merge
from redaction.normalise import Normal, normalise
from redaction.placeholders import NUMBERED, Numbering, literals, replace, restore

THRESHOLD = 0.45
#: Long enough for any message; an overlap longer than any address or signature.
WINDOW, OVERLAP = 8_000, 300
NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})
NAME_PART = re.compile(r"[^\W\d_][\w'’-]{2,}")


class Redactor:
    """Built once, used by any number of threads; holds no state between calls."""

    def __init__(self, extra: Iterable[EntityRecognizer] = ()) -> None:
        """`extra`: further recognisers with Presidio's interface, each for one language."""
        self._engine = build_engine(extra)
        self.find("", LANGUAGES[0])

    def find(self, text: str, language: str, known: Mapping[str, str] = NOTHING_KNOWN) -> tuple[Finding, ...]:
        """Findings of a text, sorted and without overlaps; `known` maps this conversation's placeholders to values.

        Raises RedactionError on an unknown language and on any error inside.
        """
        if language not in LANGUAGES:
            raise RedactionError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
        try:
            return self._find(text, language, known)
        except Exception as error:
            # The cause may quote the text, which must not reach a log: its class alone is named.
            raise RedactionError(f"the text could not be searched: {type(error).__name__}") from None

    def redact(self, text: str, language: str, known: Mapping[str, str] = NOTHING_KNOWN) -> Redacted:
        """The text with placeholders; `restore` with known and new placeholders gives the original back exactly.

        Raises RedactionError on any error, and where the original would not come back.
        """
        found = self.find(text, language, known)
        escaped = literals(text)
        numbering = Numbering(known)
        spans = merge([*found, *escaped], text) if escaped else found
        redacted = replace(text, spans, numbering)
        if restore(redacted, numbering.used) != text:
            raise RedactionError("the placeholders of this text would not restore it")
        return Redacted(redacted, tuple(span for span in spans if span.type != LITERAL), numbering.used)

    def _find(self, text: str, language: str, known: Mapping[str, str]) -> tuple[Finding, ...]:
        """Recognisers, known values, and every further place of a name that was found."""
        normal = normalise(text)
        if not normal.text.strip():
            return ()
        found = [*self._recognised(normal, language), *known_again(normal, known)]
        first = merge(found, text)
        again = list(repeated(normal, names_of(text, first, known)))
        return merge([*first, *again], text) if again else first

    def _recognised(self, normal: Normal, language: str) -> Iterator[Finding]:
        """The analyzer's results as findings of the original text."""
        for first, last in windows(normal.text):
            for result in self._engine.analyze(
                normal.text[first:last], language, score_threshold=THRESHOLD, return_decision_process=True
            ):
                if result.entity_type in TYPES and result.start < result.end:
                    start, end = normal.original(first + result.start, first + result.end)
                    yield Finding(start, end, result.entity_type, result.score, rule_of(result))


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of overlapping parts of a long text, cut at blanks: the analyzer's time grows with the square."""
    start = 0
    while len(text) - start > WINDOW:
        end = start + WINDOW
        blank = text.rfind("\n", start + WINDOW // 2, end)
        end = blank if blank > 0 else end
        yield start, end
        start = max(text.rfind(" ", start + 1, end - OVERLAP), end - 2 * OVERLAP)
    yield start, len(text)


def rule_of(result: RecognizerResult) -> str:
    """Which recogniser and which of its rules found this, in words for a person."""
    explanation = result.analysis_explanation
    if explanation is None:
        return "recogniser"
    return f"{explanation.recognizer}: {explanation.pattern_name or 'match'}"


def places(normal: Normal, value: str, kind: str, rule: str, score: float) -> Iterator[Finding]:
    """Every place where a value stands as whole words, in any case."""
    plain = re.sub(r"\s+", " ", normalise(value).text.strip())
    if len(plain) < 2:
        return
    pattern = r"(?<!\w)" + re.escape(plain).replace(r"\ ", r"\s+") + r"(?!\w)"
    for match in re.finditer(pattern, normal.text, re.I if len(plain) > 3 else 0):
        yield Finding(*normal.original(*match.span()), kind, score, rule)


def known_again(normal: Normal, known: Mapping[str, str]) -> Iterator[Finding]:
    """Values of this conversation that stand in this text again."""
    for placeholder, value in known.items():
        shaped = NUMBERED.fullmatch(placeholder)
        if shaped and shaped[1] in TYPES:
            yield from places(normal, value, shaped[1], f"known in this conversation as {placeholder}", 0.9)


def names_of(text: str, found: Iterable[Finding], known: Mapping[str, str]) -> Iterator[str]:
    """The names of people found in this text, and those known in this conversation."""
    yield from (text[finding.start : finding.end] for finding in found if finding.type == "PERSON")
    yield from (value for placeholder, value in known.items() if placeholder.startswith("<PERSON_"))


def repeated(normal: Normal, names: Iterable[str]) -> Iterator[Finding]:
    """Further places of names and of their parts: "Ana Costa" also masks a later "Ana"."""
    parts = {
        part
        for name in names
        for part in NAME_PART.findall(normalise(name).text)
        if part[0].isupper() and part.lower() not in common()
    }
    if not parts:
        return
    either = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
    firm = r" (?:&|ApS|AB|A/S|GmbH|Ltd|BV)(?!\w)"
    for match in re.finditer(rf"(?<![\w@./-])(?:{either})s?(?![\w@-]| ?[0-9]|{firm})", normal.text):
        yield Finding(
            *normal.original(*match.span()), "PERSON", 0.5, "part of a name: found in this conversation"
        )
