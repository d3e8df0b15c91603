"""Presidio's analyzer over five languages, on blank spaCy pipelines: nothing is downloaded, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import spacy
from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NlpArtifacts, SpacyNlpEngine
from spacy.language import Language
from spacy.tokens import Doc

from redaction.findings import LANGUAGES
from redaction.recognisers import recognisers
from redaction.recognisers.model import Finder, ModelRecogniser


class BlankEngine(SpacyNlpEngine):
    """Blank spaCy pipelines; Presidio's own loader would download a model.

    The texts themselves are not tokenized: no recogniser of ours reads tokens, spaCy would keep every word it has
    seen in its vocabulary for the life of the process, and a long run of brackets would take it minutes.
    """

    nlp: dict[str, Language] | None  # type: ignore[assignment]

    def load(self) -> None:
        """Build the five blank pipelines."""
        self.nlp = {language: spacy.blank(language) for language in LANGUAGES}

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Artifacts without tokens, lemmas or entities."""
        assert self.nlp is not None, "Presidio loads the engine first"
        return NlpArtifacts([], Doc(self.nlp[language].vocab), [], [], self, language)


class NoEnhancer(ContextAwareEnhancer):
    """Leaves scores alone: our rules read the words around a match themselves."""

    def __init__(self) -> None:
        super().__init__(0.0, 0.0, 0, 0)

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: Any,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """The results as they came."""
        return raw_results


def build_engine(extra: Iterable[EntityRecognizer] = (), finder: Finder | None = None) -> AnalyzerEngine:
    """An analyzer with every recogniser in every language, the model's if there is one, and any further ones."""
    every = [one for language in LANGUAGES for one in recognisers(language)]
    if finder:
        every += [ModelRecogniser(finder, language) for language in LANGUAGES]
    languages = list(LANGUAGES)
    return AnalyzerEngine(
        registry=RecognizerRegistry([*every, *extra], supported_languages=languages),
        nlp_engine=BlankEngine(
            models=[{"lang_code": language, "model_name": "blank"} for language in languages]
        ),
        supported_languages=languages,
        context_aware_enhancer=NoEnhancer(),
    )
