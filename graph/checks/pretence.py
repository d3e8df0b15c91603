"""No claim to be a person, to feel, to have done something, or to have been checked: what a machine must not write."""

from __future__ import annotations

from disclosure import claim_in
from graph.checks.grounds import Grounds
from graph.checks.results import blocked, passed, quoted, warned
from graph.checks.words import spans, words
from graph.material import CheckResult, DraftRequest


def person(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """The draft doesn't say or suggest that a person wrote it."""
    found = spans(words(request.understanding.language).person, text)
    if found:
        return blocked("person", f"The draft sounds as if a person wrote it: {quoted(text, found)}.", found)
    return passed("person", "The draft doesn't claim to be a person.")


def feeling(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """The draft doesn't claim to feel; an apology and "that is understandable" are no such claim."""
    found = spans(words(request.understanding.language).feeling, text)
    if found:
        return blocked("feeling", f"The draft claims a feeling: {quoted(text, found)}.", found)
    return passed("feeling", "The draft doesn't claim to feel.")


def acts(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Nothing is said to have been done: nobody has done anything yet when a draft is written."""
    found = spans(words(request.understanding.language).acts, text)
    if found:
        return warned("acts", f"Has this been done? No data tell it: {quoted(text, found)}.", found)
    return passed("acts", "The draft doesn't claim that something was done.")


def disclosure(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """The draft holds no words of a disclosure: who wrote it is added later, for what really happened."""
    claim = claim_in(text)
    if claim:
        return blocked(
            "disclosure",
            f"The draft says {claim!r} itself; the disclosure is added on sending.",
            _place(text, claim),
        )
    return passed("disclosure", "The draft leaves the disclosure to the sending step.")


def _place(text: str, claim: str) -> list[tuple[int, int]]:
    """Where the claim stands, if it stands there letter by letter; else nothing is marked."""
    start = text.casefold().find(claim.casefold())
    return [(start, start + len(claim))] if start >= 0 and len(text.casefold()) == len(text) else []
