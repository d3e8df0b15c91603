"""The reviewers' desk: what staff do becomes rows without personal data, and words that customers can trust."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import audit, conversations, decisions, desk, takeovers
from data.errors import ClaimLost, ClaimTaken, NotTakenOver, Stale
from disclosure import DisclosureError, is_disclosed
from graph.desk import BlockedDraft, EmptyText, UnknownPlaceholder
from graph.masking import Masking
from graph.replies import Replies
from redaction import placeholders_in
from tests.graph.shop import Shop


def kinds(shop: Shop) -> list[str]:
    return [event.kind for event in audit.events(shop.db)]


def test_an_edit_is_stored_with_placeholders_and_sent_word_for_word(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    written = "Dear Ingrid Solberg,\nwe have called Jens Mikkelsen at +44 20 7946 0321."
    made = shop.desk.edit(draft.id, shop.reviewer, written)
    assert made.text and "Solberg" not in made.text and "7946" not in made.text
    assert "<PERSON_1>" in made.text
    shop.run()
    shop.deliver()
    assert shop.read_by_customer(conversation)[0].endswith(written)


def test_placeholders_in_an_edit_are_the_conversations_and_stay(shop: Shop) -> None:
    _, draft = shop.drafted()
    assert shop.desk.edit(draft.id, shop.reviewer, "Hello <PERSON_1>.").text == "Hello <PERSON_1>."


def test_an_edit_with_a_placeholder_that_stands_for_nothing_is_refused_and_can_be_mended(shop: Shop) -> None:
    _, draft = shop.drafted()
    with pytest.raises(UnknownPlaceholder, match="<PERSON_9>"):
        shop.desk.edit(draft.id, shop.reviewer, "Hello <PERSON_9>.")
    assert desk.get(shop.db, draft.id).status == "open"


def test_what_already_stands_in_the_draft_is_not_taken_for_personal_data(shop: Shop) -> None:
    shop.writer.reply = "Write to help@nordlyshjem.example, please."
    _, draft = shop.drafted()
    asked = shop.desk.ask_second(  # no source holds the address, so one person can't send it
        draft.id, shop.reviewer, "Do write to help@nordlyshjem.example, please.", "It is ours."
    )
    assert asked.text == "Do write to help@nordlyshjem.example, please."


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_edit_is_refused(shop: Shop, text: str) -> None:
    _, draft = shop.drafted()
    with pytest.raises(EmptyText):
        shop.desk.edit(draft.id, shop.reviewer, text)


def test_an_edit_that_claims_an_authorship_itself_is_refused(shop: Shop) -> None:
    _, draft = shop.drafted()
    with pytest.raises(DisclosureError):
        shop.desk.edit(draft.id, shop.reviewer, "Hello. Maja Lund, a person, wrote this reply.")


def test_a_draft_that_a_check_blocks_can_be_edited_but_not_approved(shop: Shop) -> None:
    shop.writer.reply = "Hello <PERSON_7>, your parcel is on its way."
    conversation, draft = shop.drafted()
    with pytest.raises(BlockedDraft):
        shop.desk.approve(draft.id, shop.reviewer)
    shop.desk.edit(draft.id, shop.reviewer, "Hello, your parcel is on its way.")
    shop.run()
    assert len(shop.deliver()) == 1


def test_a_decision_on_a_draft_that_a_new_message_made_stale_is_refused(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    shop.write(conversation, "Never mind.")
    with pytest.raises(Stale):
        shop.desk.approve(draft.id, shop.reviewer)
    assert decisions.of_conversation(shop.db, conversation.id) == []


def test_a_decision_without_a_claim_is_refused(shop: Shop) -> None:
    _, draft = shop.drafted()
    desk.release(shop.db, draft.id, shop.reviewer.id)
    with pytest.raises(ClaimLost):
        shop.desk.approve(draft.id, shop.reviewer)


def test_an_approved_reply_is_not_sent_when_the_customer_writes_before_it_leaves(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    shop.desk.approve(draft.id, shop.reviewer)
    shop.run()
    shop.write(conversation, "Stop, I have cancelled it.")
    assert shop.deliver() == [] and shop.read_by_customer(conversation) == []
    assert [row.status for row in shop.rows(conversation)] == ["refused"]


def test_autosave_keeps_no_personal_data_and_leaves_unknown_placeholders_alone(shop: Shop) -> None:
    _, draft = shop.drafted()
    shop.desk.autosave(draft.id, shop.reviewer, "Dear Ingrid Solberg <PERSON_9>")
    assert desk.get(shop.db, draft.id).edit_text == "Dear <PERSON_1> <PERSON_9>"


def test_the_preview_shows_placeholders_and_word_for_word_is_an_audit_event(shop: Shop) -> None:
    _, draft = shop.drafted()
    shown = shop.desk.preview(draft, "Hello <PERSON_1>.", "ai_edited", shop.reviewer)
    assert shown.text.endswith("\n\nHello <PERSON_1>.") and "value.revealed" not in kinds(shop)
    read = shop.desk.preview(draft, "Hello <PERSON_1>.", "ai_edited", shop.reviewer, masked=False)
    assert read.text.endswith("\n\nHello Ingrid Solberg.") and "value.revealed" in kinds(shop)


def test_a_preview_is_what_the_customer_will_read(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    shown = shop.desk.preview(draft, draft.text, "ai_approved", shop.reviewer, masked=False)
    shop.desk.approve(draft.id, shop.reviewer)
    shop.run()
    shop.deliver()
    assert shop.read_by_customer(conversation) == [shown.text]


def test_a_reveal_is_an_audit_event_that_holds_no_value(shop: Shop) -> None:
    conversation, _ = shop.drafted()
    assert shop.desk.reveal(conversation.id, shop.reviewer, "<PERSON_1>") == "Ingrid Solberg"
    (event,) = [event for event in audit.events(shop.db) if event.kind == "value.revealed"]
    assert event.actor == shop.reviewer.id and "Solberg" not in repr(event)
    with pytest.raises(UnknownPlaceholder):
        shop.desk.reveal(conversation.id, shop.reviewer, "<PERSON_9>")


def test_asking_for_a_person_twice_tells_the_customer_once_and_gives_the_same_wait(shop: Shop) -> None:
    conversation = shop.open()
    one = shop.desk.request_human(conversation.id)
    assert shop.desk.request_human(conversation.id) == one == shop.desk.wait(conversation.id)
    assert one.minutes == 11 and one.by > one.requested_at
    assert [row.kind for row in shop.rows(conversation)] == ["notice"]


def test_a_takeover_goes_both_ways_and_the_ai_is_mute_meanwhile(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    shop.desk.take_over(draft.id, shop.reviewer)
    shop.write(conversation, "Are you a person?")
    assert shop.run() == 0
    shop.desk.say(conversation.id, shop.reviewer, "Yes, this is Maja. Hello Ingrid Solberg!")
    shop.deliver()
    shop.desk.hand_back(conversation.id, shop.reviewer)
    shop.write(conversation, "And my other parcel?")
    assert shop.run() == 1
    shop.deliver()
    joined, said, back = shop.read_by_customer(conversation)
    assert "Maja Lund" in joined and "Lumi" in back
    assert said.endswith("\n\nYes, this is Maja. Hello Ingrid Solberg!")
    assert is_disclosed(said, "human", "en", "Nordlys Hjem", "Lumi", "Maja Lund")


def test_what_a_person_says_is_kept_redacted_and_sealed(shop: Shop) -> None:
    conversation = shop.open()
    shop.desk.start_takeover(conversation.id, shop.reviewer)
    shop.desk.say(conversation.id, shop.reviewer, "Mail it to ingrid.solberg@example.org.")
    row = shop.rows(conversation)[-1]
    assert placeholders_in(row.redacted) and b"ingrid" not in (row.sealed_text or b"")
    assert row.authorship == "human" and row.takeover_id


def test_only_who_has_the_conversation_may_write_in_it(shop: Shop) -> None:
    conversation = shop.open()
    shop.desk.request_human(conversation.id)
    with pytest.raises(NotTakenOver):
        shop.desk.say(conversation.id, shop.reviewer, "Hello.")
    with pytest.raises(NotTakenOver):
        shop.desk.hand_back(conversation.id, shop.reviewer)
    takeovers.start(shop.db, conversation.id, "someone else")
    with pytest.raises(ClaimTaken):
        shop.desk.start_takeover(conversation.id, shop.reviewer)


def test_messages_that_arrive_while_a_person_is_there_are_shown_redacted(shop: Shop) -> None:
    conversation = shop.open()
    shop.desk.start_takeover(conversation.id, shop.reviewer)
    shop.write(conversation, "I am Ingrid Solberg, ingrid.solberg@example.org.")
    (message,) = [one for one in shop.desk.messages(conversation.id) if one.direction == "inbound"]
    assert message.redacted and "Solberg" not in message.redacted and message.findings
    (line,) = shop.desk.conversation_lines(conversation.id)
    assert line.author == "customer" and line.text == message.redacted


def test_two_texts_redacted_at_once_never_share_a_placeholder(shop: Shop) -> None:
    conversation = shop.open()
    shop.desk.start_takeover(conversation.id, shop.reviewer)
    said = [f"Write to helper{number}@example.org, please." for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda text: shop.desk.say(conversation.id, shop.reviewer, text), said))
    shop.deliver()
    read = [text.partition("\n\n")[2] for text in shop.read_by_customer(conversation)[1:]]
    assert sorted(read) == said


pieces = st.sampled_from(
    ["Dear Ingrid Solberg", "<PERSON_1>", "<PERSON_88>", "&lt;EMAIL_1&gt;", "ingrid.solberg@example.org", "<", "\n",
     " ", "+44 20 7946 0321", "Jens Mikkelsen", "order NH-27934", "ø", "\u200b", "person_1>"]
)  # fmt: skip


@given(st.lists(pieces, min_size=1, max_size=8).map(" ".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_staff_type_reaches_the_customer_word_for_word_or_is_refused(shop: Shop, text: str) -> None:
    conversation = next(iter(conversations.listing(shop.db)), None) or shop.drafted()[0]
    masking = Masking(shop.db, shop.parts.vault, shop.parts.redactor)
    replies = Replies(shop.parts.vault, shop.parts.company)
    row = conversations.get(shop.db, conversation.id)
    try:
        masked = masking.typed(text, row, "en")
        restored = replies.restored(row, masked)
    except UnknownPlaceholder:
        assert "<PERSON_88>" in text
        return
    assert restored == text.replace("<PERSON_1>", "Ingrid Solberg")
    assert "Solberg" not in masked and "7946" not in masked


def test_a_name_that_only_the_profile_knows_is_masked_in_what_staff_type(shop: Shop) -> None:
    conversation = shop.open(name="blue wall")
    masking = Masking(shop.db, shop.parts.vault, shop.parts.redactor)
    masked = masking.typed("ok, blue wall it is", conversation, "en")
    assert "blue" not in masked and "wall" not in masked
    assert (
        Replies(shop.parts.vault, shop.parts.company).restored(conversation, masked) == "ok, blue wall it is"
    )


def test_a_change_rings_the_bell(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    with shop.parts.bus.subscribe(conversation.id) as heard:
        shop.desk.approve(draft.id, shop.reviewer)
        assert heard.wait(0)
