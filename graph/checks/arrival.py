"""Promised days of arrival: only the data's promised date may be told, or what the company's texts say of delivery times."""

from __future__ import annotations

from graph.checks.claims import Claims, claims, sentences, stated
from graph.checks.grounds import Grounds
from graph.checks.tokens import Token, tokens
from graph.material import DraftRequest

Span = tuple[int, int]


def arrivals(text: str, request: DraftRequest, sources: Grounds) -> list[Span]:
    """Where the draft says that something will arrive on a day, or in time for something, that no data promise."""
    known = claims(request.understanding.language)
    found = tokens(text)
    places: list[Span] = []
    for start, sentence in sentences(text):
        arrives = known.arrives.search(sentence)
        if arrives and stated(sentence, *arrives.span(), known):
            inside = [token for token in found if start <= token.start < start + len(sentence)]
            places += _unpromised(start, sentence, arrives.span(), inside, known, sources)
    return places


def _unpromised(
    start: int, sentence: str, arrives: Span, inside: list[Token], known: Claims, sources: Grounds
) -> list[Span]:
    days = [token for token in inside if token.kind == "date"]
    if any(day >= sources.today for token in days for day in sources.days_of(token) & sources.promised):
        return []
    for token in days:
        days_ahead = {day for day in sources.days_of(token) if day >= sources.today}
        of_something_else = days_ahead & sources.dates and known.others.search(sentence)
        if days_ahead and not of_something_else and not sources.firm.has(token):
            return [_around(start, arrives, (token.start - start, token.end - start))]
    in_time = known.in_time.search(sentence)
    if in_time and not days and not known.in_time.search(sources.company):
        return [_around(start, arrives, in_time.span())]
    return []


def _around(start: int, one: Span, other: Span) -> Span:
    return start + min(one[0], other[0]), start + max(one[1], other[1])
