"""Notes, tags, joining, many at once, ready replies, handing back: what the desk does and pages show."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from console.views import bulk, noted
from data import assignments, conversations, handbacks, merging, messages, notes, orders, outbox, tags
from data.errors import UnfitText, Unmergeable
from data.records import Conversation, Order
from graph.desk import EmptyText, PersonalData, UnknownPlaceholder
from graph.desk.ready import agreed_in, filled
from tests.console.room import Room


@pytest.fixture
def talk(room: Room) -> Conversation:
    """A conversation that Mette has, in which her messages have left."""
    conversation = room.open()
    room.write(conversation)
    room.parts.desk.start_takeover(conversation.id, room.people["reviewer"])
    room.deliver()
    return conversation


def state(room: Room, *found: Conversation) -> list[str]:
    return [conversations.get(room.db, one.id).state for one in found]


def test_a_note_hides_personal_data_names_colleagues_and_is_never_sent(room: Room) -> None:
    conversation = room.open()
    room.write(conversation)
    mette, anna = room.people["reviewer"], room.people["other"]
    note = room.parts.desk.note(
        conversation.id, mette, "@anna Ingrid Solberg called from +45 20 12 34 56, ask Anna Berg. @nobody"
    )
    assert "Ingrid" not in note.text and "20 12" not in note.text
    assert note.text.startswith("@anna <PERSON_1> called") and "Anna Berg" in note.text
    assert notes.unseen(room.db, anna.id) == 1 and outbox.pending(room.db) == []
    shown = noted.as_html([note], {mette.id: mette.display_name}, UTC, datetime.now(UTC))
    assert "<b>@anna</b>" in shown and "gd-chip" in shown and "Mette Kjær" in shown
    with pytest.raises(EmptyText):
        room.parts.desk.note(conversation.id, mette, "  ")
    with pytest.raises(UnknownPlaceholder):
        room.parts.desk.note(conversation.id, mette, "See <PERSON_9>")


def test_a_tag_is_short_and_names_nobody(room: Room) -> None:
    conversation, mette = room.open(), room.people["reviewer"]
    assert room.parts.desk.tag([conversation.id], mette, "#Second  Parcel") == [conversation.id]
    assert tags.known(room.db) == {"second-parcel": 1}
    with pytest.raises(PersonalData):
        room.parts.desk.tag([conversation.id], mette, "Ingrid Solberg")
    for unfit in ("", "#", "a" * 40, "why?"):
        with pytest.raises(UnfitText):
            room.parts.desk.tag([conversation.id], mette, unfit)
    assert room.parts.desk.untag([conversation.id], mette, "second-parcel") == [conversation.id]


def test_several_are_closed_and_opened_again(room: Room) -> None:
    one, two, three = (room.open() for _ in range(3))
    room.write(one)
    conversations.close(room.db, three.id, "ann")
    mette = room.people["reviewer"]
    done = bulk.close(room.parts, [one.id, two.id, three.id], mette)
    assert done.said == "2 conversations closed" and state(room, one, two) == ["closed", "closed"]
    assert done.undo is not None
    assert done.undo() == done.number == 2
    assert state(room, one, two, three) == ["ai", "ai", "closed"]
    again = bulk.reopen(room.parts, [two.id, three.id], mette)
    assert again.said == "1 conversation opened again" and again.undo is not None
    again.undo()
    assert state(room, three) == ["closed"]


def test_closing_many_is_taken_back_with_the_people_in_them(room: Room, talk: Conversation) -> None:
    waiting, drafted = room.waiting(), room.open()
    room.write(drafted)
    done = bulk.close(room.parts, [talk.id, waiting.id, drafted.id], room.people["other"])
    assert state(room, talk, waiting, drafted) == ["closed"] * 3 and done.undo is not None
    done.undo()
    assert state(room, talk, waiting, drafted) == ["human", "waiting_human", "ai"]
    room.parts.desk.say(talk.id, room.people["reviewer"], "I am still here.")


def test_several_are_tagged_and_assigned_and_that_is_taken_back(room: Room) -> None:
    one, two, mette = room.open(), room.open(), room.people["reviewer"]
    room.parts.desk.tag([one.id], mette, "vip")
    done = bulk.tag(room.parts, [one.id, two.id], mette, "VIP")
    assert done.said == "1 conversation tagged" and done.undo is not None
    done.undo()
    assert tags.of(room.db, one.id) == ("vip",) and tags.of(room.db, two.id) == ()
    names = {mette.id: mette.display_name}
    given = bulk.assign(room.parts, [one.id, two.id], mette, mette.id, names)
    assert given.said == "2 conversations given to Mette Kjær" and given.undo is not None
    owner = assignments.current(room.db, one.id)
    assert owner is not None and owner.account_id == mette.id
    assert given.undo() == given.number == 2
    owner = assignments.current(room.db, one.id)
    assert owner is not None and owner.account_id is None


def test_what_is_joined_reads_as_one_with_one_placeholder_for_a_value(room: Room) -> None:
    target = room.open()
    room.write(target, "Where is my lamp? I am <PERSON_1>.")
    source = conversations.open(room.db, customer_id=target.customer_id, channel="chat", language="en")
    room.write(source, "Here is <PERSON_1> again.", name="Anna Dam")
    room.write(source, "And <PERSON_1> too.", name="Anna Dam")
    mette = room.people["reviewer"]
    merge = room.parts.desk.join(source.id, target.id, mette)
    said = room.parts.desk.whole(target.id)
    assert [one.conversation_id for one in said] == [target.id, source.id, source.id]
    assert [one.redacted for one in said] == [
        "Where is my lamp? I am <PERSON_1>.", "Here is <PERSON_2> again.", "And <PERSON_2> too.",
    ]  # fmt: skip
    assert room.parts.desk.reveal(target.id, mette, "<PERSON_2>") == "Anna Dam"
    assert room.parts.desk.whole(source.id) == messages.of_conversation(room.db, source.id)
    assert room.parts.desk.part(merge, mette) and not room.parts.desk.part(merge, mette)
    assert len(room.parts.desk.whole(target.id)) == 1
    with pytest.raises(Unmergeable):
        room.parts.desk.join(room.open().id, target.id, mette)


def test_beside_a_draft_stands_what_its_conversation_was_joined_with(room: Room) -> None:
    target = room.open()
    room.write(target, "Where is my lamp? I am <PERSON_1>.", name="Anna Dam")
    source = conversations.open(room.db, customer_id=target.customer_id, channel="chat", language="en")
    room.write(source, "Here is <PERSON_1> for <PERSON_1>'s chair.", name="Ida Holm")
    desk = room.parts.desk
    assert desk.beside(source.id) == [] == desk.beside(target.id)
    desk.join(source.id, target.id, room.people["reviewer"])
    assert [one.redacted for one in desk.beside(source.id)] == [
        "Where is my lamp? I am <PERSON_2>.", "Here is <PERSON_1> for <PERSON_1>'s chair.",
    ]  # fmt: skip
    assert [one.redacted for one in desk.beside(target.id)] == [one.redacted for one in desk.whole(target.id)]


def test_fields_are_filled_gaps_are_left_and_optional_parts_go() -> None:
    text = "Hello {{ customer.name }}, order {{ order.number }}[[ ({{ order.carrier }})]]."
    assert filled(text, {"customer.name": "<PERSON_1>"}) == "Hello <PERSON_1>, order ___."


def test_ready_replies_know_the_customer_and_their_order(room: Room, talk: Conversation) -> None:
    mette, anna, desk = room.people["reviewer"], room.people["other"], room.parts.desk
    orders.save(room.db, Order(
        number="NL-1001", customer_id=talk.customer_id, status="delayed", placed_on=date(2026, 11, 1), promised_on=None,
        shipped_on=None, delivered_on=None, carrier=None, tracking=None, items=(), total=10.0, currency="EUR", country="DK",
    ))  # fmt: skip
    text = "Hello {{ customer.name }}, {{ me }} here about {{ order.number }}."
    kept = desk.keep_reply(mette, "Hello", "en", text, shared=True)
    desk.keep_reply(mette, "Mine", "en", "One moment, please.", shared=False)
    desk.keep_reply(mette, "Deutsch", "de", "Einen Moment bitte.", shared=True)
    mine = desk.ready(talk.id, mette)
    assert [one.title for one in mine] == ["Hello", "Mine"] and mine[0].own_id == kept.id
    assert mine[0].text == "Hello <PERSON_1>, Mette Kjær here about NL-1001."
    (theirs,) = desk.ready(talk.id, anna)
    assert theirs.own_id is None and "Anna Berg here" in theirs.text
    with pytest.raises(PersonalData):
        desk.keep_reply(mette, "For her", "en", "Dear Ingrid Solberg, one moment.", shared=False)


def test_promises_of_the_chat_are_proposed_as_the_summary(room: Room, talk: Conversation) -> None:
    mette, desk = room.people["reviewer"], room.parts.desk
    assert desk.proposed(talk.id) == ""
    desk.say(talk.id, mette, "Hello Ingrid Solberg! We refund 20 EUR. Have a nice day.")
    room.deliver()
    assert desk.proposed(talk.id) == "We refund 20 EUR."
    desk.hand_back(talk.id, mette, "Ingrid Solberg gets 20 EUR back.")
    (told,) = handbacks.of(room.db, talk.id)
    assert told.summary == "<PERSON_1> gets 20 EUR back." and merging.family(room.db, talk.id) == (talk.id,)
    assert "Mette Kjær" in noted.agreed_html([told], {mette.id: "Mette Kjær"}, UTC)


def test_greetings_and_questions_are_no_agreement(room: Room) -> None:
    conversation, mette, desk = room.open("da"), room.people["reviewer"], room.parts.desk
    room.write(conversation)
    desk.start_takeover(conversation.id, mette)
    room.deliver()
    for text in (
        "Hej, det er Mette. Hvad kan jeg hjælpe med?",
        "Vil du have pengene tilbage?",
        "Hav en god dag.",
    ):
        desk.say(conversation.id, mette, text)
        room.deliver()
        assert desk.proposed(conversation.id) == ""
    desk.say(conversation.id, mette, "Tak. Jeg holder øje med pakken og skriver til dig i morgen.")
    room.deliver()
    assert desk.proposed(conversation.id) == "Jeg holder øje med pakken og skriver til dig i morgen."


@pytest.mark.parametrize(
    "sentence",
    ["Have a nice day.", "Wir wünschen Ihnen einen schönen Tag.", "Fijne avond nog!", "Ha en fin dag!", "Hej, jag heter Mette."],
)  # fmt: skip
def test_whoever_greets_or_wishes_well_agrees_to_nothing(sentence: str) -> None:
    assert agreed_in(sentence, "en", lambda sentences: [True] * len(sentences)) == []
