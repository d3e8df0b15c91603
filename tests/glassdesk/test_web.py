"""Addresses of the web application beside console, chat and API."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from data import accounts, audit
from glassdesk.house import House
from glassdesk.settings import load
from glassdesk.web import sign_in_link, to_review


def test_the_review_page_is_found_under_its_name() -> None:
    client = TestClient(Starlette(routes=[Route("/review", to_review)]), follow_redirects=False)
    assert client.get("/review").headers["location"] == "/"
    assert client.get("/review?draft=1").headers["location"] == "/?draft=1"


def test_the_audit_knows_who_made_a_sign_in_link(tmp_path) -> None:
    house = House.open(load(data_dir=tmp_path))
    try:
        admin = accounts.add(house.db, username="ada", display_name="Ada", role="admin")
        sign_in_link(
            house, accounts.add(house.db, username="new", display_name="New", role="reviewer"), admin.id
        )
        (event,) = [event for event in audit.events(house.db) if event.kind == "link.issued"]
        assert event.actor == admin.id
    finally:
        house.close()
