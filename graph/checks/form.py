"""The form of address: Sie or du, u or je, du or ni — the one that the company's own texts use."""

from __future__ import annotations

import re

from data.said import Said
from graph.checks.grounds import Grounds
from graph.checks.results import passed, quoted, warned
from graph.checks.words import spans
from graph.material import CheckResult, DraftRequest

# By language: formal and familiar words. A capital inside a sentence tells "Sie" from "sie" and "De" from "de".
_FORMS = {
    "de": (
        r"(?<=[\wäöüß,;] )(?:Sie|Ihnen|Ihre?[nmrs]?)\b",
        r"\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[nmrs]?|[Ee]uch|[Ee]uer|[Ee]ure[nmrs]?)\b",
    ),
    "nl": (r"\b(?:[Uu]|[Uu]w|[Uu]zelf)\b", r"\b(?:[Jj]e|[Jj]ij|[Jj]ou|[Jj]ouw|[Jj]ullie)\b"),
    "da": (r"(?<=[\wæøå,;] )(?:De|Dem|Deres)\b", r"\b(?:[Dd]u|[Dd]ig|[Dd]in|[Dd]it|[Dd]ine)\b"),
    "sv": (r"\b(?:Ni|ni|Er|er|Ert|ert|Era|era)\b", r"\b(?:[Dd]u|[Dd]ig|[Dd]in|[Dd]itt|[Dd]ina)\b"),
}
_PATTERNS = {
    language: (re.compile(formal), re.compile(familiar)) for language, (formal, familiar) in _FORMS.items()
}
_USUAL = {"de": 0, "nl": 0, "da": 1, "sv": 1}


def form(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """The draft addresses the customer as the company's texts do; as is usual in the language, where they don't tell."""
    language = request.understanding.language
    if language not in _PATTERNS:
        return passed("form", Said("evidence.form.single", "This language has one form of address."))
    wanted = _wanted(language, request)
    other = spans(_PATTERNS[language][1 - wanted], text)
    if other:
        return warned("form", _slip(wanted, quoted(text, other)), other)
    kept = (
        Said("evidence.form.formal", "The form of address is the company's, formal."),
        Said("evidence.form.familiar", "The form of address is the company's, familiar."),
    )
    return passed("form", kept[wanted])


def _slip(wanted: int, words: str) -> Said:
    if wanted:
        english = "The company addresses customers in the familiar way; this is formal: {words}."
        return Said("evidence.form.too_formal", english, words=words)
    english = "The company addresses customers in the formal way; this is familiar: {words}."
    return Said("evidence.form.too_familiar", english, words=words)


def _wanted(language: str, request: DraftRequest) -> int:
    """0: formal, 1: familiar."""
    texts = [template.body for template in request.material.templates if template.language == language]
    texts += [scored.item.text for scored in request.material.passages if scored.item.language == language]
    counts = [sum(len(pattern.findall(text)) for text in texts) for pattern in _PATTERNS[language]]
    return _USUAL[language] if counts[0] == counts[1] else int(counts[1] > counts[0])
