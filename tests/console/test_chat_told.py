"""What the chat says of a conversation, and of words that did not reach the customer."""

from __future__ import annotations

import secrets

from console import texts
from console.spoken import spoken
from console.texts import FIRST, say
from data import conversations, customers, outbox
from graph.gate import Gate
from graph.vault import Vault
from redaction import Keyring
from tests.console.pages import Open, shown
from tests.console.room import COMPANY, Room


def test_a_closed_conversation_is_not_said_to_be_drafted_in(room: Room, page: Open) -> None:
    conversation = room.waiting()
    conversations.close(room.db, conversation.id, room.people["reviewer"].id)
    found = shown(page("waiting", conversation=conversation.id))
    assert say("chat.closed") in found and say("chat.over") not in found


def test_words_that_the_gate_held_back_are_shown_with_why(room: Room, page: Open) -> None:
    conversation = room.waiting()
    room.parts.desk.start_takeover(conversation.id, room.people["reviewer"])
    room.deliver()
    room.parts.desk.say(conversation.id, room.people["reviewer"], "Your lamp is in the shop.")
    other_keys = Vault(room.db, Keyring(secrets.token_bytes(32)))
    assert outbox.take(room.db, Gate(other_keys, COMPANY)) is None
    room.write(conversation, "Are you there?")
    found = shown(page("waiting", conversation=conversation.id))
    assert "not sent: the gate failed" in found
    assert found.index("Your lamp is in the shop.") < found.rindex("Are you there?")  # the list has it too
    (row,) = (row for row in outbox.of_conversation(room.db, conversation.id) if row.refused)
    texts.chosen_by(lambda: "de")
    try:
        assert spoken(row.refused or "").startswith("Die letzte Kontrolle ist gescheitert")
    finally:
        texts.chosen_by(lambda: FIRST)
    customers.erase(room.db, conversation.customer_id, "ada")
    assert "not sent" not in shown(page("waiting", conversation=conversation.id))
