"""What stands at the edge of the page for a moment: it speaks of the right thing, and names stay what they are."""

from __future__ import annotations

from console.markup import literal
from data import accounts, assignments, canned
from graph.events import Bus
from graph.routing import Routing
from tests.console.pages import Open, press
from tests.console.room import COMPANY, Room

ODD = "*Jo* [here](https://jo.example)"


def test_the_name_of_whoever_lets_somebody_wait_is_shown_as_it_is_written(room: Room, page: Open) -> None:
    odd = accounts.add(room.db, username="jo", display_name=ODD, role="reviewer")
    late = room.drafted(ago=7500)
    assignments.assign(room.db, late.conversation_id, odd.id, "system")
    Routing(room.db, room.parts.vault, COMPANY, Bus(), room.parts.waits).look()
    (toast,) = page("review", "supervisor").toast
    assert literal(ODD) in toast.value


def test_a_ready_reply_that_is_removed_is_called_a_reply(room: Room, page: Open) -> None:
    mette = room.people["reviewer"]
    canned.save(room.db, account_id=mette.id, title="Greeting", language="en", shared=False, text="Hello!")
    conversation = room.waiting()
    room.parts.desk.start_takeover(conversation.id, mette)
    test = press(page("waiting", conversation=conversation.id), "Remove “Greeting”")
    assert [one.value for one in test.toast] == ["The reply “Greeting” is removed."]
    assert canned.visible(room.db, mette.id, "en") == []
