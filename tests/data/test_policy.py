"""Policy rows on both databases: the newest counts, nothing goes below the floor, and who set what is audited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data import audit, policy
from data.errors import UnfitPolicy
from data.records.policy import NewPolicy
from tests.data.conftest import Shop

AUTO = NewPolicy(intent="order_status", mode="auto", reason="They are all alike.")


def test_nothing_is_in_force_until_somebody_sets_it(shop: Shop) -> None:
    assert policy.in_force(shop.db, "order_status", "en") is None
    assert not policy.any_auto(shop.db)


def test_the_newest_row_counts_whether_it_is_for_one_language_or_for_all(shop: Shop) -> None:
    policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    german = policy.change(shop.db, replace(AUTO, language="de", mode="second"), "sig", now=shop.now(1))
    in_german = policy.in_force(shop.db, "order_status", "de")
    in_english = policy.in_force(shop.db, "order_status", "en")
    assert in_german == german and in_english and in_english.mode == "auto" and policy.any_auto(shop.db)
    policy.change(shop.db, replace(AUTO, mode="review"), "sig", now=shop.now(1))
    for language in ("de", "en"):
        row = policy.in_force(shop.db, "order_status", language)
        assert row and row.mode == "review"
    assert not policy.any_auto(shop.db) and len(policy.listing(shop.db)) == 3
    assert policy.in_force(shop.db, "warranty", "en") is None


def test_a_change_of_figures_goes_on_earning_and_a_change_of_mode_begins_anew(shop: Shop) -> None:
    first = policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    figures = policy.change(shop.db, replace(AUTO, daily=20), "sig", now=shop.now(1))
    assert figures.began_at == first.decided_at < figures.decided_at
    danish = policy.change(shop.db, replace(AUTO, language="da"), "sig", now=shop.now(1))
    assert danish.began_at == danish.decided_at  # another scope is another policy
    policy.change(shop.db, replace(AUTO, mode="review"), "sig", now=shop.now(1))
    again = policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    assert again.began_at == again.decided_at


@pytest.mark.parametrize(
    "wrong",
    [{"bound": 0.89}, {"fewest": 49}, {"sample": 0.04}, {"sample": 1.1}, {"daily": 0}, {"mode": "always"}],
)
def test_no_setting_goes_below_the_floor(shop: Shop, wrong: dict[str, object]) -> None:
    with pytest.raises(UnfitPolicy, match=next(iter(wrong))):
        policy.change(shop.db, replace(AUTO, **wrong), "sig")  # type: ignore[arg-type]
    assert policy.listing(shop.db) == []


def test_each_change_is_audited_with_the_account(shop: Shop) -> None:
    row = policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    (event,) = [event for event in audit.events(shop.db) if event.kind == "policy.changed"]
    assert event.actor == "sig" and event.subject["policy"] == row.id and event.subject["mode"] == "auto"
    assert audit.verify(shop.db).ok


def test_what_the_page_goes_by_says_whether_what_was_earned_goes_on_counting(shop: Shop) -> None:
    first = policy.change(shop.db, AUTO, "sig", now=shop.now(1))
    assert policy.rival(shop.db, AUTO.intent, None) == first
    german = policy.change(shop.db, replace(AUTO, language="de", mode="review"), "sig", now=shop.now(1))
    assert policy.rival(shop.db, AUTO.intent, None) == german
    assert policy.rival(shop.db, AUTO.intent, "en") == first
    anew = policy.change(shop.db, replace(AUTO, daily=9), "sig", now=shop.now(1))
    assert anew.began_at == anew.decided_at  # it replaces the German one, too
