"""Placeholders: they come from the conversation, no gap is left to fill in, and each stands where its kind makes sense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.said import Said
from graph.checks.greeting import opening, signed
from graph.checks.grounds import Grounds
from graph.checks.results import blocked, passed, quoted, warned
from graph.checks.tokens import PLACEHOLDER
from graph.material import CheckResult, DraftRequest

# What a model writes when it leaves a gap: [Name], {{ order }}, {name}, <name>, XXXX, ____.
_GAP = re.compile(
    r"\{\{[^{}\n]{0,60}\}\}|\{[a-z_. ]{2,40}\}|\[[^\[\]\n]{2,40}\]|<(?![A-Z][A-Z_]*_\d+>)/?[A-Za-z][^<>\n]{0,40}>|\bX{4,}\b|_{3,}"
)
# Greetings that want a name: "Dear," is no greeting, "Hello," is one.
_WANTING = re.compile(r"(?:Dear|Liebe[rs]?|Sehr geehrte[rs]?|Kære|Beste|Geachte|Bästa)", re.I)
_KIND = re.compile(r"<([A-Z][A-Z_]*)_\d+>")
#: What stands right before a placeholder, and the kinds that make sense there.
_PLACES = (
    (re.compile(r"\b(?:e-?mail|mail|e-?post|e-?mail-?adress\w*|e-?mailadres\w*)[ ]?(?:to|an|til|naar|till)?[ ]$", re.I), {"EMAIL"}),
    (re.compile(r"\b(?:call|phone|ring|rufen|ringer|bellen|telefon\w*|telefoon\w*)[ ](?:\w+ ){0,2}$", re.I), {"PHONE", "PERSON"}),
    (re.compile(r"\b(?:iban|account number|kontonummer|rekeningnummer)[ ]$", re.I), {"IBAN", "OTHER"}),
    (re.compile(r"\b(?:order|order number|bestellung|bestellnummer|ordre|ordrenummer|bestelling|bestelnummer|beställning|ordernummer)[ ]$", re.I), {"OTHER"}),
    (re.compile(r"\b(?:colleague|kollegin|kollege|kollega|collega|dear|mr|mrs|ms|herr|frau|mevrouw|meneer)\.?[ ]$", re.I), {"PERSON"}),
)  # fmt: skip


def placeholders(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Every placeholder occurs in the conversation, stands in a fitting place, and no gap was left to fill in.

    A greeting without a name is fine, unless it is one that wants a name.
    """
    known = set(PLACEHOLDER.findall(_conversation(request)))
    found = [match.span() for match in PLACEHOLDER.finditer(text)]
    loose = [span for span in found if text[slice(*span)] not in known]
    gaps = [match.span() for match in _GAP.finditer(text)]
    if loose:
        return blocked(
            "placeholders",
            Said(
                "evidence.placeholders.loose", "This conversation has no {words}.", words=quoted(text, loose)
            ),
            loose,
        )
    if gaps:
        return blocked(
            "placeholders",
            Said(
                "evidence.placeholders.gap",
                "Something is left to fill in: {words}.",
                words=quoted(text, gaps),
            ),
            gaps,
        )
    misplaced = [*_misplaced(text), *_nameless(text)]
    if misplaced:
        odd = "This doesn't belong there, or something is missing: {words}."
        evidence = Said("evidence.placeholders.misplaced", odd, words=quoted(text, misplaced))
        return warned("placeholders", evidence, misplaced, "high")
    if found:
        return passed(
            "placeholders",
            Said(
                "evidence.placeholders.known", "Every placeholder stands for something this customer wrote."
            ),
        )
    return passed("placeholders", Said("evidence.placeholders.none", "The draft holds no placeholder."))


def _conversation(request: DraftRequest) -> str:
    """All texts that may hold this conversation's placeholders."""
    earlier = [line for one in request.material.history for line in (one.asked, one.answered, *one.promised)]
    records = [value for record in request.material.records for _, value in record.fields]
    lines = [line.text for line in request.history]
    agreed = [one.text for one in request.material.agreed]
    return "\n".join([request.text, request.guidance or "", *lines, *earlier, *records, *agreed])


def _misplaced(text: str) -> Iterator[tuple[int, int]]:
    """Placeholders of the wrong kind for where they stand: an address behind "Hello", the customer's name under the reply."""
    start, end = opening(text), signed(text)
    greeting = (start.start("rest"), start.end("rest")) if start else (0, 0)
    for match in _KIND.finditer(text):
        kind = match[1]
        greets = greeting[0] <= match.start() < greeting[1] and not text[greeting[0] : match.start()].strip(
            " ,"
        )
        if (
            (greets and kind != "PERSON")
            or match.start() >= end
            or any(
                before.search(text[: match.start()][-60:]) and kind not in fitting
                for before, fitting in _PLACES
            )
        ):
            yield match.span()


def _nameless(text: str) -> Iterator[tuple[int, int]]:
    """A greeting that wants a name and has none: "Dear,"."""
    start = opening(text)
    if start and _WANTING.fullmatch(start["greeting"]) and not start["rest"].strip(" ,!:."):
        yield start.span("greeting")
