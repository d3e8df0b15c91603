"""Decisions as files for other tools: the forms of the documentation, redacted, without erased customers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from data import customers, desk, drafts
from data.records import Conversation
from data.reviewed import reviewed
from glassdesk.teaching import decision_lines, example_lines
from tests.graph.conftest import db, reader, redactor, shop  # noqa: F401  (fixtures)
from tests.graph.shop import COMPANY, REPLY, Shop

DOCS = (Path(__file__).parents[2] / "docs" / "interop.md").read_text("utf-8")
EDITED = "Dear <PERSON_1>, your parcel is on its way and arrives on Friday."


def decided(shop: Shop, **by: str) -> Conversation:  # noqa: F811
    """One message, decided on; edited and sent if nothing else is said."""
    conversation, draft = shop.drafted()
    if "reject" in by:
        shop.desk.reject(draft.id, shop.reviewer, reasons=["tone"])
    else:
        shop.desk.edit(draft.id, shop.reviewer, by.get("edit", EDITED), reasons=["more precise"])
    shop.run()
    shop.deliver()
    return conversation


def example_row(name: str) -> dict[str, Any]:
    """The row that the documentation shows under this heading."""
    found = re.search(rf"### {name}\n.*?```json\n(.*?)```", DOCS, re.S)
    assert found, name
    return json.loads(found[1])


def shape(value: object) -> object:
    """Keys and kinds; of a list its first entry's. Empty and unknown fit anything."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "text" if isinstance(value, str) else "number" if isinstance(value, int | float) else value


def test_the_documented_chat_is_what_examples_come_to(shop: Shop) -> None:  # noqa: F811
    decided(shop)
    (line,) = example_lines(shop.db, COMPANY.name)
    documented = example_row("As chats, for fine-tuning")
    assert line["messages"] == documented["messages"] and shape(line) == shape(documented)
    assert [message["role"] for message in line["messages"]] == ["system", "user", "assistant"]
    assert line["messages"][2]["content"] == EDITED


def test_the_documented_case_is_what_decisions_come_to(shop: Shop) -> None:  # noqa: F811
    decided(shop)
    (line,) = decision_lines(shop.db, COMPANY.name)
    documented = example_row("As cases, for evaluation")
    for key in ("input", "draft", "reference", "edit_distance"):
        assert line[key] == documented[key]
    assert set(line) == set(documented)
    assert {key: shape(line[key]) for key in ("decision", "labels")} == {
        key: shape(documented[key]) for key in ("decision", "labels")
    }
    assert set(line["drafter"]) == set(documented["drafter"])
    assert set(line["checks"][0]) == set(documented["checks"][0])


def test_examples_come_as_cases_and_decisions_as_chats_too(shop: Shop) -> None:  # noqa: F811
    decided(shop)
    decided(shop, reject="yes")
    (case,) = example_lines(shop.db, COMPANY.name, "evaluation")
    (chat,) = decision_lines(shop.db, COMPANY.name, "chat")
    assert case["reference"] == chat["messages"][2]["content"] == EDITED
    assert [one["decision"]["kind"] for one in decision_lines(shop.db, COMPANY.name)] == ["edit", "reject"]


def test_a_rejected_draft_has_no_reference_and_is_no_chat(shop: Shop) -> None:  # noqa: F811
    decided(shop, reject="yes")
    (case,) = decision_lines(shop.db, COMPANY.name)
    assert case["reference"] is None and case["draft"] == REPLY and case["decision"]["reasons"] == ["tone"]
    assert not list(decision_lines(shop.db, COMPANY.name, "chat"))


def test_a_reply_that_has_not_left_teaches_nobody_yet(shop: Shop) -> None:  # noqa: F811
    _, draft = shop.drafted()
    shop.desk.approve(draft.id, shop.reviewer)
    assert not list(decision_lines(shop.db, COMPANY.name, "chat"))
    shop.run()
    shop.deliver()
    (chat,) = decision_lines(shop.db, COMPANY.name, "chat")
    assert chat["messages"][2]["content"] == REPLY


@pytest.mark.parametrize("form", ["chat", "evaluation"])
def test_nothing_is_in_the_clear_and_erased_customers_are_absent(shop: Shop, form: Any) -> None:  # noqa: F811
    stays, goes = decided(shop), decided(shop)
    before = [*example_lines(shop.db, COMPANY.name, form), *decision_lines(shop.db, COMPANY.name, form)]
    assert len(before) == 4 and not re.search("Ingrid|Solberg|example.org", str(before))
    customers.erase(shop.db, goes.customer_id, "operator")
    left = [*example_lines(shop.db, COMPANY.name, form), *decision_lines(shop.db, COMPANY.name, form)]
    kept = {one.decision_id for one in reviewed(shop.db)}
    assert len(left) == 2 and len(kept) == 1 and "[erased]" not in str(left)
    assert drafts.of_conversation(shop.db, stays.id)


def test_decisions_come_in_order_whatever_the_page(shop: Shop) -> None:  # noqa: F811
    for text in ("One.", "Two.", "Three."):
        decided(shop, edit=text)
    for page in (1, 2, 500):
        assert [one.reply for one in reviewed(shop.db, page)] == ["One.", "Two.", "Three."]


def test_several_messages_are_one_request(shop: Shop) -> None:  # noqa: F811
    conversation = shop.open()
    shop.write(conversation, "Where is my parcel?")
    shop.write(conversation, "It should have come on Monday.")
    shop.run()
    draft = shop.claim(conversation)
    shop.desk.reject(draft.id, shop.reviewer)
    (one,) = reviewed(shop.db)
    assert one.request == "Where is my parcel?\n\nIt should have come on Monday."
    assert desk.get(shop.db, draft.id).status == "decided"
