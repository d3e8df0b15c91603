"""A canary in a room: the copy of a reply that somebody approved two days ago, with another day in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from data import canaries
from data.ids import new_id
from data.records import Canary
from tests.console.room import CHECKS, REPLY, Room

RIGHT, WRONG = "12 May", "21 May"
TRUTH = "Order NL-1001: promised 12 May"


def planted(room: Room, by: str = "reviewer", **more: Any) -> Canary:
    """Someone (`by`) has sent the original as it was; everybody else finds the canary in the queue."""
    draft = room.claimed(room.drafted(), by)
    decision = room.parts.desk.approve(draft.id, room.people[by])
    ago = datetime.now(UTC) - timedelta(days=2)
    room.db.write(
        lambda cursor: cursor.run("UPDATE decision SET decided_at = $2 WHERE id = $1", decision.id, ago)
    )
    given: dict[str, Any] = {
        "id": new_id(), "follows": new_id(), "draft_id": draft.id, "draft_hash": draft.text_hash,
        "conversation_id": draft.conversation_id, "language": "en", "fault": "date", "place": REPLY.index(RIGHT),
        "was": RIGHT, "planted": WRONG, "truth": TRUTH, "text": REPLY.replace(RIGHT, WRONG), "checks": CHECKS[:1],
        "planted_at": datetime.now(UTC) - timedelta(minutes=3), **more,
    }  # fmt: skip
    made = Canary(**given)
    assert canaries.plant(room.db, made)
    return made
