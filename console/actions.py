"""Carries a reviewer's decision out through the review desk."""

from __future__ import annotations

from console.context import parts
from console.views.decide import Action, demand_length
from data.errors import UnfitText
from data.records import Account, ApprovalRequest, Decision, Draft


def carry_out(
    draft: Draft, account: Account, action: Action, seconds_open: float
) -> Decision | ApprovalRequest:
    """Do what the reviewer asks with the draft as they saw it. Raises TooLong and what the review desk raises."""
    demand_length(action.text if action.kind in ("approve", "edit", "ask") else "", action.guidance)
    desk = parts().desk
    if action.kind == "approve":
        if action.text != draft.text:
            raise UnfitText("the text on the screen is not the draft; send it as an edit")
        return desk.approve(draft.id, account, starred=action.starred, seconds_open=seconds_open)
    if action.kind == "edit":
        return desk.edit(
            draft.id,
            account,
            action.text,
            reasons=action.reasons,
            starred=action.starred,
            seconds_open=seconds_open,
        )
    if action.kind == "ask":
        return desk.ask_second(
            draft.id,
            account,
            action.text,
            action.guidance,
            reasons=action.reasons,
            starred=action.starred,
            seconds_open=seconds_open,
        )
    if action.kind == "reject":
        return desk.reject(
            draft.id,
            account,
            guidance=action.guidance or None,
            reasons=action.reasons,
            seconds_open=seconds_open,
        )
    return desk.take_over(draft.id, account, reasons=action.reasons, seconds_open=seconds_open)
