"""Canaries in the console: they look like drafts, and deciding them leads nowhere but to a kind word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from console import pile
from console.actions import carry_out
from console.context import provide
from console.views import canary as views
from console.views import provenance
from console.views import work as works
from console.views.decide import Action
from data import canaries, conversations, messages
from data.errors import ClaimTaken, NotFound
from data.records import Canary
from tests.console.canaries import RIGHT, TRUTH, WRONG, planted
from tests.console.pages import Open, shown
from tests.console.room import REPLY, Room


def test_a_canary_stands_among_the_drafts_in_its_place(room: Room) -> None:
    made = planted(room)
    older = room.drafted(ago=600)
    younger = room.drafted(ago=10)
    urgent = room.drafted(ago=1, urgency="high")
    line = [item.draft_id for item in pile.queue(room.people["other"])]
    assert line == [urgent.id, older.id, made.id, younger.id]
    assert made.id not in [item.draft_id for item in pile.queue(room.people["reviewer"])]


def test_it_is_read_like_a_fresh_draft(room: Room) -> None:
    made = planted(room)
    room.deliver()
    room.write(conversations.get(room.db, made.conversation_id), "Thank you, it came!")
    work = pile.load(made.id)
    assert work and work.canary == made
    assert work.draft.text == made.text and work.draft.checks == made.checks
    assert [one.seq for one in work.messages] == [1]
    assert abs(work.messages[0].created_at - made.planted_at) < timedelta(seconds=5)
    assert works.blocked(work, room.people["other"], room.people["other"].id) == "no"
    assert pile.pulse(work, None) == works.pulse(work.desk, work.conversation, work.newer)


def test_claims_hold_as_for_drafts(room: Room) -> None:
    made, (bo, ada) = planted(room), (room.people["other"], room.people["admin"])
    pile.claim(made.id, bo)
    with pytest.raises(ClaimTaken):
        pile.claim(made.id, ada)
    pile.release(made.id, bo)
    pile.claim(made.id, ada)
    assert pile.desk_of(made.id).claimed_by == ada.id
    pile.keep(made.id, ada, "A text that goes nowhere.")
    draft = room.drafted()
    pile.claim(draft.id, bo)
    pile.keep(draft.id, bo, "An unfinished edit.")
    assert pile.desk_of(draft.id).edit_text == "An unfinished edit."
    with pytest.raises(NotFound):
        pile.claim("neither", bo)


@pytest.mark.parametrize("kind", ["approve", "edit", "reject", "take_over", "ask"])
def test_whoever_forgets_to_route_a_canary_finds_no_draft(room: Room, kind: str) -> None:
    made = planted(room)
    work = pile.load(made.id)
    assert work is not None
    rows = room.db.read(lambda cursor: cursor.rows("SELECT id FROM decision UNION ALL SELECT id FROM outbox"))
    action = Action(kind, work.draft.text if kind == "approve" else "Other words.")  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        carry_out(work.draft, room.people["other"], action, 5.0)
    again = room.db.read(
        lambda cursor: cursor.rows("SELECT id FROM decision UNION ALL SELECT id FROM outbox")
    )
    assert again == rows


def the(made: Canary, kind: str, text: str) -> bool:
    return views.spotted(made, Action(kind, text))  # type: ignore[arg-type]


def test_an_answer_counts_by_what_would_have_left(room: Room) -> None:
    made = planted(room)
    assert not the(made, "approve", made.text)
    assert not the(made, "edit", made.text + " Bye.")
    assert the(made, "edit", REPLY)
    assert the(made, "reject", made.text) and the(made, "take_over", made.text)
    assert not the(made, "ask", made.text)


def test_the_feedback_says_what_was_wrong_and_what_is_right_and_blames_nobody(room: Room) -> None:
    made = planted(room)
    for spotted in (True, False):
        shown = views.feedback_html(views.Feedback(spotted, made))
        assert "The date was wrong here." in shown and f'<mark class="gd-mark-warn">{WRONG}</mark>' in shown
        assert TRUTH in shown and RIGHT in shown and "Nothing was sent" in shown
    assert "you" not in shown.casefold().split()


def test_an_answered_or_old_canary_reads_as_decided(room: Room) -> None:
    made = planted(room)
    canaries.answer(room.db, made.id, room.people["other"].id, True)
    assert pile.desk_of(made.id).status == "decided"
    old = planted(room, planted_at=datetime.now(UTC) - timedelta(days=2))
    assert pile.desk_of(old.id).status == "decided"


def test_provenance_follows_the_planted_words(room: Room) -> None:
    swapped = pile.load(planted(room).id)
    assert swapped is not None
    assert [mark.kind for mark in provenance.marks(swapped.draft, swapped.draft.text)] == ["order", "order"]
    end = len("Dear <PERSON_1>, we are sorry for the delay.")
    text = REPLY[:end] + " Hav en god uge." + REPLY[end:]
    added = pile.load(
        planted(room, fault="language", place=end, was="", planted=" Hav en god uge.", text=text).id
    )
    assert added is not None
    kinds = [mark.kind for mark in provenance.marks(added.draft, text)]
    assert kinds == ["order", "phrase", "order"]
    assert len(messages.of_conversation(room.db, added.conversation.id)) == 1


def test_staff_are_told_that_canaries_exist_and_only_where_they_do(room: Room, page: Open) -> None:
    room.drafted()
    said = "a draft here is a test with one planted error"
    assert said not in shown(page())
    provide(replace(room.parts, canary_rate=0.02))
    assert said in shown(page())
