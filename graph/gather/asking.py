"""What exactly a customer asks, by the words of requests.yaml, and which templates answer that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from data.records import Template
from data.sample import SampleRequest
from language import Intent, Understanding

GAP = 60  # characters that may stand between the parts of a phrase, within a sentence
SHORT = 15  # words; what is heard in a message so short is most of it, and weighs twice
#: What triage's intent weighs, as words heard. It is outweighed by a phrase of two parts, or by two of one.
INTENT = 1.5
_PARTS = re.compile(r"\s*…\s*")
_QUESTION = re.compile(r"[^.!?\n]*\?")


class Requests:
    """The requests of a company; without any, a template answers whatever has its intent. Shared by threads."""

    def __init__(self, requests: Sequence[SampleRequest] = ()) -> None:
        self._requests = tuple(requests)
        self._by_template: dict[str, list[tuple[int, SampleRequest]]] = {}
        for request in requests:
            for place, slug in enumerate(request.templates):
                self._by_template.setdefault(slug, []).append((place, request))

    def heard(self, text: str, language: str) -> Mapping[str, int]:
        """How strongly each request is heard in a text, by name; what isn't heard is left out."""
        questions = "\n".join(_QUESTION.findall(text))
        times = 2 if len(text.split()) <= SHORT else 1
        weights = {
            request.name: sum(_weight(phrase, text, questions) for phrase in request.words.get(language, ()))
            for request in self._requests
        }
        return {name: times * weight for name, weight in weights.items() if weight}

    def intent(self, text: str, understanding: Understanding) -> Intent:
        """The intent of what is heard most; triage's, unless another outweighs it."""
        heard = self.heard(text, understanding.language)
        weights: dict[Intent, float] = {understanding.intent: INTENT}
        for request in self._requests:
            if request.intent and request.name in heard:
                own = INTENT if request.intent == understanding.intent else 0.0
                weights[request.intent] = max(weights.get(request.intent, 0.0), own + heard[request.name])
        return max(weights, key=lambda intent: weights[intent])

    def answered_by(self, template: Template) -> Sequence[tuple[int, SampleRequest]]:
        """The requests that a template answers, with its place among the templates for each."""
        return self._by_template.get(template.slug.removesuffix(f"-{template.language}"), ())

    def joins(self, addition: Template) -> frozenset[str] | None:
        """The slugs (without language) of the templates that an addition may join; None for any."""
        request = next((request for _, request in self.answered_by(addition)), None)
        if request is None or not request.beside:
            return None
        beside = [other for other in self._requests if other.name in request.beside]
        return frozenset(slug for other in beside for slug in other.templates)


def _weight(phrase: str, text: str, questions: str) -> int:
    pattern = _pattern(phrase)
    if not pattern.search(text):
        return 0
    return 1 + ("…" in phrase) + bool(pattern.search(questions))


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """The phrase's parts in order, each at the beginning of a word, within one sentence."""
    parts = [re.escape(part).replace(r"\ ", r"\s+") for part in _PARTS.split(phrase)]
    return re.compile(r"(?<!\w)" + rf"[^.!?\n]{{0,{GAP}}}?(?<!\w)".join(parts), re.IGNORECASE)
