"""Drafts that are put off: what a browser may ask, and what is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.views.snoozed import Wish, line_html, when
from data.records import Snooze

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")
SLEEPING = Snooze(
    "s", "d", "t", "c", NOW + timedelta(hours=3), False, "<b>Ask</b> <PERSON_1>", "a", NOW, None, None
)


@pytest.mark.parametrize(
    "raw",
    [
        {"draft": 1, "until": None, "note": ""},
        {"draft": "d", "until": "soon", "note": ""},
        {"draft": "d", "until": "2026-11-20T10:00:00", "note": ""},
        {"draft": "d", "until": None, "note": "x" * 301},
        {"draft": "d", "until": None},
    ],
)
def test_what_no_menu_sends_is_no_wish(raw: dict[str, object]) -> None:
    assert Wish.from_browser(raw) is None


def test_a_wish_is_a_moment_or_the_next_message() -> None:
    wish = Wish.from_browser({"draft": "d", "until": "2026-11-20T10:00:00.000Z", "note": " later "})
    assert wish == Wish("d", datetime(2026, 11, 20, 10, tzinfo=UTC), "later")
    assert Wish.from_browser({"draft": "d", "until": None, "note": ""}) == Wish("d", None, "")


def test_times_are_the_readers_and_notes_stay_text() -> None:
    assert when(SLEEPING, ZONE, NOW) == "until 13:00"
    assert when(replace(SLEEPING, for_message=True), ZONE, NOW) == "until the customer writes"
    said = line_html(SLEEPING, "Mette", ZONE, NOW)
    assert "Mette put this off (10:00) · until 13:00" in said and "<b>Ask" not in said and "Person 1" in said
    later = line_html(SLEEPING, "Mette", ZONE, NOW + timedelta(days=1))
    assert "had put this off" in later and "until" not in later
