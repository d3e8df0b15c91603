"""What people take on: unset is no limit, slips are refused, and the audit keeps no record of how somebody works."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from data import accounts, audit, staffing
from data.database import Database
from data.errors import NotFound, Stale
from data.staffing import UnfitStaffing
from tests.data.conftest import MORNING


@pytest.fixture
def ann(db: Database) -> str:
    return accounts.add(db, username="ann", display_name="Ann", role="reviewer").id


def set_up(db: Database, account_id: str, **more: Any) -> staffing.Staffing:
    given: dict[str, Any] = {
        "languages": ["de", "da"], "intents": [], "capacity": 5, "hours": {"monday": ["08:00", "16:00"]},
        "time_zone": "Europe/Copenhagen", "actor": "signe", "now": MORNING,
    }  # fmt: skip
    return staffing.save(db, account_id, **given | more)


def test_whoever_has_no_settings_takes_everything_always(db: Database, ann: str) -> None:
    found = staffing.of(db, ann)
    assert not found.limits and not found.away(MORNING) and found.queue_shown == "all"
    assert staffing.listing(db) == {}


def test_settings_are_kept_and_the_audit_names_fields_only(db: Database, ann: str) -> None:
    saved = set_up(db, ann)
    assert saved == staffing.of(db, ann) == staffing.listing(db)[ann]
    assert (saved.languages, saved.capacity, saved.hours) == (("da", "de"), 5, {"monday": ["08:00", "16:00"]})
    assert saved.limits
    assert set_up(db, ann, actor="ada").version == saved.version  # nothing changed
    set_up(db, ann, capacity=None)
    first, second = reversed([event for event in audit.events(db) if event.kind == "staffing.changed"])
    assert first.subject == {
        "account": ann,
        "changed": ["capacity", "hours", "languages", "time_zone"],
    }
    assert (second.actor, second.subject["changed"]) == ("signe", ["capacity"])


def test_what_was_set_since_somebody_looked_is_not_written_over(db: Database, ann: str) -> None:
    seen = staffing.of(db, ann)
    staffing.go_away(db, ann, ann)  # not what is set here
    now = set_up(db, ann, seen=seen)
    with pytest.raises(Stale):
        set_up(db, ann, capacity=9, seen=seen)
    assert set_up(db, ann, seen=seen) == staffing.of(db, ann) == now  # the same again is no conflict
    assert set_up(db, ann, capacity=9, seen=now).capacity == 9


def test_away_until_a_moment_or_until_they_are_back(db: Database, ann: str) -> None:
    gone = staffing.go_away(db, ann, ann, MORNING + timedelta(hours=1), now=MORNING)
    assert gone.away(MORNING) and not gone.away(MORNING + timedelta(hours=1))
    open_end = staffing.go_away(db, ann, ann, now=MORNING)
    assert open_end.away(MORNING + timedelta(days=99))
    back = staffing.come_back(db, ann, ann, now=MORNING)
    assert not back.away(MORNING) and not back.limits


def test_what_is_looked_at_is_remembered_without_an_audit_event(db: Database, ann: str) -> None:
    staffing.show_queue(db, ann, "mine")
    assert staffing.of(db, ann).queue_shown == "mine"
    assert "staffing.changed" not in {event.kind for event in audit.events(db)}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"capacity": -1}, "capacity is -1"),
        ({"capacity": 5000}, "capacity is 5000"),
        ({"hours": {"someday": ["08:00", "16:00"]}}, "someday"),
        ({"hours": {"monday": ["16:00", "08:00"]}}, "monday"),
        ({"hours": {"monday": ["8", "16:00"]}}, "monday"),
        ({"hours": {"monday": ["08:00"]}}, "monday"),
        ({"time_zone": "Nowhere/Town"}, "Nowhere/Town"),
        ({"time_zone": "../etc/passwd"}, "passwd"),
    ],
)
def test_slips_are_refused_by_name(db: Database, ann: str, wrong: dict[str, Any], named: str) -> None:
    with pytest.raises(UnfitStaffing, match=named):
        set_up(db, ann, **wrong)
    assert staffing.listing(db) == {}


def test_an_unknown_account_has_no_settings(db: Database) -> None:
    with pytest.raises(NotFound):
        set_up(db, "nobody")
