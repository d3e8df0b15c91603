"""Second persons: what one reviewer can't let out goes out only when another one has approved exactly that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from data import accounts, audit, decisions, desk
from data.errors import NotSecond, Stale
from data.records import Account, Draft, Role
from graph.desk import ApprovalNeeded, BlockedDraft, NoReason, NothingToAsk, Unchecked
from graph.overriding import NEVER
from graph.rechecking import Rechecking
from tests.graph.shop import Shop, review_desk
from tests.graph.test_approval import with_approval

INVENTED = "Thank you. The shipping fee of 4711 EUR has been noted, see https://nowhere.example/fees."


def blocked(shop: Shop, reply: str = INVENTED) -> Draft:
    shop.writer.reply = reply
    return shop.drafted()[1]


def another(shop: Shop, role: Role = "reviewer", name: str = "bo") -> Account:
    return accounts.add(shop.db, username=name, display_name=name.title(), role=role)


def take(shop: Shop, draft: Draft, who: Account) -> None:
    desk.release(shop.db, draft.id, desk.get(shop.db, draft.id).claimed_by or "")
    desk.claim(shop.db, draft.id, who.id)


def let_out(shop: Shop, draft: Draft, who: Account) -> object:
    take(shop, draft, who)
    asked = shop.desk.second(draft.id)
    assert asked
    return shop.desk.let_out(asked, who)


@pytest.mark.parametrize(
    "text", [INVENTED, "Thanks. The fee of 4712 EUR is noted, see https://nowhere.example."]
)
def test_a_forbidden_text_goes_out_when_another_person_has_approved_it(shop: Shop, text: str) -> None:
    draft = blocked(shop)
    for send in (
        lambda: shop.desk.approve(draft.id, shop.reviewer),
        lambda: shop.desk.edit(draft.id, shop.reviewer, text + " "),
    ):
        with pytest.raises(BlockedDraft, match="ask a second person"):
            send()
    asked = shop.desk.ask_second(draft.id, shop.reviewer, text, "Ingrid Solberg told me the fee.")
    assert asked.wants and "Solberg" not in asked.reason
    made = let_out(shop, draft, another(shop))
    shop.run()
    assert len(shop.deliver()) == 1
    assert decisions.for_draft(shop.db, draft.id) == made
    (event,) = [event for event in audit.events(shop.db) if event.kind == "decision.made"]
    assert event.subject["asked_by"] == shop.reviewer.id != event.subject["approved_by"]


def test_a_value_written_out_in_the_drafts_own_words_is_asked_about_as_the_draft(shop: Shop) -> None:
    draft = blocked(shop, "Dear <PERSON_1>. The shipping fee of 4711 EUR has been noted.")
    text = draft.text.replace("<PERSON_1>", "Ingrid Solberg")
    asked = shop.desk.ask_second(draft.id, shop.reviewer, text, "It is right.")
    assert (asked.kind, asked.text) == ("approve", draft.text)
    let_out(shop, draft, another(shop))
    shop.run()
    assert [row.authorship for row in shop.deliver()] == ["ai_approved"]


def test_who_asked_can_not_be_the_second_and_a_no_says_why(shop: Shop) -> None:
    draft, bo = blocked(shop), another(shop)
    shop.desk.ask_second(draft.id, shop.reviewer, draft.text, "It is right.")
    with pytest.raises(NotSecond):
        let_out(shop, draft, shop.reviewer)
    take(shop, draft, bo)
    asked = shop.desk.second(draft.id)
    assert asked
    with pytest.raises(NoReason):
        shop.desk.decline(asked, bo, "  ")
    shop.desk.decline(asked, bo, "Ask finance first.")
    with pytest.raises(Stale):
        let_out(shop, draft, bo)
    take(shop, draft, shop.reviewer)
    again = shop.desk.second(draft.id)
    assert again and again.answer and again.answer.note == "Ask finance first."


def test_a_request_needs_a_reason_and_a_fault(shop: Shop) -> None:
    draft = blocked(shop)
    with pytest.raises(NoReason):
        shop.desk.ask_second(draft.id, shop.reviewer, draft.text, "")
    with pytest.raises(NothingToAsk):
        shop.desk.ask_second(draft.id, shop.reviewer, "Thank you for your message.", "To be sure.")


@pytest.mark.parametrize("reply", ["Hello <PERSON_7>, thank you.", "I am a human being, not a machine."])
def test_some_checks_can_be_overridden_by_nobody(shop: Shop, reply: str) -> None:
    draft = blocked(shop, reply)
    assert {check["name"] for check in draft.checks if check["verdict"] == "block"} & set(NEVER)
    with pytest.raises(BlockedDraft, match="edit it$"):
        shop.desk.ask_second(draft.id, shop.reviewer, draft.text, "I want it so.")


def test_an_edit_that_pretends_is_forbidden_though_the_draft_was_clean(shop: Shop) -> None:
    draft = blocked(shop, "Thank you for your message.")
    with pytest.raises(BlockedDraft, match="person"):
        shop.desk.edit(draft.id, shop.reviewer, "I am a human being, not a machine.")


def test_what_only_the_reviewer_knows_does_not_forbid_a_clean_drafts_edit(shop: Shop) -> None:
    draft = blocked(shop, "Thank you for your message.")
    assert shop.desk.edit(draft.id, shop.reviewer, "It arrives on 14 May, Ingrid Solberg.").kind == "edit"


def test_a_message_after_the_question_makes_it_stale_and_nothing_goes_out(shop: Shop) -> None:
    shop.writer.reply = INVENTED
    conversation, draft = shop.drafted()
    shop.desk.ask_second(draft.id, shop.reviewer, draft.text, "It is right.")
    shop.write(conversation, "Never mind.")
    asked = shop.desk.second(draft.id)
    assert asked and asked.stale
    with pytest.raises(Stale):
        shop.desk.let_out(asked, another(shop))
    assert decisions.for_draft(shop.db, draft.id) is None


def test_a_text_that_can_not_be_checked_is_not_sent(shop: Shop) -> None:
    draft = blocked(shop)

    class Broken:
        def gather(self, *parts: object, **more: object) -> None:
            raise RuntimeError("no sources")

    parts = replace(shop.parts, gatherer=Broken())  # type: ignore[arg-type]
    with pytest.raises(Unchecked):
        review_desk(parts).edit(draft.id, shop.reviewer, "Something else.")


def test_sources_are_looked_up_once_for_many_edits(shop: Shop) -> None:
    draft, calls = blocked(shop), []

    class Counting:
        def gather(self, *parts: object, **more: object) -> object:
            calls.append(1)
            return shop.parts.gatherer.gather(*parts, **more)  # type: ignore[arg-type]

    parts = shop.parts
    again = Rechecking(shop.db, parts.vault, Counting(), parts.check, parts.modules)  # type: ignore[arg-type]
    for number in range(3):
        found = again.results(draft, f"Thank you {number}.")
        assert [one.name for one in found] == [check["name"] for check in draft.checks]
    assert len(calls) == 1


@pytest.mark.parametrize(
    "approval, asking, second, fits",
    [
        ("two_people", "reviewer", "reviewer", False),
        ("two_people", "reviewer", "supervisor", True),
        ("two_people", "supervisor", "reviewer", True),
        ("supervisor", "reviewer", "reviewer", False),
        ("supervisor", "reviewer", "admin", True),
    ],
)
def test_where_two_are_wanted_one_of_them_is_a_supervisor(
    shop: Shop, tmp_path: Path, approval: str, asking: Role, second: Role, fits: bool
) -> None:
    strict = with_approval(shop, tmp_path, approval)
    draft = strict.drafted()[1]
    ann, bo = another(strict, asking, "ann"), another(strict, second, "bo")
    take(strict, draft, ann)
    sends: tuple[Callable[[], object], ...] = (
        lambda: strict.desk.approve(draft.id, ann),
        lambda: strict.desk.edit(draft.id, ann, "Another reply."),
    )
    for send in sends:
        with pytest.raises(ApprovalNeeded, match="ask a second person"):
            send()
    strict.desk.ask_second(draft.id, ann, draft.text, "Please look.")
    if not fits:
        with pytest.raises(NotSecond):
            let_out(strict, draft, bo)
        return
    let_out(strict, draft, bo)
    strict.run()
    assert len(strict.deliver()) == 1


def test_rules_that_came_after_the_question_make_it_stale(shop: Shop, tmp_path: Path) -> None:
    draft = blocked(shop)
    shop.desk.ask_second(draft.id, shop.reviewer, draft.text, "It is right.")
    strict = with_approval(shop, tmp_path, "two_people")
    with pytest.raises(Stale, match="ask again"):
        let_out(strict, draft, another(shop, "supervisor"))
