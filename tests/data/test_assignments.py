"""Whose a conversation is: the newest row counts, all stay, and the dealing never overrides a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data import accounts, assignments, attention, audit, desk, open_work, takeovers
from data.database import Database
from data.errors import NotFound
from tests.data.conftest import Shop


def staff(db: Database, *names: str) -> list[str]:
    return [accounts.add(db, username=name, display_name=name.title(), role="reviewer").id for name in names]


def test_the_newest_assignment_counts_and_all_stay(shop: Shop) -> None:
    ann, bo = staff(shop.db, "ann", "bo")
    of = shop.conversation()
    assert assignments.current(shop.db, of.id) is None
    assignments.assign(shop.db, of.id, ann, bo, now=shop.now(1))
    assignments.assign(shop.db, of.id, bo, bo, now=shop.now(1))
    newest = assignments.assign(shop.db, of.id, None, ann, now=shop.now(1))
    assert newest == assignments.current(shop.db, of.id)
    assert [one.account_id for one in assignments.history(shop.db, of.id)] == [ann, bo, None]
    events = [event for event in audit.events(shop.db) if event.kind == "assignment.changed"]
    assert [(event.actor, event.subject["to"], event.subject["was"]) for event in events] == [
        (ann, None, bo), (bo, bo, ann), (bo, ann, None),
    ]  # fmt: skip


def test_the_same_person_again_changes_nothing(shop: Shop) -> None:
    (ann,) = staff(shop.db, "ann")
    of = shop.conversation()
    assert assignments.assign(shop.db, of.id, None, ann) is None
    first = assignments.assign(shop.db, of.id, ann, ann)
    assert assignments.assign(shop.db, of.id, ann, ann) == first
    assert len(assignments.history(shop.db, of.id)) == 1


def test_only_an_active_account_and_a_conversation_that_is_there(shop: Shop) -> None:
    (ann,) = staff(shop.db, "ann")
    of = shop.conversation()
    accounts.set_active(shop.db, ann, False, "admin")
    for conversation_id, account_id in ((of.id, ann), (of.id, "nobody"), ("none", None)):
        with pytest.raises(NotFound):
            assignments.assign(shop.db, conversation_id, account_id, "admin")
    assert assignments.history(shop.db, of.id) == []


def test_the_dealing_yields_to_a_person(shop: Shop) -> None:
    ann, bo = staff(shop.db, "ann", "bo")
    of, draft = shop.drafted()
    assert (
        assignments.deal(shop.db, of.id, bo, "least_loaded", 0, now=shop.now()) is None
    )  # `ann` has it open
    desk.release(shop.db, draft.id, "ann")
    dealt = assignments.deal(shop.db, of.id, bo, "least_loaded", 0, now=shop.now())
    assert dealt and (dealt.account_id, dealt.actor) == (bo, "system")
    assignments.assign(shop.db, of.id, ann, ann)
    assert assignments.deal(shop.db, of.id, bo, "lopsided", dealt.number, now=shop.now()) is None
    desk.claim(shop.db, draft.id, ann, now=shop.now())
    desk.autosave(shop.db, draft.id, ann, "Dear", now=shop.now())
    assert assignments.deal(shop.db, of.id, None, "absent", 2, now=shop.now(999)) is None  # an edit is begun
    found = assignments.current(shop.db, of.id)
    assert found and found.account_id == ann


def test_whoever_deals_second_upon_the_same_sees_that_it_is_dealt(shop: Shop, at_once) -> None:
    ann, bo = staff(shop.db, "ann", "bo")
    of = shop.conversation()
    calls = [lambda who=who: assignments.deal(shop.db, of.id, who, "least_loaded", 0) for who in (ann, bo)]
    assert sorted(one is None for one in at_once(*calls)) == [False, True]
    assert len(assignments.history(shop.db, of.id)) == 1


def test_open_work_says_whose_it_is_who_is_on_it_and_since_when(shop: Shop) -> None:
    ann, bo = staff(shop.db, "ann", "bo")
    of, draft = shop.drafted()
    (work,) = open_work.listing(shop.db, now=shop.now())
    assert (work.queue, work.item_id, work.draft_id) == ("drafts", draft.turn_id, draft.id)
    assert (work.owner, work.number, work.held_by, work.knows) == (None, 0, "ann", None)
    assignments.assign(shop.db, of.id, bo, bo, now=shop.now())
    assert assignments.of_open(shop.db)[of.id].account_id == bo
    (later,) = open_work.listing(shop.db, now=shop.now() + timedelta(hours=1))
    assert (later.owner, later.number, later.held_by, later.since) == (bo, 1, None, work.since)
    shop.decide(draft)
    assert open_work.listing(shop.db, now=shop.now()) == [] and assignments.of_open(shop.db) == {}
    takeovers.request(shop.db, of.id, "customer_asked", now=shop.now(1))
    (wanted,) = open_work.listing(shop.db, now=shop.now())
    assert (wanted.queue, wanted.owner, wanted.held_by, wanted.answered) == ("people", bo, None, False)
    assert wanted.knows is None  # whoever decided the reply before is no account
    shop.db.write(lambda cursor: cursor.run("UPDATE decision SET reviewer_id = $1", ann))
    (wanted,) = open_work.listing(shop.db, now=shop.now())
    assert wanted.knows == ann
    takeovers.start(shop.db, of.id, bo, now=shop.now(1))
    row = shop.row(of, kind="human", authorship="human", person="Bo")
    takeovers.say(shop.db, row, bo, now=shop.now(1))
    shop.deliver()
    (joined,) = open_work.listing(shop.db, now=shop.now())
    assert (joined.knows, joined.held_by, joined.answered) == (bo, bo, True)  # a chat counts for more


def test_an_assignment_to_nobody_is_not_listed_as_somebodys(shop: Shop) -> None:
    (ann,) = staff(shop.db, "ann")
    of, _ = shop.drafted()
    assignments.assign(shop.db, of.id, ann, ann)
    assignments.assign(shop.db, of.id, None, ann)
    assert assignments.of_open(shop.db) == {}


def test_words_of_whoever_passed_a_thread_on_hold_it_no_more_but_stay(shop: Shop) -> None:
    of, draft = shop.drafted()
    desk.autosave(shop.db, draft.id, "ann", "I am", now=shop.now(1))
    attention.pass_on(shop.db, of.id, "ann", now=shop.now(1))
    desk.release(shop.db, draft.id, "ann")
    (work,) = open_work.listing(shop.db, now=shop.now())
    assert work.held_by is None and desk.get(shop.db, draft.id).edit_text == "I am"
    assert assignments.deal(shop.db, of.id, None, "unfit", 0, now=shop.now(1)) is not None
    desk.claim(shop.db, draft.id, "ann", 1, now=shop.now(1))  # nothing else waited: they went on all the same
    desk.autosave(shop.db, draft.id, "ann", "I am sorry.", now=shop.now(1))
    (work,) = open_work.listing(shop.db, now=shop.now(60))
    assert work.held_by == "ann"
    attention.pass_on(shop.db, of.id, "ann", now=shop.now(1))
    (work,) = open_work.listing(shop.db, now=shop.now(60))
    assert work.held_by is None
