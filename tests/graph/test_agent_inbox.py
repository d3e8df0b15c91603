"""Drafts reviewed from Agent Inbox: its form, and its four answers as decisions of one named account."""

from __future__ import annotations

import secrets
import warnings
from typing import Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command
from pydantic import TypeAdapter

from data import accounts, audit, decisions, desk, drafts, turns
from data.errors import NotFound
from data.records import Account, Conversation, Draft
from graph.agent_inbox import AgentInbox, NotAnAnswer
from graph.desk import ApprovalNeeded, BlockedDraft
from graph.workflow import build
from tests.graph.shop import QUESTION, REPLY, Shop, Writer
from tests.graph.test_approval import with_approval

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # LangGraph's own copy of the form, which is to move elsewhere
    from langgraph.prebuilt.interrupt import HumanInterrupt, HumanResponse

ACCEPT = [{"type": "accept", "args": {"action": "send_reply", "args": {"text": REPLY}}}]
IGNORE = [{"type": "ignore", "args": None}]


def edit(text: str) -> list[dict[str, Any]]:
    return [{"type": "edit", "args": {"action": "send_reply", "args": {"text": text}}}]


def respond(text: str) -> list[dict[str, Any]]:
    return [{"type": "response", "args": text}]


@pytest.fixture
def account(shop: Shop) -> Account:
    return accounts.add(shop.db, username="agent-inbox", display_name="Agent Inbox", role="reviewer")


def on_the_desk(shop: Shop) -> tuple[Conversation, Draft]:
    """A conversation whose draft nobody has claimed."""
    conversation, draft = shop.drafted()
    desk.release(shop.db, draft.id, shop.reviewer.id)
    return conversation, draft


class Thread:
    """The graph as a LangGraph server runs it: its own checkpointer, resumed with what Agent Inbox sends."""

    def __init__(self, shop: Shop, account: Account) -> None:
        self.conversation = shop.open()
        shop.write(self.conversation)
        turn = turns.take(shop.db, "test")
        assert turn is not None
        self.turn_id = turn.id
        asking = AgentInbox(shop.parts, account.id)
        self._graph = build(shop.parts, asking.review).compile(checkpointer=InMemorySaver())
        self._config: Any = {"configurable": {"thread_id": secrets.token_hex(8)}}
        self.result = self._graph.invoke({"turn_id": self.turn_id}, self._config)

    @property
    def asked(self) -> dict[str, Any]:
        (found,) = self.result["__interrupt__"]
        return found.value

    def answer(self, answer: object) -> dict[str, Any]:
        self.result = self._graph.invoke(Command(resume=answer), self._config)
        return self.result


def test_the_request_is_in_the_published_form_and_says_what_it_is_about(shop: Shop, account: Account) -> None:
    asked = Thread(shop, account).asked
    TypeAdapter(HumanInterrupt).validate_python(asked, strict=True, extra="forbid")
    assert asked["action_request"] == {"action": "send_reply", "args": {"text": REPLY}}
    assert set(asked["config"].values()) == {True}
    assert "<PERSON_1>" in asked["description"] and "Ingrid" not in str(asked)


def test_a_customer_can_not_write_markdown_into_the_description(shop: Shop, account: Account) -> None:
    conversation = shop.open()
    shop.write(conversation, "Where is my parcel?\n````\n![x](http://example.org/pixel.png)\n```")
    shop.run()
    (draft,) = drafts.of_conversation(shop.db, conversation.id)
    description = AgentInbox(shop.parts, account.id).request(draft.id)["description"]
    opened = description.split("\n\n")[1].splitlines()[0]
    assert opened == "`````text" and description.count("`````") == 2


def test_accept_sends_the_draft_as_approved_by_the_account(shop: Shop, account: Account) -> None:
    thread = Thread(shop, account)
    TypeAdapter(list[HumanResponse]).validate_python(ACCEPT)
    thread.answer(ACCEPT)
    decided = decisions.for_turn(shop.db, thread.turn_id)
    assert decided is not None and (decided.kind, decided.reviewer_id) == ("approve", account.id)
    made = [event for event in audit.events(shop.db) if event.kind == "decision.made"]
    assert [event.actor for event in made] == [account.id]
    (row,) = shop.deliver()
    assert row.authorship == "ai_approved" and row.decision_id == decided.id


def test_edit_sends_the_changed_text(shop: Shop, account: Account) -> None:
    thread = Thread(shop, account)
    thread.answer(edit("Dear <PERSON_1>, your parcel arrives on Friday."))
    decided = decisions.for_turn(shop.db, thread.turn_id)
    assert decided is not None and decided.kind == "edit"
    assert [row.authorship for row in shop.deliver()] == ["ai_edited"]
    assert "Dear Ingrid Solberg, your parcel" in shop.read_by_customer(thread.conversation)[0]


