"""Deterministic checks of a draft: each a small function with a verdict, a sentence of evidence and spans.

A new check is a function `(text, request, sources) -> CheckResult` in one of the modules beside this, and a line
in CHECKS. Every check answers every time, so that a reviewer sees what was looked at and not only what failed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial

from data.said import Said
from graph.checks.agreed import agreed
from graph.checks.answers import generic, unanswered
from graph.checks.commitments import promises
from graph.checks.contradiction import contradiction
from graph.checks.form import form
from graph.checks.grounded import amounts, dates, emails, figures, links, order_numbers, phones
from graph.checks.grounds import Grounds, grounds
from graph.checks.names import names
from graph.checks.placeholders import placeholders
from graph.checks.pretence import acts, disclosure, feeling, person
from graph.checks.privacy import leak
from graph.checks.results import blocked
from graph.checks.semblance import Promising, commitment
from graph.checks.wording import language, length, tone
from graph.material import CheckResult, DraftRequest

log = logging.getLogger(__name__)
Check = Callable[[str, DraftRequest, Grounds], CheckResult]
CHECKS: tuple[Check, ...] = (
    figures,
    amounts,
    dates,
    order_numbers,
    links,
    emails,
    phones,
    names,
    promises,
    contradiction,
    agreed,
    acts,
    placeholders,
    leak,
    person,
    feeling,
    disclosure,
    unanswered,
    generic,
    tone,
    form,
    language,
    length,
)

__all__ = ["CHECKS", "Check", "checker", "run"]


def checker(promising: Promising) -> Callable[[str, DraftRequest], tuple[CheckResult, ...]]:
    """All checks with the one that needs the language model: `promising` says which sentences seem to promise something."""
    return partial(run, more=(commitment(promising),))


def run(text: str, request: DraftRequest, more: Sequence[Check] = ()) -> tuple[CheckResult, ...]:
    """Every check's result, in the order of CHECKS, then of those that need a model of their own (`more`).

    A check that breaks blocks the draft: nothing goes unchecked.
    """
    checks = (*CHECKS, *more)
    try:
        sources = grounds(request)
    except Exception as problem:
        log.error("the sources of turn %s can't be read: %s", request.turn_id, type(problem).__name__)
        return tuple(_broken(check, problem) for check in checks)
    return tuple(_made(check, text, request, sources) for check in checks)


def _made(check: Check, text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    try:
        return check(text, request, sources)
    except Exception as problem:
        log.error("check %s broke on turn %s: %s", check.__name__, request.turn_id, type(problem).__name__)
        return _broken(check, problem)


def _broken(check: Check, problem: Exception) -> CheckResult:
    return blocked(
        check.__name__,
        Said("evidence.broken", "This check could not be made ({error}).", error=type(problem).__name__),
    )
