"""Promises: what a reply may only say when a source says it, and the use case lets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.said import Said, named
from graph.checks.arrival import arrivals
from graph.checks.grounds import Grounds
from graph.checks.results import blocked, passed, quoted
from graph.checks.words import FREE, kind_of, things, things_of
from graph.material import CheckResult, DraftRequest

Spans = list[tuple[int, int]]
SETTLED = ("refunded", "cancelled")  # an order that says by itself that the money went or goes back


def promises(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Each promise must stand in the company's texts and be one that the use case may make.

    Refund, compensation, replacement, legal statement, guarantee, call, day of arrival; and that something is free. The
    customer's words are no source.
    """
    made = things(text, request.understanding.language)
    early = arrivals(text, request, sources)
    unsourced = {thing: at for thing, at in made.items() if not _sourced(thing, sources)}
    forbidden = {thing: at for thing, at in made.items() if not _allowed(thing, request, sources)}
    places = sorted({span for found in (*unsourced.values(), *forbidden.values(), early) for span in found})
    if places:
        why = tuple(_against(request, forbidden, unsourced, bool(early)))
        said = Said("evidence.promises.loose", "{why}: {words}.", why=why, words=quoted(text, places))
        return blocked("promises", said, places)
    if made:
        return passed(
            "promises",
            Said("evidence.promises.sourced", "The sources say this too: {kinds}.", kinds=_named(made)),
        )
    return passed("promises", Said("evidence.promises.none", "The draft promises nothing."))


def promised(kind: str, company: str) -> bool:
    """Whether the company's own texts hold a promise of this kind, in any language: sources may be in English."""
    return kind in {kind_of(thing) for thing in things_of(company)}


def _sourced(thing: str, sources: Grounds) -> bool:
    return thing in sources.things or (thing == "refund" and bool(sources.statuses & set(SETTLED)))


def _allowed(thing: str, request: DraftRequest, sources: Grounds) -> bool:
    """Without a use case, what the sources promise may be promised; and always what a person has promised already."""
    kind = kind_of(thing)
    return (
        thing in sources.agreed
        or kind == FREE
        or request.module is None
        or kind in request.module.may_promise
    )


def _against(
    request: DraftRequest, forbidden: Iterable[str], unsourced: Iterable[str], early: bool
) -> Iterator[Said]:
    if kinds := _named(forbidden):
        title = request.module.title if request.module else ""
        yield Said(
            "evidence.promises.forbidden",
            "“{title}” may not promise this ({kinds})",
            title=title,
            kinds=kinds,
        )
    if kinds := _named(unsourced):
        yield Said("evidence.promises.unsourced", "No source promises this ({kinds})", kinds=kinds)
    if early:
        yield Said("evidence.promises.early", "Nothing says that it arrives then")


def _named(things: Iterable[str]) -> tuple[Said, ...]:
    return tuple(named("thing", thing) for thing in things)
