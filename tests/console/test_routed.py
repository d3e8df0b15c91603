"""Whose an item is: one's own first, a mark on everybody's, and a part of the queue that is remembered."""

from __future__ import annotations

from datetime import UTC, datetime

from console.views import queue, routed, staffed
from data import assignments, desk, staffing
from tests.console.room import Room


def test_ones_own_come_first_then_nobodys_then_others(room: Room) -> None:
    me, other = room.people["reviewer"].id, room.people["other"].id
    first, theirs, mine = (room.drafted(ago=ago) for ago in (300, 200, 100))
    assignments.assign(room.db, theirs.conversation_id, other, me)
    assignments.assign(room.db, mine.conversation_id, me, other)
    known, items = routed.load(room.db, room.parts.waits), desk.queue(room.db)
    ordered = [item.draft_id for item in routed.order(items, me, known)]
    assert ordered == [mine.id, first.id, theirs.id]
    assert queue.next_draft(routed.order(items, me, known), me) == mine.id
    marks = {item.draft_id: routed.marks(item.conversation_id, me, known) for item in items}
    assert [[mark.word for mark in marks[draft.id]] for draft in (first, theirs, mine)] == [
        [], ["Anna Berg’s"], ["Yours"],
    ]  # fmt: skip


def test_the_part_of_the_queue_is_chosen_and_remembered(room: Room) -> None:
    me = room.people["reviewer"].id
    free, mine = room.drafted(ago=200), room.drafted(ago=100)
    assignments.assign(room.db, mine.conversation_id, me, me)
    known, items = routed.load(room.db, room.parts.waits), desk.queue(room.db)
    parts = {name: [item.draft_id for item in routed.part(items, me, known, name)] for name in routed.SHOWN}
    assert parts == {"all": [free.id, mine.id], "mine": [mine.id], "unassigned": [free.id]}
    assert staffed.queue_shown(room.db, me) == "all"
    staffed.remember(room.db, me, "mine")
    assert staffed.queue_shown(room.db, me) == "mine"


def test_colleagues_to_choose_from_oneself_first_and_the_away_marked(room: Room) -> None:
    me, other = room.people["reviewer"].id, room.people["other"].id
    now = datetime.now(UTC)
    staffing.go_away(room.db, other, other, now=now)
    found = staffed.assignable(room.db, me, None, now)
    assert [one.label for one in found] == ["Mette Kjær", "Ada Lindqvist", "Anna Berg (away)", "Signe Holm"]
    assert me not in {one.account_id for one in staffed.assignable(room.db, other, me, now)}
