"""Accounts, sessions, one-time links, wrong passwords, integrations."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data import accounts, integrations
from data.errors import NameTaken, NotFound


@pytest.fixture
def ann(db):
    return accounts.add(db, username="Ann ", display_name="Ann", role="reviewer")


def test_usernames_are_one_name_in_any_case(db, ann):
    assert accounts.by_username(db, "ANN") == accounts.get(db, ann.id) == ann
    assert accounts.by_username(db, "bo") is None
    with pytest.raises(NameTaken, match="'aNN'"):
        accounts.add(db, username="aNN", display_name="Other", role="admin")
    assert accounts.listing(db) == [ann]
    with pytest.raises(NotFound):
        accounts.get(db, "nobody")


def test_the_same_username_at_once_is_given_once(db, at_once):
    results = at_once(*[lambda: accounts.add(db, username="bo", display_name="Bo", role="reviewer")] * 3)
    assert sum(isinstance(result, NameTaken) for result in results) == 2


def test_a_language_and_an_ended_tour_are_kept_for_each_account(db, ann):
    bo = accounts.add(db, username="bo", display_name="Bo", role="reviewer")
    accounts.set_language(db, ann.id, "de")
    accounts.set_toured(db, ann.id, True)
    accounts.start_session(db, ann.id, "one", 60)
    found = accounts.session(db, "one")
    assert (found.language, found.toured_at is not None) == ("de", True)
    assert accounts.get(db, bo.id) == bo
    assert (bo.language, bo.toured_at) == (None, None)
    accounts.set_language(db, ann.id, None)
    accounts.set_toured(db, ann.id, False)
    assert accounts.get(db, ann.id) == ann


def test_a_session_lasts_until_it_ends_or_runs_out(shop, db, ann):
    for token in ("one", "two"):
        accounts.start_session(db, ann.id, token, 60, now=shop.now())
    assert accounts.session(db, "one", now=shop.now(59)) == ann
    accounts.end_session(db, "two")
    assert accounts.session(db, "two", now=shop.now()) is None
    assert accounts.session(db, "one", now=shop.now(2)) is None
    assert accounts.session(db, "three") is None


def test_a_new_password_or_a_closed_account_ends_the_sessions(db, ann):
    accounts.start_session(db, ann.id, "one", 60)
    accounts.set_password(db, ann.id, "argon2id")
    assert accounts.session(db, "one") is None
    assert accounts.get(db, ann.id).password_hash == "argon2id"
    accounts.start_session(db, ann.id, "two", 60)
    accounts.set_active(db, ann.id, False)
    assert accounts.session(db, "two") is None


def test_a_link_opens_once_and_in_time(shop, db, ann, at_once):
    for token in ("one", "two"):
        accounts.issue_link(db, ann.id, token, 60, now=shop.now())
    used = at_once(*[lambda: accounts.use_link(db, "one", now=shop.now())] * 3)
    assert sorted(account is not None for account in used) == [False, False, True]
    assert accounts.use_link(db, "two", now=shop.now(61)) is None
    assert accounts.use_link(db, "three") is None


def test_wrong_passwords_slow_the_next_try_down(shop, db):
    waits = []
    for _ in range(7):
        accounts.record_try(db, "hash", False, now=shop.now())
        waits.append(accounts.seconds_to_wait(db, "hash", now=shop.now()))
    assert waits == [0, 0, 0, 0, 2, 4, 8]
    assert accounts.seconds_to_wait(db, "other", now=shop.now()) == 0
    assert accounts.seconds_to_wait(db, "hash", now=shop.now(3)) == 5
    for _ in range(10):
        accounts.record_try(db, "hash", False, now=shop.now())
    assert accounts.seconds_to_wait(db, "hash", now=shop.now()) == 300
    assert accounts.seconds_to_wait(db, "hash", now=shop.now() + timedelta(minutes=16)) == 0
    accounts.record_try(db, "hash", True, now=shop.now(1))
    assert accounts.seconds_to_wait(db, "hash", now=shop.now(1)) == 0


def test_an_integration_is_known_by_its_token_until_revoked(db):
    integration = integrations.add(db, "Web shop", "hash")
    assert integrations.by_token(db, "hash") == integration
    integrations.revoke(db, integration.id)
    assert integrations.by_token(db, "hash") is None
    assert integrations.listing(db)[0].revoked_at is not None
    with pytest.raises(NotFound):
        integrations.revoke(db, "nothing")
