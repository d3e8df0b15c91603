"""Errors that add a sentence: a service nobody offers, the opposite of the order's state, words of another language."""

from __future__ import annotations

from collections.abc import Iterator

from graph.canaries.fault import Case, Fault
from graph.canaries.sources import line_with
from graph.canaries.words import foreign, words
from graph.checks.greeting import opening, signed
from graph.drafters.sentences import spans

A_GREETING = 40  # characters; a longer first line holds more than the greeting
_GONE = frozenset({"in_transit", "delayed", "delivered", "returned", "cancelled", "refunded"})


def promises(case: Case) -> Iterator[Fault]:
    """Something is offered that no source offers."""
    known = words(case.language)
    for sentence in known.promises if known else ():
        for place in _places(case.draft):
            yield Fault("promise", place, "", f" {sentence}")


def contradictions(case: Case) -> Iterator[Fault]:
    """What the order's status rules out, said of the order asked about."""
    known, orders = words(case.language), case.request.material.orders
    if known is None or not orders:
        return
    status = orders[0].status
    truth = line_with(case.sources, lambda line: line.partition(": ")[2] == status, kind="order")
    if not truth:
        return
    for sentence in known.contradicts["gone" if status in _GONE else "here"]:
        for place in _places(case.draft):
            yield Fault("contradiction", place, "", f" {sentence}", truth)


def languages(case: Case) -> Iterator[Fault]:
    """A sentence in a language that the customer doesn't write."""
    if words(case.language) is None:
        return
    for sentence in foreign(case.language):
        for place in _places(case.draft)[-1:]:
            yield Fault("language", place, "", f" {sentence}")


def _places(draft: str) -> list[int]:
    """Ends of sentences between greeting and closing, where another sentence can follow."""
    start, end = opening(draft), signed(draft)
    greeting = start.end() if start and len(start[0]) < A_GREETING else 0
    ends = (last for _, last in spans(draft))
    return [place for place in ends if greeting < place <= end and draft[place - 1] in ".!?"]
