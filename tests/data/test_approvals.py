"""Second persons: asked for one text, answered once, by somebody else, while nothing has changed."""

from __future__ import annotations

from typing import Any

import pytest

from data import approvals, audit, customers, decisions, desk, kept, outbox, takeovers
from data.errors import AlreadyDecided, ClaimLost, DataError, NotSecond, SecondWanted, Stale, UnfitText
from data.ids import text_hash
from data.records import ApprovalRequest, Decision, Draft, NewApproval, Second
from tests.data.conftest import Shop

FAILING = ({"name": "dates", "verdict": "block", "evidence": "No source holds 12 May.", "spans": [[0, 6]]},)


def blocked(shop: Shop, text: str = "12 May it is.") -> Draft:
    """A draft that a check forbids, claimed by `ann`."""
    _, draft = shop.drafted(text, checks=FAILING)
    return draft


def ask(shop: Shop, draft: Draft, text: str | None = None, **more: Any) -> ApprovalRequest:
    given: dict[str, Any] = {
        "draft_id": draft.id,
        "kind": "approve" if text is None else "edit",
        "text": draft.text if text is None else text,
        "draft_version": draft.version,
        "last_seq": draft.last_seq,
        "wants": ("dates",),
        "checks": FAILING,
        "senior": False,
        "reason": "The carrier told me on the phone.",
        "asked_by": "ann",
        **more,
    }
    return approvals.ask(shop.db, NewApproval(**given), now=shop.now(1))


def let_out(
    shop: Shop, request: ApprovalRequest, who: str = "bo", role: str = "reviewer", **more: Any
) -> Decision:
    desk.claim(shop.db, request.draft_id, who, now=shop.now(200))
    given: dict[str, Any] = {
        "draft_id": request.draft_id,
        "reviewer_id": request.asked_by,
        "kind": request.kind,
        "text": request.text,
        "last_seq": request.last_seq,
        "draft_version": request.draft_version,
        "failing": ("dates",),
        "second": Second(request.id, who, role),  # type: ignore[arg-type]
        "now": shop.now(1),
        **more,
    }
    return decisions.decide(shop.db, **given)


def test_one_person_cannot_let_out_what_a_check_forbids(shop: Shop) -> None:
    draft = blocked(shop)
    with pytest.raises(SecondWanted, match="dates"):
        shop.decide(draft)
    with pytest.raises(SecondWanted):  # nobody has looked whether the edit mends it
        shop.decide(draft, "edit", text="13 May it is.")
    with pytest.raises(SecondWanted, match="two people"):
        shop.decide(draft, "edit", text="It is on its way.", failing=(), rules=("two_people",))
    assert shop.decide(draft, "edit", text="It is on its way.", failing=()).wants_second == ()


def test_a_second_person_lets_it_out_and_the_audit_names_both(shop: Shop) -> None:
    draft = blocked(shop)
    request = ask(shop, draft)
    asked = approvals.newest(shop.db, draft.id)
    assert asked and asked.request == request and asked.waits
    assert approvals.of_open(shop.db) == {draft.id: asked}
    decision = let_out(shop, request)
    assert (decision.reviewer_id, decision.text, decision.wants_second) == ("ann", draft.text, ("dates",))
    asked = approvals.newest(shop.db, draft.id)
    assert asked and asked.answer and not asked.waits
    assert (asked.answer.account_id, asked.answer.decision_id) == ("bo", decision.id)
    (event,) = [e for e in audit.events(shop.db) if e.kind == "decision.made"]
    assert event.actor == "bo" and event.content_hash == draft.text_hash
    assert (event.subject["asked_by"], event.subject["approved_by"]) == ("ann", "bo")
    assert event.subject["although"] == ["dates"]
    assert approvals.of_open(shop.db) == {} and audit.verify(shop.db).ok


