"""What is looked for, what is shown of what was found, and views that are saved."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console.views import finding, hits
from console.views import insights_drill as drill
from console.views.finding import Finding
from data import search, tags, views
from data.errors import NameTaken, UnfitText
from data.folding import terms
from data.records import Among, Filters, Period, Wanted
from graph.desk import PersonalData
from tests.console.pages import Open
from tests.console.room import Room

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def marked(text: str, wanted: str, most: int = 200) -> tuple[str, list[str]]:
    """An excerpt's text, and the words marked in it."""
    pieces = hits.excerpt(text, terms(wanted), most)
    return "".join(piece.text for piece in pieces), [piece.text for piece in pieces if piece.marked]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Die Größe der Lampe", "grosse LAMPE", ["Größe", "Lampe"]),
        ("a new\n\nlamp, new", '"new lamp"', ["new lamp"]),
        ("lampshade", "lamp shade lampsh", ["lampshade"]),
        ("nothing", "lamp", []),
    ],
)
def test_the_words_looked_for_are_marked_as_they_stand(text: str, wanted: str, found: list[str]) -> None:
    assert marked(text, wanted)[1] == found


def test_a_long_text_is_cut_around_the_first_hit() -> None:
    text = "word " * 100 + "the lamp is broken " + "word " * 100
    shown, found = marked(text, "lamp", most=80)
    assert found == ["lamp"] and shown.startswith("… ") and shown.endswith(" …") and len(shown) < 90


def test_placeholders_read_as_people_read_them() -> None:
    assert marked("My name is <PERSON_1>", "name")[0] == "My name is Person 1"


def test_filters_go_into_a_view_and_come_back() -> None:
    full = Finding(text="lamp", state="ai", tag="vip", language="de", intent="warranty", mood="negative",
                   channel="api", reviewer="ann", days=7)  # fmt: skip
    assert Finding.read(full.kept()) == full and full.folded_away == 6
    assert Finding.read({"text": 3, "days": "7", "mood": "", "future": "x"}) == Finding()
    assert Finding().kept() == {} and not Finding().narrows
    wanted = full.wanted(now=NOON)
    assert wanted.mood == (-1.0, -0.25) and wanted.since == datetime(2026, 11, 13, 12, 0, tzinfo=UTC)
    assert finding.said(full, {"ann": "Ann"}).startswith("“lamp” · AI drafts · #vip · German")


def test_cards_say_what_a_conversation_is_about(room: Room) -> None:
    room.taught()
    (row,) = search.find(room.db, Wanted(text="lamp")).rows
    tags.add(room.db, [row.id], "vip", "ann")
    (card,) = hits.cards(search.find(room.db, Wanted(text="lamp")), terms("lamp"), UTC, datetime.now(UTC))
    assert card.title == "Late delivery" and card.tags == ("vip",) and "message" in card.facts
    assert any(piece.marked and piece.text.lower() == "lamp" for piece in card.pieces)


def test_views_are_ones_own_or_shared_and_name_nobody(room: Room) -> None:
    mette, anna = room.people["reviewer"], room.people["other"]
    desk = room.parts.desk
    own = desk.save_view(mette, "Angry  chats", False, Finding(mood="negative").kept())
    shared = desk.save_view(mette, "Late", True, Finding(text="late parcel").kept())
    assert [view.name for view in views.visible(room.db, mette.id)] == ["Angry chats", "Late"]
    assert views.visible(room.db, anna.id) == [shared]
    with pytest.raises(NameTaken):
        desk.save_view(mette, "angry chats", True, {})
    with pytest.raises(UnfitText):
        desk.save_view(mette, " ", True, {})
    with pytest.raises(PersonalData):
        desk.save_view(mette, "Her orders", True, {"text": "ingrid.solberg@example.com"})
    assert not views.remove(room.db, own.id, anna.id) and views.remove(room.db, own.id, mette.id)
    assert views.visible(room.db, mette.id) == [shared]
    private = desk.save_view(mette, "Mine", False, {})
    assert not views.remove(room.db, shared.id, anna.id)
    assert not views.remove(room.db, private.id, anna.id, lead=True)
    assert views.remove(room.db, shared.id, anna.id, lead=True)


def test_a_figure_leads_to_its_first_conversations_whatever_page_was_turned_to(
    room: Room, page: Open
) -> None:
    room.drafted()
    today = datetime.now(UTC).date()
    test = page("conversations", "supervisor")
    test.session_state["conversations-page"] = 1
    for name, value in drill.query(Among(Period(today, today), Filters(), "request", None)).items():
        test.query_params[name] = value
    test.run()
    assert not test.info and test.session_state["conversations-page"] == 0


def test_a_page_that_is_no_more_shows_the_first(room: Room, page: Open) -> None:
    room.drafted()
    test = page("conversations", "supervisor")
    test.session_state["conversations-page"] = 2
    assert not test.run().info and test.session_state["conversations-page"] == 0
