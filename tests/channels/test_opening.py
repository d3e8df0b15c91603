"""What visitors read before they write is true: nobody is promised a check of each reply once some may leave unread."""

from __future__ import annotations

from starlette.testclient import TestClient

from data import policy
from data.records.policy import NewPolicy
from tests.channels.conftest import Shop

PROMISE, OPEN = "A person checks every reply", "Each reply says whether a person has checked it"


def test_the_promise_is_made_only_while_it_is_kept(browser: TestClient, shop: Shop) -> None:
    page = browser.get("/chat").text
    assert PROMISE in page and OPEN not in page
    policy.change(shop.db, NewPolicy(intent="compliment", mode="auto"), "sig")
    page = browser.get("/chat").text
    assert OPEN in page and PROMISE not in page
    policy.change(shop.db, NewPolicy(intent="compliment", mode="review"), "sig")
    assert PROMISE in browser.get("/chat").text
