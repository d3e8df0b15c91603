"""The team in words: hours as people type them, and who is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from console.views import team
from console.views.insights_table import shown
from console.views.team import BadHours
from data import assignments, staffing
from tests.console.room import Room

FRIDAY = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("08:00–16:00", ["08:00", "16:00"]),
        ("8-16", ["08:00", "16:00"]),
        (" 8.30 - 12 ", ["08:30", "12:00"]),
        ("8 bis 24", ["08:00", "24:00"]),
        ("9 to 17:45", ["09:00", "17:45"]),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, kept: list[str]) -> None:
    found = team.hours_typed({"monday": typed, "tuesday": "", "sunday": "  "})
    assert found == {"monday": kept}
    assert team.hours_typed({"monday": team.hours_text(kept)}) == found


@pytest.mark.parametrize("typed", ["morning", "16-8", "8-25", "8:75-9", "8", "24:00-24:30", "8-8"])
def test_what_are_no_hours_is_named(typed: str) -> None:
    with pytest.raises(BadHours) as caught:
        team.hours_typed({"friday": typed})
    assert (caught.value.day, caught.value.text) == ("friday", typed)


def test_the_week_in_short(room: Room) -> None:
    me = room.people["reviewer"].id
    assert team.week(staffing.of(room.db, me)) == "Always"
    hours = {**{day: ["08:00", "16:00"] for day in team.DAYS[:3]}, "friday": ["08:00", "16:00"], "sunday": ["10:00", "12:00"]}  # fmt: skip
    found = staffing.save(
        room.db, me, languages=(), intents=(), capacity=None, hours=hours, time_zone="UTC", actor=me
    )
    assert team.week(found) == "Mon–Wed 08:00–16:00, Fri 08:00–16:00, Sun 10:00–12:00"


def test_the_table_says_who_is_there_and_what_they_have(room: Room) -> None:
    me, boss = room.people["reviewer"].id, room.people["supervisor"].id
    draft = room.drafted()
    room.claimed(room.drafted())  # in the same person's hands
    assignments.assign(room.db, draft.conversation_id, me, boss)
    staffing.save(
        room.db, me, languages=["de", "en"], intents=["refund"], capacity=4,
        hours={"friday": ("13:00", "16:00")}, time_zone="UTC", actor=boss,
    )  # fmt: skip
    staffing.go_away(room.db, boss, boss, FRIDAY + timedelta(hours=1), now=FRIDAY)
    lines = {
        str(line.cells[0]): [shown(cell, "count") for cell in line.cells[1:]]
        for line in team.table(team.members(room.db, FRIDAY), FRIDAY, UTC).lines
    }
    assert lines["Mette Kjær · Reviewer"] == [
        "○ Off until 13:00", "2", "4", "English, German", "Refund", "Fri 13:00–16:00",
    ]  # fmt: skip
    assert lines["Signe Holm · Supervisor"][:3] == ["○ Away until 13:00", "0", "No limit"]
    assert lines["Anna Berg · Reviewer"] == ["● Here", "0", "No limit", "All", "All", "Always"]
