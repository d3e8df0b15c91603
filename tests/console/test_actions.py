"""A decision goes through the review desk, bound to what was on the screen."""

import pytest

from console.actions import carry_out
from console.views.decide import Action
from data import decisions
from data.errors import UnfitText
from graph.desk import BlockedDraft
from tests.console.room import REPLY, Room

BLOCKED = ({"name": "figures", "verdict": "block", "evidence": "No source holds it.", "spans": []},)


def test_an_approval_of_another_text_than_the_draft_is_refused(room: Room) -> None:
    draft = room.claimed(room.drafted())
    with pytest.raises(UnfitText):
        carry_out(draft, room.people["reviewer"], Action("approve", REPLY + "!"), 3.0)
    assert decisions.of_conversation(room.db, draft.conversation_id) == []


def test_a_blocked_draft_can_be_edited_but_not_approved(room: Room) -> None:
    draft = room.claimed(room.drafted(checks=BLOCKED))
    with pytest.raises(BlockedDraft):
        carry_out(draft, room.people["reviewer"], Action("approve", REPLY), 3.0)
    made = carry_out(draft, room.people["reviewer"], Action("edit", "Dear <PERSON_1>, we look into it."), 3.0)
    assert made.kind == "edit"


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        (Action("approve", REPLY, starred=True), "approve"),
        (Action("edit", REPLY + " Bye.", ("tone",)), "edit"),
        (Action("reject", REPLY, guidance="Shorter"), "reject"),
        (Action("reject", REPLY), "reject"),
        (Action("take_over", REPLY), "take_over"),
    ],
)
def test_each_decision_becomes_a_row_with_the_time_it_was_open(room: Room, action: Action, kind: str) -> None:
    draft = room.claimed(room.drafted())
    carry_out(draft, room.people["reviewer"], action, 12.5)
    (row,) = decisions.of_conversation(room.db, draft.conversation_id)
    assert (row.kind, row.seconds_open, row.starred, row.reasons) == (
        kind,
        12.5,
        action.starred,
        action.reasons,
    )
    assert row.guidance == (action.guidance or None)
