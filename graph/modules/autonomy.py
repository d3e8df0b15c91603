"""Why a draft may not leave without a person, by the flags of its use case."""

from __future__ import annotations

from collections.abc import Iterable

from graph.checks.words import kinds
from graph.material import CheckResult, DraftRequest
from graph.modules.module import NEVER_AUTO, Module, NeverAuto

UPSET = ("anger", "worry", "disappointment", "sadness")


def kept_back(
    module: Module, request: DraftRequest, text: str, checks: Iterable[CheckResult]
) -> tuple[NeverAuto, ...]:
    """The module's flags that are true of this draft, in the order of NEVER_AUTO; empty when none stands in its way.

    A draft that a check blocks can't be sent at all, so `warning` is about those that warn.
    """
    true = _true(request, text, checks)
    return tuple(flag for flag in NEVER_AUTO if flag in module.never_auto and true[flag])


def _true(request: DraftRequest, text: str, checks: Iterable[CheckResult]) -> dict[NeverAuto, bool]:
    read, material = request.understanding, request.material
    return {
        "always": True,
        "upset": read.emotion in UPSET,
        "urgent": read.urgency == "high",
        "injection": read.injection,
        "guessed_order": bool(material.orders) and not material.order_named,
        "foreign_order": material.foreign_order or material.unknown_order,
        "promise": bool(kinds(text, read.language)),
        "warning": any(check.verdict != "pass" for check in checks),
    }
