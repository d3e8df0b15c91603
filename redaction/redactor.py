"""The redactor: finds personal data, replaces it by placeholders, and refuses a text rather than let it leak."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace as moved
from types import MappingProxyType

from presidio_analyzer import EntityRecognizer, RecognizerResult

from redaction.again import denied, known_again, names_of, repeated, spared, uncovered, unless_spared
from redaction.completion import complete
from redaction.engine import build_engine
from redaction.evidence import Evidence
from redaction.findings import LANGUAGES, LITERAL, MODEL, OTHER, TYPES, Finding, Redacted, RedactionError
from redaction.merge import merge
from redaction.normalise import Normal, normalise
from redaction.placeholders import Numbering, literals, replace, restore
from redaction.recognisers.model import PREFIX, Finder

THRESHOLD = 0.45
#: Long enough for any message; an overlap longer than any address or signature.
WINDOW, OVERLAP = 8_000, 300
NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


class Redactor:
    """Built once, used by any number of threads; holds no state between calls."""

    def __init__(self, extra: Iterable[EntityRecognizer] = (), finder: Finder | None = None) -> None:
        """`finder`: a model, from a plain text to the words it takes for personal data, with probabilities from
        about 0.1 upwards; without one the rules work alone. `extra`: further recognisers with Presidio's
        interface, each for one language.
        """
        self._engine = build_engine(extra, finder)
        self._has_model = finder is not None
        self.find("", LANGUAGES[0])

    def find(
        self,
        text: str,
        language: str,
        known: Mapping[str, str] = NOTHING_KNOWN,
        *,
        deny: Collection[str] = (),
        allow: Collection[str] = (),
    ) -> tuple[Finding, ...]:
        """Findings of a text, sorted and without overlaps; `known` maps this conversation's placeholders to values.

        `deny`: values to mask wherever they stand (inside a finding they stay part of it); `allow`: values to
        leave, unless they are on both lists.
        Raises RedactionError on an unknown language and on any error inside.
        """
        if language not in LANGUAGES:
            raise RedactionError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
        try:
            return self._find(text, language, known, deny, allow)
        except Exception as error:
            # The cause may quote the text, which must not reach a log: its class alone is named.
            raise RedactionError(f"the text could not be searched: {type(error).__name__}") from None

    def redact(
        self,
        text: str,
        language: str,
        known: Mapping[str, str] = NOTHING_KNOWN,
        *,
        deny: Collection[str] = (),
        allow: Collection[str] = (),
    ) -> Redacted:
        """The text with placeholders; `restore` with known and new placeholders gives the original back exactly.

        Arguments as in `find`. Raises RedactionError on any error, and where the original would not come back.
        """
        found = self.find(text, language, known, deny=deny, allow=allow)
        escaped = literals(text)
        numbering = Numbering(known)
        spans = merge([*found, *escaped], text) if escaped else found
        redacted = replace(text, spans, numbering)
        if restore(redacted, numbering.used) != text:
            raise RedactionError("the placeholders of this text would not restore it")
        return Redacted(redacted, tuple(span for span in spans if span.type != LITERAL), numbering.used)

    def _find(
        self,
        text: str,
        language: str,
        known: Mapping[str, str],
        deny: Collection[str],
        allow: Collection[str],
    ) -> tuple[Finding, ...]:
        """Rules and model, completed; known and listed values; every further place of a name that was found."""
        normal = normalise(text)
        plain = normal.text
        if not plain.strip():
            return ()
        known = unless_spared(known, allow)
        known_here = list(known_again(plain, known))
        found = complete(self._recognised(plain, language), plain)
        found += [one for one in known_here if one.type != OTHER]
        first = spared(merge(found, plain), plain, allow)
        again = spared(repeated(plain, names_of(plain, first, known)), plain, allow)
        whole = merge([*first, *again], plain)
        by_hand = spared((one for one in known_here if one.type == OTHER), plain, allow)
        marked = uncovered([*by_hand, *denied(plain, deny)], whole)
        return merge((original(one, normal) for one in [*whole, *marked]), text)

    def _recognised(self, plain: str, language: str) -> Iterator[Finding]:
        """The rules' findings that the model doesn't deny, and the model's that no rule vetoes."""
        rules: list[Finding] = []
        words: list[Finding] = []
        for result, first in self._analysed(plain, language):
            start, end, kind = first + result.start, first + result.end, result.entity_type
            if kind.startswith(PREFIX):
                words.append(Finding(start, end, kind.removeprefix(PREFIX), result.score, MODEL))
            elif kind in TYPES and start < end and result.score >= THRESHOLD:
                rules.append(Finding(start, end, kind, result.score, rule_of(result)))
        evidence = Evidence(words)
        yield from (rule for rule in rules if not (self._has_model and evidence.denies(rule)))
        yield from evidence.findings(plain, rules)

    def _analysed(self, plain: str, language: str) -> Iterator[tuple[RecognizerResult, int]]:
        """The analyzer's results, each with the start of its window."""
        for first, last in windows(plain):
            for result in self._engine.analyze(
                plain[first:last], language, score_threshold=0.0, return_decision_process=True
            ):
                yield result, first


def original(finding: Finding, normal: Normal) -> Finding:
    """A finding of the plain text at its place in the original."""
    start, end = normal.original(finding.start, finding.end)
    return moved(finding, start=start, end=end)


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
