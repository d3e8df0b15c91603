"""Who may let a draft out, as its use case has it."""

from __future__ import annotations

from data.records import Account, Role
from graph.modules import Approval, Module

SENIORS: tuple[Role, ...] = ("supervisor", "admin")


class ApprovalNeeded(ValueError):
    """The use case leaves this reply to somebody else; nothing was sent. `wanted` says to whom."""

    def __init__(self, module: Module) -> None:
        case = f", {module.case}" if module.case else ""
        super().__init__(
            f"replies about “{module.title}”{case} are let out by a supervisor; "
            "ask one to decide, take the conversation over, or reject the draft"
        )
        self.wanted: Approval = module.approval


def hold(module: Module, account: Account) -> None:
    """Raise ApprovalNeeded unless this person may let a reply of this use case out.

    Where two people are wanted, one of them is a supervisor.
    """
    if module.approval != "reviewer" and account.role not in SENIORS:
        raise ApprovalNeeded(module)
