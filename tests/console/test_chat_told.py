"""What the chat says of a conversation."""

from __future__ import annotations

from console.texts import say
from data import conversations
from tests.console.pages import Open, shown
from tests.console.room import Room


def test_a_closed_conversation_is_not_said_to_be_drafted_in(room: Room, page: Open) -> None:
    conversation = room.waiting()
    conversations.close(room.db, conversation.id, room.people["reviewer"].id)
    found = shown(page("waiting", conversation=conversation.id))
    assert say("chat.closed") in found and say("chat.over") not in found
