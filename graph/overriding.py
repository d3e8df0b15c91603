"""When one person isn't enough to let a reply out: which checks forbid it, and what a second person may override."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from data.approvals import SENIORS
from data.records import Account
from graph.modules import Module

Rule = Literal["supervisor", "two_people"]
RULES: tuple[Rule, ...] = get_args(Rule)

#: Checks whose "must not be sent" nobody can override, and why not.
NEVER: Mapping[str, str] = {
    "leak": "somebody's personal data would reach a stranger, and no approval makes that lawful",
    "disclosure": "what the reply says of its author would contradict the line that is added to it",
    "person": "the assistant would pretend to be a person",
    "placeholders": "the customer would read a placeholder, or a gap that nobody filled in",
}
#: Checks that forbid whatever a person writes. The others forbid an edit only where the draft had the fault already: a
#: person may know a day or figure that no source holds, and may be generous. They are shown such findings all the same.
OF_EDITS = frozenset(NEVER)


def never(names: Iterable[str]) -> tuple[str, ...]:
    """Those of the checks that nobody can override."""
    return tuple(name for name in names if name in NEVER)


def rules(module: Module, account: Account) -> tuple[Rule, ...]:
    """The rule of the use case for which this person alone can't let its replies out."""
    if module.approval == "two_people":
        return ("two_people",)
    return ("supervisor",) if module.approval == "supervisor" and account.role not in SENIORS else ()


def senior_wanted(module: Module, asking: Account) -> bool:
    """Whether the second person must be a supervisor. Of two people one is: the one who asks, or the other."""
    return module.approval == "supervisor" or (module.approval == "two_people" and asking.role not in SENIORS)
