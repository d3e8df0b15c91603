"""Who may let a draft out, as its use case has it."""

from __future__ import annotations

from data.approvals import SENIORS
from data.records import Account
from data.said import Said
from graph.modules import Approval, Module
from graph.overriding import rules

__all__ = ["SENIORS", "ApprovalNeeded", "hold"]


class ApprovalNeeded(ValueError):
    """The use case leaves this reply to somebody else too; nothing was sent. `wanted` says to whom."""

    def __init__(self, module: Module, senior: bool) -> None:
        who = Said("refusal.two_people", "two people") if senior else Said("refusal.senior", "a supervisor")
        english = (
            "replies about “{use_case}”{case} are let out by {who}; "
            "ask a second person for it, take the conversation over, or reject the draft"
        )
        case = Said("use_case.case", " ({case})", case=module.case) if module.case else ""
        super().__init__(Said("refusal.approval", english, use_case=module.title, case=case, who=who))
        self.wanted: Approval = module.approval


def hold(module: Module, account: Account) -> None:
    """Raise ApprovalNeeded unless this person alone may let a reply of this use case out.

    Where two people are wanted, one of them is a supervisor.
    """
    if rules(module, account):
        raise ApprovalNeeded(module, account.role in SENIORS)
