"""Gathering from earlier conversations: the same matter comes along in short, other people's never."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from data import drafts, messages, orders, outbox, takeovers, turns
from data.ids import new_id
from data.records import Conversation, Turn
from graph.masking import Masking
from graph.modules import Modules
from graph.replies import Replies
from tests.graph.gathering import Desk, an_order
from tests.graph.shop import Shop


def _past(desk: Desk, asked: str, answered: str | None, intent: str, days: int) -> Conversation:
    """A conversation of `days` ago, redacted and labelled, with an answer if there was one."""
    talk = desk.talk()
    shop = desk.shop
    shop.write(talk, asked)
    turn = turns.take(shop.db, "worker")
    assert turn is not None
    Masking(shop.db, shop.parts.vault, shop.parts.redactor).message(
        messages.of_conversation(shop.db, talk.id)[0], talk, "en"
    )
    turns.set_triage(
        shop.db, turn.id, language="en", sentiment=0.0, emotion="neutral", intent=intent, urgency="normal",
        wants_human=False, must_escalate=False, injection=False, reasons=(),
    )  # fmt: skip
    if answered is not None:
        _answer(shop, talk, turn, answered)
    when = datetime.now(UTC) - timedelta(days=days)
    shop.db.write(
        lambda cursor: cursor.run(
            "UPDATE message SET created_at = $2 WHERE conversation_id = $1", talk.id, when
        ),
        quiet=True,
    )
    return talk


def _answer(shop: Shop, talk: Conversation, turn: Turn, text: str) -> None:
    drafts.add(
        shop.db, turn_id=turn.id, version=1, text=text, language="en", drafter="offline", model="none",
        prompt_version="1",
    )  # fmt: skip
    drafts.set_interrupt(shop.db, drafts.of_conversation(shop.db, talk.id)[-1].id, "interrupt")
    decision = shop.desk.approve(shop.claim(talk).id, shop.reviewer)
    row = Replies(shop.parts.vault, shop.parts.company).outbox(
        new_id(), talk, text, kind="reply", authorship="ai_approved", language="en", last_seq=1,
        decision_id=decision.id,
    )  # fmt: skip
    outbox.queue(shop.db, row, "system")
    turns.finish(shop.db, turn.id)
    assert shop.deliver()


REPLY = """Hello,

We are sorry for the wait. We will send you a replacement this week, <PERSON_1>. The carrier has been told.

Kind regards,
Nordlys Hjem"""


ASKED = "Hello,\nmy lamp from NH-1001 arrived broken. My name is Tom Baker, not Ingrid.\nBye"


def test_an_earlier_conversation_about_the_same_order_comes_in_short(desk: Desk) -> None:
    orders.save_all(desk.shop.db, [an_order("NH-1001", desk.customer)])
    past = _past(desk, ASKED, REPLY, "complaint_damaged", 200)
    talk = desk.talk()
    (found,) = desk.gather("Where is NH-1001?", "delivery_delay", talk, module=_wanting_history()).history
    assert found.conversation_id == past.id and found.outcome == "answered"
    assert found.asked.startswith("my lamp from NH-1001 arrived broken.") and "Hello" not in found.asked
    assert "Tom" not in repr(found) and found.answered.startswith("We are sorry for the wait.")
    assert len(found.promised) == 1 and "replacement" in found.promised[0]
    values = desk.shop.parts.vault.placeholders(talk.id, desk.customer).values()
    assert "Tom Baker" in values  # the placeholder is this conversation's now


def _wanting_history():
    return Modules.load().for_("delivery_delay", "", "en")


def test_other_subjects_and_old_times_stay_away(desk: Desk) -> None:
    _past(
        desk,
        "Which gas cartridge fits the camping stove?",
        "It takes screw cartridges.",
        "product_question",
        5,
    )
    _past(desk, "Where is my parcel? It is late.", "It is on its way.", "delivery_delay", 400)
    _past(desk, "Where is my other parcel? It is late.", "It is on its way.", "delivery_delay", 800)
    assert desk.gather("I can't sign in to my account", "login_account").history == ()


def test_the_same_request_of_late_and_what_is_still_open_matter(desk: Desk) -> None:
    same = _past(desk, "I can't sign in.", "Please use the link.", "login_account", 20)
    left = _past(desk, "Which gas cartridge fits the stove?", None, "product_question", 3)
    takeovers.request(desk.shop.db, left.id, "customer_asked", None, None)
    found = desk.gather("I can't sign in to my account again", "login_account").history
    assert {(one.conversation_id, one.outcome) for one in found} == {
        (same.id, "answered"), (left.id, "with a person")
    }  # fmt: skip
    assert date.today() - found[0].day <= timedelta(days=21)


def test_another_customers_past_is_never_read(desk: Desk) -> None:
    other = desk.shop.parts.vault.new_customer("en")
    _past(replace(desk, customer=other.id), "I can't sign in.", "Please use the link.", "login_account", 2)
    assert desk.gather("I can't sign in", "login_account").history == ()
