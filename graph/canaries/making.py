"""Plants one error in a draft: of those that fit it, one that no check finds.

A canary tests the reader and not the checks. To plant what a check finds and to hide its finding would show the reader
a screen that lies; so the checks run as on any draft, and an error that they find is not used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from random import Random

from data.records import FaultKind
from graph.canaries import additions, swaps
from graph.canaries.fault import Case, Fault
from graph.material import CheckResult
from graph.parts import Checker

#: Kinds that fit few drafts: half of the time they come first, or they would hardly ever come.
RARE: tuple[FaultKind, ...] = ("figure", "date", "order")
TRIES = 8  # errors of one kind that are tried before the next kind
MAKERS: dict[FaultKind, Callable[[Case], Iterator[Fault]]] = {
    "figure": swaps.figures,
    "date": swaps.dates,
    "order": swaps.orders,
    "name": swaps.names,
    "promise": additions.promises,
    "contradiction": additions.contradictions,
    "language": additions.languages,
}
Finding = tuple[str, str, str]


def faults(case: Case, kind: FaultKind, dice: Random) -> Iterator[Fault]:
    """Errors of one kind that fit the draft, in any order."""
    found = list(MAKERS[kind](case))
    dice.shuffle(found)
    return iter(found)


def make(case: Case, check: Checker, dice: Random) -> tuple[Fault, tuple[CheckResult, ...]] | None:
    """An error that no check finds, with the checks of the draft that holds it; None where there is none.

    A draft that is forbidden as it is gets none: it is no routine draft.
    """
    before = check(case.draft, case.request)
    if any(result.verdict == "block" for result in before):
        return None
    kinds = list(MAKERS)
    dice.shuffle(kinds)
    if dice.random() < 0.5:
        kinds.sort(key=lambda kind: kind not in RARE)
    for kind in kinds:
        for fault in islice(faults(case, kind, dice), TRIES):
            results = check(fault.put_in(case.draft), case.request)
            if _findings(results) == _findings(before):
                return fault, results
    return None


def _findings(results: tuple[CheckResult, ...]) -> list[Finding]:
    return [(one.name, one.verdict, one.evidence) for one in results if one.verdict != "pass"]
