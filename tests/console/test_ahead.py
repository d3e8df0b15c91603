"""Reading ahead: the next draft is there at once, and never as it no longer is."""

from __future__ import annotations

from typing import Any

import pytest

from console import ahead
from console.views import work as works
from data import conversations, desk
from data.database import Database
from data.glance import glance
from tests.console.pages import Open
from tests.console.room import Room


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts reads; nothing is remembered from one to the next."""
    monkeypatch.setattr("data.recent.SECONDS", -1.0)
    count = [0]
    looked = Database._looked

    def counting(*given: Any, **named: Any) -> Any:
        count[0] += 1
        return looked(*given, **named)

    monkeypatch.setattr(Database, "_looked", counting)
    return count


def prepared(room: Room) -> tuple[Any, Any]:
    """Two drafts, the first one open and the second read ahead."""
    first, second = room.drafted(urgency="high"), room.drafted()
    ahead.prepare(room.people["reviewer"], first.id).result(20)
    return first, second


def test_the_next_draft_takes_one_look_instead_of_nine(room: Room, counted: list[int]) -> None:
    first, second = prepared(room)
    counted[0] = 0
    found = ahead.work(second.id)
    assert counted == [1]
    assert found == works.load(room.db, second.id) and counted[0] > 8
    assert ahead.work(first.id) is None


def test_claims_and_edits_are_seen(room: Room) -> None:
    _, second = prepared(room)
    room.claimed(second, "other")
    room.parts.desk.autosave(second.id, room.people["other"], "half a reply")
    assert ahead.work(second.id) == works.load(room.db, second.id)


@pytest.mark.parametrize("happens", ["message", "decision", "takeover"])
def test_what_has_moved_is_read_anew(room: Room, happens: str) -> None:
    _, second = prepared(room)
    if happens == "message":
        conversation = works.load(room.db, second.id).conversation
        room.write(conversation)
    elif happens == "decision":
        room.parts.desk.edit(room.claimed(second).id, room.people["reviewer"], "Another reply, in my words.")
    else:
        room.parts.desk.start_takeover(second.conversation_id, room.people["other"])
    assert ahead.work(second.id) is None


def test_what_the_customer_was_promised_meanwhile_elsewhere_is_seen(room: Room, page: Open) -> None:
    _, second = prepared(room)
    customer_id = conversations.get(room.db, second.conversation_id).customer_id
    elsewhere = conversations.open(room.db, customer_id=customer_id, channel="chat", language="en")
    room.waiting(elsewhere)
    room.parts.desk.start_takeover(elsewhere.id, room.people["other"])
    room.parts.desk.say(elsewhere.id, room.people["other"], "We will refund you in full.")
    room.deliver()
    assert ahead.work(second.id) is not None
    opened = page("review", draft=second.id)
    assert any("1 promise" in fold.label for fold in opened.expander)


def test_what_was_read_long_ago_is_not_kept(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    _, second = prepared(room)
    assert second.id in ahead._read
    monkeypatch.setattr(ahead, "SECONDS", 0.0)
    ahead.prepare(room.people["reviewer"], second.id).result(20)
    assert second.id not in ahead._read


def test_a_draft_that_does_not_exist_has_no_glance(room: Room) -> None:
    assert glance(room.db, "nothing") is None and ahead.work("nothing") is None
    assert desk.queue(room.db) == []
