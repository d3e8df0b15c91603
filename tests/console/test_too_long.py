"""A text that is too long is refused, and whoever wrote it is told so."""

from __future__ import annotations

import pytest

from console.actions import carry_out
from console.views.decide import LONGEST, Action, TooLong, demand_length, refusal
from tests.console.room import Room

LONG = "x" * (LONGEST + 1)


@pytest.mark.parametrize(
    "action",
    [Action("edit", LONG), Action("ask", LONG, guidance="Why not"), Action("reject", "", guidance=LONG)],
)
def test_a_text_that_is_too_long_is_refused_in_so_many_words(room: Room, action: Action) -> None:
    raw = {"kind": action.kind, "text": action.text, "guidance": action.guidance}
    assert Action.from_browser(raw) == action
    with pytest.raises(TooLong) as error:
        carry_out(room.claimed(room.drafted()), room.people["reviewer"], action, 1.0)
    assert "at most 20000 characters" in refusal(error.value).message


def test_a_text_in_the_field_keeps_nobody_from_sending_none(room: Room) -> None:
    draft = room.claimed(room.drafted())
    assert carry_out(draft, room.people["reviewer"], Action("reject", LONG), 1.0) is not None
    demand_length("x" * LONGEST)
