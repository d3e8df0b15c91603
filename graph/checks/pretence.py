"""No claim to be a person, to feel, to have done something, or to have been checked: what a machine must not write."""

from __future__ import annotations

import re

from data.said import Said
from disclosure import claim_in
from graph.checks.grounds import Grounds
from graph.checks.results import blocked, passed, quoted, warned
from graph.checks.words import spans, words
from graph.material import CheckResult, DraftRequest


def person(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """The draft doesn't say or suggest that a person wrote it."""
    found = spans(words(request.understanding.language).person, text)
    if found:
        return blocked(
            "person",
            Said(
                "evidence.person.claimed",
                "The draft sounds as if a person wrote it: {words}.",
                words=quoted(text, found),
            ),
            found,
        )
    return passed("person", Said("evidence.person.none", "The draft doesn't claim to be a person."))


def feeling(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """The draft doesn't claim to feel; an apology and "that is understandable" are no such claim."""
    found = spans(words(request.understanding.language).feeling, text)
    if found:
        return blocked(
            "feeling",
            Said(
                "evidence.feeling.claimed", "The draft claims a feeling: {words}.", words=quoted(text, found)
            ),
            found,
        )
    return passed("feeling", Said("evidence.feeling.none", "The draft doesn't claim to feel."))


def acts(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Nothing is said to have been done: nobody has done anything yet when a draft is written."""
    found = spans(words(request.understanding.language).acts, text)
    if found:
        return warned(
            "acts",
            Said(
                "evidence.acts.claimed",
                "Has this been done? No data tell it: {words}.",
                words=quoted(text, found),
            ),
            found,
        )
    return passed("acts", Said("evidence.acts.none", "The draft doesn't claim that something was done."))


def disclosure(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """The draft says nothing of who wrote or checked it: that is added on sending, for what really happened.

    What the company's own pages say of it may be told to a customer who asks.
    """
    claim = claim_in(text)
    pattern = words(request.understanding.language).authorship
    found = [*_place(text, claim or ""), *([] if pattern.search(sources.company) else spans(pattern, text))]
    if claim or found:
        said = quoted(text, found) or f"“{claim}”"
        return blocked(
            "disclosure",
            Said(
                "evidence.disclosure.claimed",
                "The draft says {words} itself; the disclosure is added on sending.",
                words=said,
            ),
            found,
        )
    return passed(
        "disclosure", Said("evidence.disclosure.none", "The draft leaves the disclosure to the sending step.")
    )


def _place(text: str, claim: str) -> list[tuple[int, int]]:
    """Where the words of a claim stand, whatever is between them; nothing where they can't be found so."""
    words_of_it = re.split(r"\W+", claim)
    found = re.search(r"[\W_]+".join(map(re.escape, words_of_it)), text, re.I) if claim else None
    return [found.span()] if found else []
