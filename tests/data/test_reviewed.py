"""Decisions with what they were about, on both databases."""

from __future__ import annotations

from data import customers, desk, messages
from data.reviewed import reviewed


def decided(shop, words: tuple[str, ...], reply: str):
    """One turn of these messages, edited to this reply; gives the conversation."""
    conversation = shop.conversation()
    for text in words:
        receipt = shop.write(conversation)
        messages.set_redacted(
            shop.db, receipt.message_id, redacted=text, findings=[], language="en", placeholders={}
        )
    while (turn := shop.take()).conversation_id != conversation.id:
        continue  # of an earlier one, decided: its worker does nothing with it
    draft = shop.draft(turn, "We are sorry.")
    desk.claim(shop.db, draft.id, "ann", now=shop.now(1))
    shop.decide(draft, "edit", text=reply)
    return conversation


def test_a_decision_comes_with_its_request_draft_and_reply(shop):
    decided(shop, ("Where is it?", "It is late."), "It comes on Friday.")
    (one,) = reviewed(shop.db)
    assert one.request == "Where is it?\n\nIt is late." and one.draft == "We are sorry."
    assert (one.kind, one.reply, one.sent) == ("edit", "It comes on Friday.", False)
    assert one.edit_distance and one.decided_at.utcoffset().total_seconds() == 0


def test_pages_follow_each_other_without_gaps_or_repeats(shop):
    replies = [f"Reply {number}." for number in range(5)]
    for reply in replies:
        decided(shop, ("Where is it?",), reply)
    for page in (1, 2, 5, 500):
        assert [one.reply for one in reviewed(shop.db, page)] == replies


def test_erased_customers_are_left_out(shop):
    gone, stays = (decided(shop, ("Where is it?",), reply) for reply in ("One.", "Two."))
    customers.erase(shop.db, gone.customer_id, "operator")
    assert [one.reply for one in reviewed(shop.db)] == ["Two."] and stays.id != gone.id