def test_the_gate_is_told_of_both(shop: Shop) -> None:
    draft = blocked(shop)
    decision = let_out(shop, ask(shop, draft, "13 May it is."))
    row = shop.row(shop.conversation(), decision, authorship="ai_edited")
    shop.queue(row)
    seen = []
    outbox.take(shop.db, lambda row, facts: seen.append(facts) or "no")  # type: ignore[func-returns-value]
    (facts,) = seen
    assert facts.forbidding == ("dates",) and facts.decision == decision
    assert facts.request and facts.answer
    assert (facts.request.asked_by, facts.answer.account_id) == ("ann", "bo")


@pytest.mark.parametrize("who, role, senior", [("ann", "admin", False), ("bo", "reviewer", True)])
def test_only_another_person_of_the_wanted_role_may_answer(
    shop: Shop, who: str, role: str, senior: bool
) -> None:
    draft = blocked(shop)
    request = ask(shop, draft, senior=senior)
    with pytest.raises(NotSecond):
        let_out(shop, request, who, role)
    with pytest.raises(NotSecond):
        approvals.decline(shop.db, Second(request.id, who, role), "No.")  # type: ignore[arg-type]
    assert desk.get(shop.db, draft.id).status == "open"
    assert let_out(shop, request, "cy", "supervisor").reviewer_id == "ann"


def test_a_request_needs_a_reason_a_claim_and_something_that_wants_it(shop: Shop) -> None:
    draft = blocked(shop)
    for unfit in ({"reason": " "}, {"wants": ()}, {"text": ""}, {"text": "Changed", "kind": "approve"}):
        with pytest.raises(UnfitText):
            ask(shop, draft, **unfit)
    with pytest.raises(ClaimLost):
        ask(shop, draft, asked_by="bo")
    with pytest.raises(Stale):
        ask(shop, draft, last_seq=7)
    assert approvals.newest(shop.db, draft.id) is None


def test_a_declined_request_goes_back_and_can_be_asked_anew(shop: Shop) -> None:
    draft = blocked(shop)
    request = ask(shop, draft, "13 May it is.")
    desk.claim(shop.db, draft.id, "bo", now=shop.now(1))
    approvals.decline(shop.db, Second(request.id, "bo", "reviewer"), "Call them again.", now=shop.now())
    with pytest.raises(Stale):
        let_out(shop, request, "cy")
    on = desk.claim(shop.db, draft.id, "ann", now=shop.now(200))
    assert (on.edit_text, on.edit_by) == ("13 May it is.", "ann")
    asked = approvals.newest(shop.db, draft.id)
    assert asked and asked.answer and asked.answer.note == "Call them again."
    again = ask(shop, draft, "14 May it is.")
    assert again.number == 2 and let_out(shop, again).text == "14 May it is."


def test_only_who_asked_takes_it_back(shop: Shop) -> None:
    request = ask(shop, blocked(shop))
    with pytest.raises(NotSecond):
        approvals.withdraw(shop.db, Second(request.id, "bo", "admin"))
    approvals.withdraw(shop.db, Second(request.id, "ann", "reviewer"))
    with pytest.raises(Stale):
        let_out(shop, request)


@pytest.mark.parametrize("change", ["message", "takeover", "text", "asked_again", "version", "more_failing"])
def test_whatever_changes_makes_a_request_stale(shop: Shop, change: str) -> None:
    conversation, draft = shop.drafted("12 May it is.", checks=FAILING)
    request, more = ask(shop, draft), dict[str, Any]()
    if change == "message":
        shop.write(conversation)
    elif change == "takeover":
        takeovers.start(shop.db, conversation.id, "cy", now=shop.now())
    elif change == "text":
        desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
        desk.autosave(shop.db, draft.id, "ann", "Something else")
        desk.release(shop.db, draft.id, "ann")
    elif change == "asked_again":
        desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
        ask(shop, draft, "13 May it is.")
    elif change == "version":
        more = {"draft_version": 2}
    else:
        more = {"kind": "edit", "text": "13 May it is.", "failing": ("dates", "leak")}
    with pytest.raises(Stale):
        let_out(shop, request, **more)
    assert decisions.for_draft(shop.db, draft.id) is None