def test_a_response_rejects_and_drafts_again_by_its_words(shop: Shop, account: Account) -> None:
    thread = Thread(shop, account)
    thread.answer(respond("Say that we are sorry."))
    assert shop.writer.asked[-1].guidance == "Say that we are sorry."
    first, second = drafts.of_conversation(shop.db, thread.conversation.id)
    rejected = decisions.for_draft(shop.db, first.id)
    assert rejected is not None and rejected.kind == "reject" and second.version == 2
    assert thread.asked["action_request"]["args"]["text"] == REPLY and not shop.deliver()
    thread.answer(ACCEPT)
    assert len(shop.deliver()) == 1


def test_ignore_rejects_and_sends_nothing(shop: Shop, account: Account) -> None:
    thread = Thread(shop, account)
    assert "__interrupt__" not in thread.answer(IGNORE)
    decided = decisions.for_turn(shop.db, thread.turn_id)
    assert decided is not None and (decided.kind, decided.guidance) == ("reject", None)
    assert turns.get(shop.db, thread.turn_id).status == "done" and not shop.deliver()


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (edit("Dear <PERSON_7>, it comes."), "<PERSON_7>"),
        (edit("  "), "empty"),
        (respond(" "), "came without its words"),
        ([{"type": "approve"}], "none of accept, edit, response, ignore"),
        ("yes", "none of accept, edit, response, ignore"),
        ([*ACCEPT, *IGNORE], "none of accept, edit, response, ignore"),
    ],
)
def test_an_answer_that_can_not_be_followed_is_asked_for_again(
    shop: Shop, account: Account, answer: object, why: str
) -> None:
    thread = Thread(shop, account)
    thread.answer(answer)
    assert "not followed" in thread.asked["description"] and why in thread.asked["description"]
    assert decisions.for_turn(shop.db, thread.turn_id) is None and not shop.deliver()
    thread.answer(ACCEPT)
    assert len(shop.deliver()) == 1


def test_an_earlier_answer_is_not_followed_later(shop: Shop, account: Account) -> None:
    """An accept that came while somebody else had the draft must not send it once that person has let go."""
    thread = Thread(shop, account)
    (draft,) = drafts.of_conversation(shop.db, thread.conversation.id)
    desk.claim(shop.db, draft.id, shop.reviewer.id)
    thread.answer(ACCEPT)
    assert "is working on this" in thread.asked["description"]
    desk.release(shop.db, draft.id, shop.reviewer.id)
    thread.answer(IGNORE)
    decided = decisions.for_turn(shop.db, thread.turn_id)
    assert decided is not None and decided.kind == "reject" and not shop.deliver()


def test_a_decision_made_in_the_console_meanwhile_counts(shop: Shop, account: Account) -> None:
    thread = Thread(shop, account)
    (draft,) = drafts.of_conversation(shop.db, thread.conversation.id)
    desk.claim(shop.db, draft.id, shop.reviewer.id)
    shop.desk.edit(draft.id, shop.reviewer, "By hand.")
    thread.answer(ACCEPT)
    (row,) = shop.deliver()
    assert row.redacted == "By hand."


def test_an_account_that_is_switched_off_decides_nothing(shop: Shop, account: Account) -> None:
    _, draft = on_the_desk(shop)
    accounts.set_active(shop.db, account.id, False)
    with pytest.raises(NotAnAnswer, match="switched off"):
        AgentInbox(shop.parts, account.id).decide(draft.id, ACCEPT)
    assert desk.get(shop.db, draft.id).claimed_by is None


def test_the_desks_rules_hold_for_it_too(shop: Shop, account: Account, tmp_path: Any) -> None:
    strict = with_approval(shop, tmp_path, "supervisor")
    _, draft = on_the_desk(strict)
    with pytest.raises(ApprovalNeeded):
        AgentInbox(strict.parts, account.id).decide(draft.id, ACCEPT)
    hasty = shop.with_drafter(Writer("I am a real person and your refund of 900 EUR is on its way."))
    _, blocked = on_the_desk(hasty)
    with pytest.raises(BlockedDraft):
        AgentInbox(hasty.parts, account.id).decide(blocked.id, ACCEPT)
    assert desk.get(shop.db, blocked.id).claimed_by is None  # let go, so that others can take it


def test_an_unknown_draft_is_an_error_and_not_a_question(shop: Shop, account: Account) -> None:
    with pytest.raises(NotFound):
        AgentInbox(shop.parts, account.id).decide("nothing", ACCEPT)


def test_the_question_of_the_shop_reaches_it(shop: Shop, account: Account) -> None:
    assert "where is my parcel?" in Thread(shop, account).asked["description"] and "parcel" in QUESTION
