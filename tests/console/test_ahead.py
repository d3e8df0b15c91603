"""Reading ahead: the next draft is there at once, and never as it no longer is."""

from __future__ import annotations

from typing import Any

import pytest

from console import ahead
from console.views import work as works
from data import desk
from data.database import Database
from data.glance import glance
from tests.console.room import Room


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts transactions; nothing is remembered from one to the next."""
    monkeypatch.setattr("data.recent.SECONDS", -1.0)
    count = [0]
    once = Database._once

    def counting(*given: Any, **named: Any) -> Any:
        count[0] += 1
        return once(*given, **named)

    monkeypatch.setattr(Database, "_once", counting)
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
    assert ahead.known(second.id) == room.parts.desk.customer(second.conversation_id)
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


def test_a_draft_that_does_not_exist_has_no_glance(room: Room) -> None:
    assert glance(room.db, "nothing") is None and ahead.work("nothing") is None
    assert desk.queue(room.db) == []
