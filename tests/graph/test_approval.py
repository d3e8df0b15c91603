"""Who may let a reply out is asked of its use case, at the moment of the decision."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data import accounts, desk
from data.records import Account, Role
from graph.desk import ApprovalNeeded
from graph.modules import Modules
from language import INTENTS
from tests.graph.shop import Shop, review_desk


def with_approval(shop: Shop, folder: Path, approval: str) -> Shop:
    """The shop with a module of this approval for whatever is asked."""
    place = folder / "modules"
    place.mkdir(exist_ok=True)
    for intent in INTENTS:
        (place / f"{intent}.yaml").write_text(f"title: Anything\napproval: {approval}\n")
    parts = replace(shop.parts, modules=Modules.load(folder))
    return replace(shop, parts=parts, desk=review_desk(parts))


def an_account(shop: Shop, role: Role) -> Account:
    return accounts.add(shop.db, username=role, display_name=role.title(), role=role)


@pytest.mark.parametrize("approval", ["supervisor", "two_people"])
def test_a_reviewer_alone_can_not_send_what_others_must_let_out(
    shop: Shop, tmp_path: Path, approval: str
) -> None:
    strict = with_approval(shop, tmp_path, approval)
    conversation, draft = strict.drafted()
    assert strict.desk.module(draft).approval == approval
    for send in (
        lambda: strict.desk.approve(draft.id, strict.reviewer),
        lambda: strict.desk.edit(draft.id, strict.reviewer, "Another reply."),
    ):
        with pytest.raises(ApprovalNeeded, match="“Anything” are let out by a supervisor"):
            send()
    assert desk.get(strict.db, draft.id).status == "open" and not strict.rows(conversation)
    assert strict.desk.reject(draft.id, strict.reviewer).kind == "reject"


@pytest.mark.parametrize("role", ["supervisor", "admin"])
def test_a_supervisor_can_send_it(shop: Shop, tmp_path: Path, role: Role) -> None:
    strict = with_approval(shop, tmp_path, "supervisor")
    _, draft = strict.drafted()
    account = an_account(strict, role)
    desk.release(strict.db, draft.id, strict.reviewer.id)
    desk.claim(strict.db, draft.id, account.id)
    assert strict.desk.approve(draft.id, account).kind == "approve"


def test_a_waiting_draft_is_decided_by_the_rules_in_force_now(shop: Shop, tmp_path: Path) -> None:
    _, draft = shop.drafted()
    strict = with_approval(shop, tmp_path, "supervisor")
    with pytest.raises(ApprovalNeeded):
        strict.desk.approve(draft.id, strict.reviewer)
    assert shop.desk.approve(draft.id, shop.reviewer).kind == "approve"


def test_a_special_case_of_the_customers_words_counts(shop: Shop) -> None:
    plain = shop.drafted("Where do I find my invoice for the payment last month?")[1]
    hard = shop.drafted(
        "I got your invoice but I can't pay it all now, may I pay the invoice in instalments?"
    )[1]
    assert (shop.desk.module(plain).intent, shop.desk.module(plain).case) == ("invoice_payment", None)
    assert (shop.desk.module(hard).case, shop.desk.module(hard).approval) == ("hardship", "supervisor")
