"""Taking back what was done to several at once: what has gone on since stays, and the page says how many went."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from console.markup import literal
from console.views import bulk
from console.views.bulk import Done
from data import accounts, assignments, conversations
from data.errors import CannotUndo
from tests.console.pages import Open, press
from tests.console.room import Room

ODD = "Jo :red[x] *Night* Lee"


def owners(room: Room, *ids: str) -> list[str | None]:
    found = (assignments.current(room.db, id) for id in ids)
    return [one.account_id if one else None for one in found]


def test_what_a_colleague_assigned_since_is_not_taken_back(room: Room) -> None:
    one, two, three = (room.open().id for _ in range(3))
    mette, anna, ada = (room.people[role].id for role in ("reviewer", "other", "admin"))
    done = bulk.assign(room.parts, [one, two, three], room.people["reviewer"], anna, {})
    assignments.assign(room.db, two, mette, ada)
    assignments.assign(room.db, three, mette, ada)
    assignments.assign(room.db, three, anna, ada)  # somebody else's choice by now, though the same
    assert done.undo is not None and (done.undo(), done.number) == (1, 3)
    assert owners(room, one, two, three) == [None, mette, anna]
    assert done.undo() == 0


def test_a_conversation_that_somebody_is_in_by_now_is_not_closed_again(room: Room) -> None:
    one, two, three = (room.open() for _ in range(3))
    for each in (one, two, three):
        conversations.close(room.db, each.id, "ann")
    done = bulk.reopen(room.parts, [one.id, two.id, three.id], room.people["reviewer"])
    room.parts.desk.start_takeover(two.id, room.people["other"])
    conversations.close(room.db, three.id, "ann")
    assert done.undo is not None and (done.undo(), done.number) == (1, 3)
    assert [conversations.get(room.db, each.id).state for each in (one, two)] == ["closed", "human"]


def test_what_customers_wrote_since_a_reopening_is_not_thrown_away(room: Room) -> None:
    one, two = room.open(), room.open()
    for each in (one, two):
        conversations.close(room.db, each.id, "ann")
    done = bulk.reopen(room.parts, [one.id, two.id], room.people["reviewer"])
    room.write(one)  # a draft is due
    room.parts.desk.request_human(two.id)  # they are promised a person
    assert done.undo is not None and (done.undo(), done.number) == (0, 2)
    assert [conversations.get(room.db, each.id).state for each in (one, two)] == ["ai", "waiting_human"]


def test_closings_that_have_gone_on_are_not_counted_as_taken_back(room: Room) -> None:
    one, two = room.open(), room.open()
    done = bulk.close(room.parts, [one.id, two.id], room.people["reviewer"])
    conversations.reopen(room.db, two.id, "ann")
    assert done.undo is not None and (done.undo(), done.number) == (1, 2)


def refuse() -> int:
    raise CannotUndo("it is on its way")


@pytest.fixture
def bar(room: Room, page: Open) -> Callable[[Done], AppTest]:
    """The conversations with something to take back, after a press of Undo."""

    def opened(done: Done) -> AppTest:
        room.drafted()
        test = page("conversations", "reviewer")
        test.session_state["bulk-undo"] = done
        return press(test.run(), "Undo")

    return opened


@pytest.mark.parametrize(
    ("went", "number", "said"),
    [
        (1, 1, "Taken back."),
        (3, 3, "Taken back for all 3 conversations."),
        (2, 3, "Taken back for 2 of 3 conversations."),
    ],
)
def test_the_page_says_for_how_many_it_was_taken_back(
    bar: Callable[[Done], AppTest], went: int, number: int, said: str
) -> None:
    test = bar(Done("Done", lambda: went, number))
    assert test.toast[0].value.startswith(said) and "bulk-undo" not in test.session_state


@pytest.mark.parametrize("undo", [refuse, lambda: 0])
def test_what_was_refused_is_not_said_to_be_taken_back_and_can_be_tried_again(
    bar: Callable[[Done], AppTest], undo: Callable[[], int]
) -> None:
    test = bar(Done("Done", undo, 2))
    assert not test.toast[0].value.startswith("Taken back")
    assert "bulk-undo" in test.session_state and any(one.label == "Undo" for one in test.button)


def test_a_name_is_shown_as_it_is_written(room: Room, page: Open) -> None:
    odd = accounts.add(room.db, username="jo", display_name=ODD, role="reviewer")
    draft, escaped = room.drafted(), literal(ODD)
    assert escaped != ODD
    test = page("review", "reviewer", draft=draft.id)
    test.selectbox(key=f"assign-to-{draft.conversation_id}").select(odd.id).run()
    assert test.toast[0].value == f"Assigned to {escaped}."
    assert escaped in [one.proto.popover.label for one in test.get("popover") if isinstance(one, Block)]
    done = bulk.assign(room.parts, [room.open().id], odd, odd.id, {odd.id: ODD})
    assert done.said == f"1 conversation given to {escaped}"
