"""Rules for drafts: accepted or dismissed, taken back and put in force again, each verdict a row and an audit event."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from data import Database, audit, tone_rules
from data.errors import NotFound
from data.records import NewRule
from tests.data.conftest import MORNING, Shop
from tests.data.test_remasking import WORD, again, redact


def a_rule(**more: Any) -> NewRule:
    given: dict[str, Any] = {
        "intent": "warranty", "language": "en", "kind": "replace", "old": "item", "new": "product",
        "proposal": "p1", "decisions": 3, "reviewers": 2,
    }  # fmt: skip
    return NewRule(**given | more)


def test_an_accepted_rule_is_in_force_for_its_use_case_and_language(db: Database) -> None:
    made = tone_rules.decide(db, a_rule(), True, "signe", now=MORNING)
    assert (made.old, made.new, made.in_force, made.account_id) == ("item", "product", True, "signe")
    assert tone_rules.in_force(db, "warranty", "en") == [made]
    assert tone_rules.in_force(db, "warranty", "de") == tone_rules.in_force(db, "other", "en") == []
    (event,) = audit.events(db)
    assert (event.kind, event.actor) == ("rule.decided", "signe")
    assert "product" not in str(event.subject)


def test_a_dismissed_rule_is_remembered_and_not_in_force(db: Database) -> None:
    tone_rules.decide(db, a_rule(), False, "signe")
    assert tone_rules.in_force(db, "warranty", "en") == []
    assert [rule.in_force for rule in tone_rules.listing(db)] == [False]


def test_the_newest_verdict_counts_and_the_same_again_adds_none(db: Database) -> None:
    made = tone_rules.decide(db, a_rule(), True, "signe", now=MORNING)
    later = MORNING + timedelta(minutes=1)
    for _ in range(2):
        tone_rules.switch(db, made.id, False, "ada", now=later)
    assert tone_rules.in_force(db, "warranty", "en") == []
    assert tone_rules.in_force(db, "warranty", "en", moment=later) == [made]
    assert tone_rules.in_force(db, "warranty", "en", moment=MORNING) == []
    assert tone_rules.switch(db, made.id, True, "signe").in_force
    assert len(audit.events(db)) == 3 and audit.verify(db).ok


def test_a_proposal_decided_twice_stays_one_rule_with_its_first_words(db: Database) -> None:
    tone_rules.decide(db, a_rule(), False, "ada")
    tone_rules.decide(db, a_rule(new="other words"), True, "signe")
    (rule,) = tone_rules.listing(db)
    assert (rule.new, rule.in_force, rule.account_id) == ("product", True, "signe")


def test_two_supervisors_at_once_make_one_rule(db: Database, at_once: Any) -> None:
    at_once(*(lambda who=who: tone_rules.decide(db, a_rule(), True, who) for who in ("ada", "signe")))
    assert len(tone_rules.in_force(db, "warranty", "en")) == 1


def test_an_unknown_rule_is_named(db: Database) -> None:
    with pytest.raises(NotFound):
        tone_rules.switch(db, "nothing", True, "signe")


def test_a_word_masked_later_is_blanked_in_rules_of_the_matter_which_go_out_of_force(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    drawn = tone_rules.decide(shop.db, a_rule(intent="other", new=f"Ask {WORD}."), True, "signe", now=MORNING)
    apart = tone_rules.decide(
        shop.db, a_rule(new=f"The {WORD} lamp.", proposal="p2"), True, "signe", now=MORNING
    )
    redact(shop, conversation)
    again(shop, conversation)
    found = {rule.id: rule for rule in tone_rules.listing(shop.db)}
    assert (found[drawn.id].new, found[drawn.id].in_force) == ("Ask ….", False)
    assert found[apart.id].in_force and WORD in found[apart.id].new  # of another matter: a lamp's name
    assert audit.verify(shop.db).ok
