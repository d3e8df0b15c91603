"""Who counts as staff for the dealing, and since when somebody isn't there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data import accounts, assignments
from data.records import Staffing
from graph.routing import absent_since
from tests.graph.shop import Shop
from tests.graph.test_routing import owner, person, routing, takes, waiting

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
WEEK = {"monday": ["08:00", "16:00"], "tuesday": ["08:00", "16:00"]}


def test_what_an_admin_was_given_by_hand_stays_theirs_and_nothing_is_dealt_to_them(shop: Shop) -> None:
    root, bo = person(shop, "root", "admin"), person(shop, "bo")
    takes(shop, bo, capacity=9)
    given, other = waiting(shop), waiting(shop)
    assignments.assign(shop.db, given.id, root.id, root.id)
    route = routing(shop)
    route.look()
    route.look()
    assert owner(shop, given) == root.id and owner(shop, other) != root.id


def absent(hours: float, away: float | None = None, until: float | None = None) -> float | None:
    """Since which hour after Monday's midnight somebody with hours from 8 to 16 isn't there."""

    def at(number: float | None) -> datetime | None:
        return None if number is None else MONDAY + timedelta(hours=number)

    found = Staffing("ann", (), (), None, WEEK, "UTC", at(away), at(until), "all", MONDAY, 1)
    since = absent_since(found, MONDAY + timedelta(hours=hours))
    return None if since is None else (since - MONDAY).total_seconds() / 3600


@pytest.mark.parametrize(
    ("now", "away", "until", "since"),
    [
        (12, None, None, None),
        (17, None, None, 16),
        (15, 10, None, 10),
        (17, 10, None, 10),  # the end of their hours changes nothing for whoever was away before
        (30, 10, None, 10),
        (21, 10, 20, 10),  # away until after their hours: they haven't been there in between
        (17, 10, 12, 16),  # they were back for the afternoon
        (19, 18, None, 16),  # away only after they had gone
        (41, 10, 20, 40),
    ],
)
def test_somebody_is_absent_since_they_were_last_there(
    now: float, away: float | None, until: float | None, since: float | None
) -> None:
    assert absent(now, away, until) == since


def test_settings_of_who_has_left_deal_nothing_out(shop: Shop) -> None:
    bo = person(shop, "bo")
    takes(shop, bo, capacity=9)
    assert routing(shop).dealing()
    accounts.set_active(shop.db, bo.id, False)
    assert not routing(shop).dealing()
