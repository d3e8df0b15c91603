"""A reply that nobody had to approve, in a real browser against the real process: it says so, and people can look into it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from data import connect
from data.records.policy import Writer
from graph.drafters.offline import OfflineDrafter
from tests.e2e.test_whole_way import People, read, write
from tests.graph.earning import earn

pytestmark = pytest.mark.browser
LOST = "Hello, I asked for a new password, but the link does not arrive. Kind regards, Ingrid Solberg"
UNREAD = "no person has checked it"
TRIES = 3  # one reply in twenty is drawn to be reviewed all the same


def test_an_earned_reply_reaches_the_customer_without_a_person_and_says_so(
    serve: Any, chromium: Any, tmp_path: Path
) -> None:
    (tmp_path / "var").mkdir()
    db = connect(f"duckdb:///{tmp_path}/var/glassdesk.duckdb")
    earn(db, Writer(OfflineDrafter.name, OfflineDrafter.model, OfflineDrafter.version), "login_account")
    db.close()
    people = People(chromium, serve("demo", "--no-inbox"))
    told = answered(people)
    assert "an AI assistant of Nordlys Hjem, wrote this reply" in told and "Hi Ingrid Solberg" in told

    signe = people.staff("signe")
    signe.goto(f"{people.served.url}/conversations")
    signe.get_by_text("Please check that the address").first.click()
    signe.get_by_text(re.compile("1 draft and its decision")).wait_for()
    shown = signe.locator("body").inner_text()
    assert UNREAD in shown and "Hi Person 1" in shown and "Ingrid" not in shown


def answered(people: People) -> str:
    """What a customer reads whose reply was not drawn for the sample."""
    from playwright.sync_api import TimeoutError as Unanswered

    for _ in range(TRIES):
        customer = people.customer("en")
        customer.set_default_timeout(20_000)
        write(customer, LOST)
        try:
            return read(customer, UNREAD)
        except Unanswered:
            continue
    raise AssertionError(f"{TRIES} replies waited for a person")
