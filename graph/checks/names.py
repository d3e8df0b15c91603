"""Names of products, carriers and places that no source has. Only a hint: capitals are all there is to go by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.said import Said
from graph.checks.days import MONTHS
from graph.checks.greeting import signed
from graph.checks.grounds import Grounds
from graph.checks.results import passed, quoted, warned
from graph.checks.times import times
from graph.material import CheckResult, DraftRequest

_CAPITAL = r"[A-ZÄÖÜÅÆØÉ][a-zäöüåæøéß]{2,}"
# Not at the beginning of a sentence, of a quotation or of a line.
_NAME = re.compile(rf"(?<=[\w,;] )(?<![.!?:] ){_CAPITAL}(?:[ -]{_CAPITAL}){{0,2}}(?![\w-])")
# In German every noun has a capital: a name is one right behind another noun.
_GERMAN_NAME = re.compile(rf"(?<=[\w,;] )(?<![.!?:] ){_CAPITAL} (?P<name>{_CAPITAL})(?![\w-])")
_WORD = re.compile(r"[^\W\d_]+")
#: Capitals that are no names.
_ORDINARY = frozenset(
    [
        "de",
        "dem",
        "deres",
        "jer",
        "jeres",
        "uw",
        "u",
        "ni",
        "er",
        "ert",
        "sie",
        "ihr",
        "ihre",
        "ihren",
        "ihrer",
        "ihrem",
        "ihnen",
        "english",
        "german",
        "danish",
        "dutch",
        "swedish",
        "denmark",
        "germany",
        "netherlands",
        "sweden",
        "kingdom",
        "europe",
        "copenhagen",
        "christmas",
        "easter",
        "internet",
        "frau",
        "herr",
    ]
)


def names(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Every name stands in a source or in the customer's message."""
    known = _words(request, sources)
    loose = [
        span for span in _names(text, request.understanding.language) if _unknown(text[slice(*span)], known)
    ]
    if loose:
        return warned(
            "names",
            Said("evidence.names.loose", "No source names {words}.", words=quoted(text, loose)),
            loose,
        )
    return passed("names", Said("evidence.names.none", "The draft names nothing that the sources don't."))


def _names(text: str, language: str) -> Iterator[tuple[int, int]]:
    pattern, group = (_GERMAN_NAME, "name") if language == "de" else (_NAME, 0)
    for match in pattern.finditer(text[: signed(text)]):
        first = match[0].partition(" ")[0].lower()
        if language != "de" or not (first in _ORDINARY or first in times().units):
            yield match.span(group)


def _unknown(name: str, known: frozenset[str]) -> bool:
    return any(_bare(word) not in known and word.casefold() not in known for word in _WORD.findall(name))


def _words(request: DraftRequest, sources: Grounds) -> frozenset[str]:
    """Every word of the sources and of the conversation, also without a genitive's s."""
    material = request.material
    carriers = [one.carrier or "" for one in material.orders] + [
        one.carrier or "" for one in material.shipments
    ]
    said = [request.text, request.guidance or "", *(line.text for line in request.history)]
    told = [value for record in material.records for _, value in record.fields]
    found = {
        word.casefold() for part in (sources.company, *carriers, *said, *told) for word in _WORD.findall(part)
    }
    return frozenset(
        found | {_bare(word) for word in found} | _ORDINARY | set(times().weekdays) | set(MONTHS)
    )


def _bare(word: str) -> str:
    return word.casefold().removesuffix("s")
