"""Routing on real parts: dealt as settings say, reminded, escalated, told once, and never sent because time ran out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data import (
    accounts,
    assignments,
    attention,
    audit,
    decisions,
    desk,
    drafts,
    new_id,
    outbox,
    sla,
    staffing,
)
from data.records import Account, Conversation
from disclosure import late_person_notice, late_reply_notice
from graph.gate import Gate
from graph.routing import Policy, Routing
from tests.graph.shop import COMPANY, Shop

HOUR = Policy(drafts={"normal": 60.0})


def routing(shop: Shop, auto: str = "auto", tell: bool = True) -> Routing:
    parts = shop.parts
    return Routing(parts.db, parts.vault, COMPANY, parts.bus, HOUR, auto, tell)  # type: ignore[arg-type]


def person(shop: Shop, name: str, role: str = "reviewer") -> Account:
    return accounts.add(shop.db, username=name, display_name=name.title(), role=role)  # type: ignore[arg-type]


def takes(shop: Shop, account: Account, **more: object) -> None:
    given = {"languages": (), "intents": (), "capacity": None, "hours": {}, "time_zone": "UTC", **more}
    staffing.save(shop.db, account.id, actor="admin", **given)  # type: ignore[arg-type]


def owner(shop: Shop, conversation: Conversation) -> str | None:
    found = assignments.current(shop.db, conversation.id)
    return found.account_id if found else None


def waiting(shop: Shop, language: str = "en") -> Conversation:
    conversation = shop.open(language)
    shop.desk.request_human(conversation.id)
    return conversation


def later(**more: float) -> datetime:
    return datetime.now(UTC) + timedelta(**more)


def deliver(shop: Shop, now: datetime) -> None:
    gate = Gate(shop.parts.vault, COMPANY)
    while (row := outbox.take(shop.db, gate, now=now)) is not None:
        outbox.sent(shop.db, row.id, new_id(), now=now)


def test_nothing_is_dealt_before_something_is_set_for_somebody(shop: Shop) -> None:
    conversation = waiting(shop)
    routing(shop).look()
    assert owner(shop, conversation) is None and not routing(shop).dealing()
    takes(shop, shop.reviewer, capacity=3)
    routing(shop, "off").look()
    assert owner(shop, conversation) is None
    routing(shop).look()
    assert owner(shop, conversation) == shop.reviewer.id


def test_languages_and_roles_are_minded_and_an_absent_persons_items_are_dealt_anew(shop: Shop) -> None:
    ann, bo, _ = person(shop, "ann"), person(shop, "bo"), person(shop, "root", "admin")
    takes(shop, shop.reviewer, languages=("da",))
    takes(shop, ann, languages=("de",))
    german, english = waiting(shop, "de"), waiting(shop, "en")
    route = routing(shop)
    route.look()
    assert (owner(shop, german), owner(shop, english)) == (ann.id, bo.id)  # the admin runs the house
    staffing.go_away(shop.db, ann.id, ann.id)
    route.look()
    assert (owner(shop, german), owner(shop, english)) == (bo.id, bo.id)
    staffing.come_back(shop.db, ann.id, ann.id)
    before = len(audit.events(shop.db))
    route.look()
    route.look()
    assert owner(shop, german) == bo.id and len(audit.events(shop.db)) == before  # no ping-pong


def test_what_somebody_passed_on_is_not_dealt_to_them_again(shop: Shop) -> None:
    bo = person(shop, "bo")
    takes(shop, shop.reviewer, capacity=9)
    conversation = waiting(shop)
    route = routing(shop)
    route.look()
    first = owner(shop, conversation)
    assert first is not None
    attention.pass_on(shop.db, conversation.id, first)
    route.look()
    assert {first, owner(shop, conversation)} == {bo.id, shop.reviewer.id}


def test_nothing_is_taken_from_whoever_is_editing(shop: Shop) -> None:
    bo = person(shop, "bo")
    takes(shop, bo, capacity=9)
    conversation, draft = shop.drafted()
    desk.autosave(shop.db, draft.id, shop.reviewer.id, "My words")
    assignments.assign(shop.db, conversation.id, shop.reviewer.id, bo.id)
    staffing.go_away(shop.db, shop.reviewer.id, shop.reviewer.id)
    routing(shop).look(later(minutes=59))
    assert owner(shop, conversation) == shop.reviewer.id
    assert desk.get(shop.db, draft.id).edit_text == "My words"


def test_a_draft_is_never_sent_because_time_ran_out(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    route = routing(shop)
    for hours in (0, 0.5, 0.8, 1.1, 3, 23, 25, 24 * 30):
        route.look(later(hours=hours))
        shop.run()
        deliver(shop, later(hours=hours))
    sent = [row for row in shop.rows(conversation) if row.status == "sent"]
    assert [row.kind for row in sent] == ["notice"]
    assert sent[0].redacted == late_reply_notice("en", COMPANY.name)
    assert decisions.for_draft(shop.db, draft.id) is None
    assert desk.get(shop.db, draft.id).status == "open"
    assert drafts.get(shop.db, draft.id).text not in {row.redacted for row in shop.rows(conversation)}


def test_reminded_at_three_quarters_and_escalated_at_the_limit_once_each(shop: Shop) -> None:
    _, draft = shop.drafted()
    route, item = routing(shop), draft.turn_id
    route.look(later(minutes=40))
    assert sla.events(shop.db, item) == []
    for minutes in (46, 47, 61, 62):
        route.look(later(minutes=minutes))
    assert [event.kind for event in sla.events(shop.db, item)] == ["reminder", "escalation"]
    kinds = [event.kind for event in audit.events(shop.db)]
    assert (kinds.count("sla.reminded"), kinds.count("sla.escalated")) == (1, 1)


@pytest.mark.parametrize("language", ["en", "de", "da", "nl", "sv"])
def test_whoever_waits_for_a_person_is_told_once_in_their_language(shop: Shop, language: str) -> None:
    conversation = waiting(shop, language)
    route = routing(shop)
    for minutes in (9, 12, 13, 40):
        route.look(later(minutes=minutes))
    deliver(shop, later(minutes=41))
    late = [row for row in shop.rows(conversation) if row.id.startswith("late-")]
    assert [(row.status, row.redacted) for row in late] == [
        ("sent", late_person_notice(language, COMPANY.name, 11))
    ]
    assert late[0].label["authorship"] == "ai" and COMPANY.name in late[0].redacted


def test_nobody_is_told_where_a_person_has_come_or_settings_forbid_it_or_it_is_far_too_late(
    shop: Shop,
) -> None:
    joined, quiet = waiting(shop), waiting(shop)
    shop.desk.start_takeover(joined.id, shop.reviewer)
    routing(shop, tell=False).look(later(minutes=12))
    old = waiting(shop)
    routing(shop).look(later(hours=30))
    for conversation in (joined, quiet, old):
        assert not [row for row in shop.rows(conversation) if row.id.startswith("late-")]
    assert {wait.escalated_at is not None for wait in sla.waiting(shop.db)} == {True}


def test_an_erased_customer_is_told_nothing_and_stops_nobody(shop: Shop) -> None:
    gone, there = waiting(shop), waiting(shop)
    shop.parts.vault.forget(gone.customer_id)
    routing(shop).look(later(minutes=12))
    assert [row.id for row in shop.rows(there) if row.id.startswith("late-")]
