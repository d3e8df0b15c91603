"""Each page on a real database, by role. AppTest can't press what components draw: the browser test does that."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from console.pages import review
from data import accounts, audit, decisions, desk, examples, integrations, takeovers
from tests.console.pages import Open, press, shown
from tests.console.room import REPLY, Room


def test_without_a_session_there_is_only_the_way_to_sign_in(page: Open) -> None:
    text = shown(page(role=None))
    assert "/sign-in" in text
    assert "drafts" not in text


def test_a_session_that_ended_ends_the_console_at_the_next_run(room: Room, page: Open) -> None:
    test = page()
    accounts.set_active(room.db, room.people["reviewer"].id, False)
    assert "/sign-in" in shown(test.run())


@pytest.mark.parametrize("name", ["insights", "examples", "privacy", "audit", "accounts"])
def test_reviewers_dont_get_to_pages_of_supervisors_and_admins(room: Room, page: Open, name: str) -> None:
    room.taught()
    text = shown(page(name))
    assert "No drafts are waiting" in text  # the review page instead


def test_supervisors_dont_get_to_accounts(page: Open) -> None:
    assert "Add a person" not in shown(page("accounts", "supervisor"))


def test_an_empty_queue_says_so(page: Open) -> None:
    text = shown(page())
    assert "No drafts are waiting" in text
    assert "All drafts are decided" in text


def test_a_long_queue_lists_its_first_until_all_are_wanted(
    room: Room, page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[int] = []
    monkeypatch.setattr(review, "LISTED", 2)
    monkeypatch.setattr(review, "queue_list", lambda cards, *others: listed.append(len(cards)))
    for _ in range(2):
        room.drafted()
    assert "Show all" not in "".join(button.label for button in page().button)
    room.drafted()
    press(page(), "Show all 3")
    assert listed == [2, 2, 3]


def test_opening_the_most_urgent_draft_claims_it(room: Room, page: Open) -> None:
    room.drafted(urgency="low", ago=900)
    urgent = room.drafted(urgency="high")
    test = press(page(), "Open the most urgent draft")
    assert test.query_params["draft"] == urgent.id
    assert desk.get(room.db, urgent.id).claimed_by == room.people["reviewer"].id


def test_opening_another_draft_gives_the_first_back_unless_it_is_being_edited(room: Room, page: Open) -> None:
    looked_at, edited, last = room.drafted(), room.drafted(), room.drafted()
    test = page(draft=looked_at.id)
    test.query_params["draft"] = edited.id
    test.run()
    assert desk.get(room.db, looked_at.id).claimed_by is None
    room.parts.desk.autosave(edited.id, room.people["reviewer"], "My words")
    test.query_params["draft"] = last.id
    test.run()
    assert desk.get(room.db, edited.id).claimed_by == room.people["reviewer"].id


def test_an_opened_draft_shows_conversation_checks_sources_and_the_disclosed_reply(
    room: Room, page: Open
) -> None:
    draft = room.drafted()
    text = shown(page(draft=draft.id))
    assert "Where is my lamp? My name is <span" in text
    assert "Person 1</span>" in text
    assert "The draft is loud." in text
    assert "promised 12 May" in text
    assert "edit of 12 May" in text
    assert "a person has read and approved it" in text
    assert "Ingrid" not in text


def test_hostile_messages_stay_text(room: Room, page: Open) -> None:
    text = shown(
        page(draft=room.drafted(text="<script>alert(1)</script> ![x](http://evil.example/x.png)").id)
    )
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_a_draft_that_someone_else_has_can_be_read_only(room: Room, page: Open) -> None:
    draft = room.claimed(room.drafted(), "other")
    assert r"Anna Berg is working on this draft" in shown(page(draft=draft.id))
    assert desk.get(room.db, draft.id).claimed_by == room.people["other"].id


def test_a_newer_message_makes_a_draft_stale_and_keeps_the_edit_at_hand(room: Room, page: Open) -> None:
    conversation = room.open()
    old = room.claimed(room.drafted(conversation))
    room.parts.desk.autosave(old.id, room.people["reviewer"], "My own careful words")
    new = room.drafted(conversation, text="Also: wrong colour.", reply="Dear <PERSON_1>, both are noted.")
    test = page(draft=old.id)
    assert "The customer has written again" in shown(test)
    assert "My own careful words" in shown(test)
    test = press(test, "Open the new draft")
    assert test.query_params["draft"] == new.id
    assert "Your words are in the editor." in shown(test)
    assert desk.get(room.db, new.id).edit_text == "My own careful words"
    test = press(test, "Take the new draft instead")
    assert desk.get(room.db, new.id).edit_text == new.text
    assert "My own careful words" in shown(test)
    test = press(test, "Put it into the editor")
    assert desk.get(room.db, new.id).edit_text == "My own careful words"


def test_a_decided_draft_says_so(room: Room, page: Open) -> None:
    draft = room.claimed(room.drafted())
    room.parts.desk.approve(draft.id, room.people["reviewer"])
    assert "This draft has been decided" in shown(page(draft=draft.id))


def test_an_unknown_draft_says_so(page: Open) -> None:
    assert "There is no such draft" in shown(page(draft="nothing"))


def test_a_taken_over_conversation_stops_its_draft(room: Room, page: Open) -> None:
    draft = room.claimed(room.drafted())
    room.parts.desk.start_takeover(draft.conversation_id, room.people["other"])
    assert "A person is answering this customer" in shown(page(draft=draft.id))


def test_supervisors_reveal_a_detail_and_the_audit_knows(room: Room, page: Open) -> None:
    test = press(page("review", "supervisor", draft=room.drafted().id), "Person 1")
    assert "Ingrid Solberg" in shown(test)
    events = audit.events(room.db)
    assert [event.actor for event in events if event.kind == "value.revealed"] == [
        room.people["supervisor"].id
    ]


def test_reviewers_may_not_reveal(room: Room, page: Open) -> None:
    test = page(draft=room.drafted().id)
    assert "Person 1" not in [button.label for button in test.button]
    assert "Your role may not reveal" in shown(test)


def test_joining_a_waiting_customer_takes_the_conversation(room: Room, page: Open) -> None:
    conversation = room.waiting()
    test = page("waiting")
    assert "1 customer waits for a person" in shown(test)
    test = press(test, "Join")
    assert "The assistant is silent" in shown(test)
    assert takeovers.open_for(room.db, conversation.id).reviewer_id == room.people["reviewer"].id  # type: ignore[union-attr]


def test_a_draft_that_arrives_later_can_be_opened_from_an_empty_desk(room: Room, page: Open) -> None:
    test = page()
    assert "All drafts are decided" in shown(test)
    draft = room.drafted()
    test = press(test.run(), "Open the most urgent draft")
    assert test.query_params["draft"] == draft.id


def search(test: AppTest) -> Any:
    """The field that searches conversations."""
    return next(field for field in test.text_input if field.label == "Search")


def test_conversations_are_found_and_told_in_full(room: Room, page: Open) -> None:
    room.taught()
    room.waiting()
    test = page("conversations")
    assert "1–2 of 2 conversations" in shown(test)
    search(test).input("lamp").run()
    assert "1 conversation" in shown(test)
    search(test).input("no such words").run()
    assert "No conversation matches" in shown(test)


def test_a_conversation_shows_drafts_decisions_and_events(room: Room, page: Open) -> None:
    example = room.taught()
    decision = decisions.get(
        room.db, next(one.decision_id for one in examples.listing(room.db) if one.id == example)
    )
    test = page("conversations", conversation=decision.conversation_id)
    assert "Mette Kjær edited it" in shown(test)
    assert "Because of: Facts." in shown(test)
    assert "Draft decided on" in set(test.dataframe[0].value["Event"])
    assert page("conversations", conversation="nothing") is not None


def test_a_conversation_can_be_taken_over_and_closed(room: Room, page: Open) -> None:
    draft = room.drafted()
    test = press(page("conversations", conversation=draft.conversation_id), "Take over")
    assert "You have this conversation" in shown(test)
    test = press(page("conversations", conversation=draft.conversation_id), "Close conversation")
    assert "Closed" in shown(test)


def test_insights_without_data_say_what_to_do(page: Open) -> None:
    assert shown(page("insights", "supervisor")).count("Choose a longer period") == 9


def test_insights_show_each_chart_with_its_table_and_sentence(room: Room, page: Open) -> None:
    room.taught()
    room.waiting()
    test = page("insights", "supervisor")
    text = shown(test)
    assert "Of 1 decision 0% were sent" in text
    assert "treat these numbers with care" in text
    assert "A person was needed once in 2 requests (50%)" in text
    assert len(test.get("plotly_chart")) >= 3
    assert text.count('<table class="gd-table">') >= 5
    assert len(test.get("download_button")) == text.count('<table class="gd-table">') + 1  # and the PDF


def test_examples_are_switched_off_with_a_reason_only(room: Room, page: Open) -> None:
    example = room.taught()
    test = page("examples", "supervisor")
    assert "<ins>" in shown(test)
    test = press(test, "Switch off")
    assert "Give a reason" in shown(test)
    test.text_input[0].input("Wrong date")
    press(test, "Switch off")
    assert [one.active for one in examples.listing(room.db) if one.id == example] == [False]


def test_examples_without_any_say_where_they_come_from(page: Open) -> None:
    assert "They come from reviewers" in shown(page("examples", "supervisor"))


def test_admins_add_people_and_see_the_link_once(room: Room, page: Open) -> None:
    test = page("accounts", "admin")
    test.text_input[0].input("Jonas")
    test.text_input[1].input("Jonas Vik")
    test = press(test, "Add and show the sign-in link")
    assert "token=for-jonas" in shown(test)
    assert accounts.by_username(room.db, "jonas").role == "reviewer"  # type: ignore[union-attr]
    assert "token=for-jonas" not in shown(test.run())


def test_wrong_and_taken_names_are_explained(page: Open) -> None:
    test = page("accounts", "admin")
    test.text_input[0].input("a b")
    test.text_input[1].input("A")
    assert "be a user name" in shown(press(test, "Add and show the sign-in link"))
    test.text_input[0].input("reviewer")
    assert "is in use" in shown(press(test, "Add and show the sign-in link"))


def test_switching_someone_off_ends_their_sessions(room: Room, page: Open) -> None:
    test = page("accounts", "admin")
    person = room.people["other"]
    next(button for button in test.button if button.key == f"active-{person.id}-True").click().run()
    assert not accounts.get(room.db, person.id).active
    own = next(button for button in test.button if button.key == f"active-{room.people['admin'].id}-True")
    assert own.disabled


def test_integrations_show_their_token_once_and_can_be_revoked(room: Room, page: Open) -> None:
    test = page("accounts", "admin")
    next(one for one in test.text_input if one.label == "Name").input("shop")
    test = press(test, "Create the token")
    assert "token-of-shop" in shown(test)
    added = next(event for event in audit.events(room.db) if event.kind == "integration.added")
    assert added.actor == room.people["admin"].id
    test = press(test.run(), "Revoke")
    assert integrations.listing(room.db)[0].revoked_at is not None


def test_the_draft_itself_never_changes_by_looking(room: Room, page: Open) -> None:
    draft = room.drafted()
    page(draft=draft.id)
    assert desk.get(room.db, draft.id).edit_text is None
    assert draft.text == REPLY
