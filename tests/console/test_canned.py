"""Replies that lie ready: who may remove which."""

from __future__ import annotations

import pytest

from data import accounts, canned
from tests.console.pages import Open, press
from tests.console.room import Room


@pytest.mark.parametrize(("role", "may"), [("supervisor", True), ("other", False)])
def test_leads_remove_the_shared_reply_of_somebody_who_has_left(
    room: Room, page: Open, role: str, may: bool
) -> None:
    mette, account = room.people["reviewer"], room.people[role]
    for title, shared in (("Greeting", True), ("Mine", False)):
        canned.save(room.db, account_id=mette.id, title=title, language="en", shared=shared, text="Hello!")
    accounts.set_active(room.db, mette.id, False, "ada")
    conversation = room.waiting()
    room.parts.desk.start_takeover(conversation.id, account)
    test = page("waiting", role, conversation=conversation.id)
    assert ["Remove “Greeting”" in [one.label for one in test.button]] == [may]
    assert not any("Mine" in one.label for one in test.button)
    if may:
        press(test, "Remove “Greeting”")
        assert [one.title for one in canned.visible(room.db, mette.id, "en")] == ["Mine"]
