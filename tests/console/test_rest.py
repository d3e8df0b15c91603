"""A break is offered after a run of hostile messages, to that person alone; hostile threads can be handed on."""

from __future__ import annotations

from console import pile
from console.views import rest
from data import assignments, attention, desk
from graph.events import Bus
from graph.routing import Policy, Routing
from tests.console.pages import Open, press, shown
from tests.console.room import Room

HOSTILE = {"emotion": "anger", "sentiment": -0.9}
HINT = "Several of your last messages were hostile"


def handled(room: Room, number: int, role: str = "reviewer", **labels: object) -> None:
    for _ in range(number):
        draft = room.claimed(room.drafted(**labels), role)
        room.parts.desk.reject(draft.id, room.people[role])


def test_five_of_the_last_eight_are_worth_a_break() -> None:
    assert rest.wants_rest([True] * 5 + [False] * 3)
    assert not rest.wants_rest([True] * 4 + [False] * 4)
    assert not rest.wants_rest([])


def test_only_whoever_handled_them_sees_the_hint_and_can_put_it_away(room: Room, page: Open) -> None:
    handled(room, 5, **HOSTILE)
    assert HINT not in shown(page("review", "other"))
    assert HINT not in shown(page("review", "supervisor"))
    mine = page("review", "reviewer")
    assert HINT in shown(mine)
    press(mine, "Thank you, not now")
    assert HINT not in shown(mine.run())


def test_ordinary_messages_offer_nothing(room: Room, page: Open) -> None:
    handled(room, 8)
    handled(room, 4, **HOSTILE)
    assert HINT not in shown(page("review", "reviewer"))


def test_a_hostile_thread_is_handed_on_and_offered_last(room: Room, page: Open) -> None:
    hostile = room.drafted(ago=900, urgency="high", **HOSTILE)
    calm = room.drafted()
    me, other = room.people["reviewer"], room.people["other"]
    assignments.assign(room.db, hostile.conversation_id, me.id, me.id)
    test = page("review", "reviewer", draft=hostile.id)
    assert "This message is hostile" in shown(test)
    press(test, "Hand it to a colleague")
    assert desk.get(room.db, hostile.id).claimed_by is None
    owner = assignments.current(room.db, hostile.conversation_id)
    assert owner and (owner.account_id, owner.actor) == (
        None,
        assignments.SYSTEM,
    )  # so that it is dealt again
    assert [item.draft_id for item in pile.queue(me)] == [calm.id, hostile.id]
    assert [item.draft_id for item in pile.queue(other)] == [hostile.id, calm.id]
    assert attention.passed_by(room.db, me.id) == {hostile.conversation_id}


def test_a_thread_handed_on_is_dealt_to_a_colleague_also_when_an_answer_was_begun(
    room: Room, page: Open
) -> None:
    hostile = room.claimed(room.drafted(**HOSTILE))
    me = room.people["reviewer"]
    desk.autosave(room.db, hostile.id, me.id, "I am")
    assignments.assign(room.db, hostile.conversation_id, me.id, me.id)
    press(page("review", "reviewer", draft=hostile.id), "Hand it to a colleague")
    parts = room.parts
    Routing(parts.db, parts.vault, parts.company, Bus(), Policy(), "on").look()
    owner = assignments.current(room.db, hostile.conversation_id)
    assert owner is not None and owner.account_id not in (None, me.id)


def test_a_calm_thread_has_no_such_button(room: Room, page: Open) -> None:
    draft = room.drafted()
    test = page("review", "reviewer", draft=draft.id)
    assert "hostile" not in shown(test) and all("colleague" not in one.label for one in test.button)
