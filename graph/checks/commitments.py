"""Promises: refunds, compensation, replacements, legal wording and guarantees need a source that says so."""

from __future__ import annotations

from graph.checks.grounds import Grounds
from graph.checks.results import blocked, passed, quoted
from graph.checks.words import every, kinds
from graph.material import CheckResult, DraftRequest


def promises(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Each kind of promise must be one that the use case allows, and occur in an article or template.

    The customer's words don't count.
    """
    found = kinds(text, request.understanding.language)
    if request.module and (
        unfit := {kind: found[kind] for kind in found if kind not in request.module.may_promise}
    ):
        spans = sorted(span for places in unfit.values() for span in places)
        said = f"“{request.module.title}” may not promise this ({', '.join(unfit)}): {quoted(text, spans)}."
        return blocked("promises", said, spans)
    loose = {kind: spans for kind, spans in found.items() if not promised(kind, sources.company)}
    if loose:
        spans = sorted(span for places in loose.values() for span in places)
        return blocked(
            "promises", f"No source promises this ({', '.join(loose)}): {quoted(text, spans)}.", spans
        )
    if found:
        return passed("promises", f"The sources say this too: {', '.join(found)}.")
    return passed("promises", "The draft promises nothing.")


def promised(kind: str, company: str) -> bool:
    """Whether the company's own texts hold a promise of this kind, in any language: sources may be in English."""
    return any(known.promises[kind].search(company) for known in every())