def test_two_second_persons_at_once_are_one_decision(shop: Shop, at_once: Any) -> None:
    for _ in range(5):
        request = ask(shop, blocked(shop))
        results = at_once(*[lambda who=who, r=request: let_out(shop, r, who) for who in ("bo", "cy")])
        assert sum(isinstance(result, Decision) for result in results) == 1
        assert sum(isinstance(result, DataError) for result in results) == 1


def test_an_approval_and_a_no_at_once_are_one_answer(shop: Shop, at_once: Any) -> None:
    for _ in range(5):
        request = ask(shop, blocked(shop))
        desk.claim(shop.db, request.draft_id, "bo", now=shop.now(1))
        yes, no = at_once(
            lambda r=request: let_out(shop, r),
            lambda r=request: approvals.decline(shop.db, Second(r.id, "cy", "reviewer"), "No."),
        )
        made = decisions.for_draft(shop.db, request.draft_id)
        assert isinstance(yes, Decision) == (made is not None) == isinstance(no, Stale)


def test_an_approval_and_a_message_at_once_never_both_count(shop: Shop, at_once: Any) -> None:
    for _ in range(5):
        conversation, draft = shop.drafted("12 May it is.", checks=FAILING)
        request = ask(shop, draft)
        made, _ = at_once(lambda r=request: let_out(shop, r), lambda c=conversation: shop.write(c))
        if isinstance(made, Decision):  # it came first: the gate will see the newer message
            shop.queue(shop.row(conversation, made))
            row = shop.leave(lambda row, facts: "newer" if facts.last_inbound_seq > row.last_seq else None)
            assert row is None
        else:
            assert isinstance(made, Stale | ClaimLost | AlreadyDecided)


def test_asking_and_a_message_at_once_leave_no_request_that_waits(shop: Shop, at_once: Any) -> None:
    for _ in range(5):
        conversation, draft = shop.drafted("12 May it is.", checks=FAILING)
        at_once(lambda d=draft: ask(shop, d), lambda c=conversation: shop.write(c))
        asked = approvals.newest(shop.db, draft.id)
        assert asked is None or not asked.waits


def test_erasing_the_customer_blanks_what_was_asked_and_answered(shop: Shop) -> None:
    conversation, draft = shop.drafted("12 May it is.", checks=FAILING)
    request = ask(shop, draft)
    desk.claim(shop.db, draft.id, "bo", now=shop.now(200))
    approvals.decline(shop.db, Second(request.id, "bo", "reviewer"), "Call <PERSON_1> again.")
    customers.erase(shop.db, conversation.customer_id, "admin")
    asked = approvals.newest(shop.db, draft.id)
    assert asked and asked.answer
    kept = (asked.request.text, asked.request.reason, asked.request.checks, asked.answer.note)
    assert kept == ("[erased]", "[erased]", (), None)


def test_a_word_masked_by_hand_is_masked_in_what_was_asked_and_answered(shop: Shop) -> None:
    conversation, draft = shop.drafted("12 May it is.", checks=FAILING)
    request = ask(shop, draft, "For Frost: 13 May.", reason="Frost said so.")
    desk.claim(shop.db, draft.id, "bo", now=shop.now(200))
    approvals.decline(shop.db, Second(request.id, "bo", "reviewer"), "Frost was wrong.")

    class Hide:
        def __call__(self, text: str) -> str:
            return text.replace("Frost", "<OTHER_1>")

    hide: Any = Hide()
    shop.db.write(lambda cursor: kept.rewrite(cursor, conversation.id, hide, "ann", shop.now()))
    asked = approvals.newest(shop.db, draft.id)
    assert asked and asked.answer
    assert (asked.request.text, asked.answer.note) == ("For <OTHER_1>: 13 May.", "<OTHER_1> was wrong.")
    assert asked.request.text_hash == text_hash(asked.request.text)
    assert asked.request.checks[0]["spans"] == [] and asked.request.reason == "<OTHER_1> said so."
