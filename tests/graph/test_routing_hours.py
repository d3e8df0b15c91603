"""Business hours: nights, weekends and summer time don't count against anybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.routing import ALWAYS, Hours, Policy

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
WEEK = Hours(dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), ("08:00", "18:00")), COPENHAGEN)  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-20 09:00", 60, "2026-11-20 10:00"),  # a Friday
        ("2026-11-20 17:30", 60, "2026-11-23 08:30"),  # over the weekend
        ("2026-11-20 22:00", 11, "2026-11-23 08:11"),
        ("2026-11-20 17:00", 60, "2026-11-20 18:00"),
        ("2026-03-27 17:59", 2, "2026-03-30 08:01"),  # the night in which clocks go forward
        ("2026-10-23 17:59", 2, "2026-10-26 08:01"),
    ],
)
def test_minutes_run_within_hours(start: str, minutes: float, end: str) -> None:
    assert WEEK.after(at(start), minutes * 60) == at(end)
    assert WEEK.between(at(start), at(end)) == minutes * 60


def test_open_closed_and_since_when() -> None:
    assert WEEK.open_at(at("2026-11-20 08:00")) and not WEEK.open_at(at("2026-11-20 18:00"))
    assert WEEK.closed_since(at("2026-11-22 12:00")) == at("2026-11-20 18:00")
    assert WEEK.opens(at("2026-11-22 12:00")) == at("2026-11-23 08:00")
    assert WEEK.closed_since(at("2026-11-20 12:00")) is None
    assert ALWAYS.open_at(at("2026-11-22 03:00")) and ALWAYS.closed_since(at("2026-11-22 03:00")) is None


def test_at_the_moment_of_closing_it_opens_the_next_day() -> None:
    closing = at("2026-11-20 18:00")
    assert not WEEK.open_at(closing) and WEEK.opens(closing) == at("2026-11-23 08:00")


def test_midnight_is_a_closing_time_and_one_day_a_week_is_enough() -> None:
    late = Hours({"sunday": ("20:00", "24:00")}, UTC)
    evening = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert late.open_at(evening)
    assert late.after(evening, 3600) == datetime(2026, 11, 29, 20, 30, tzinfo=UTC)
    assert late.closed_since(datetime(2026, 11, 28, tzinfo=UTC)) == datetime(2026, 11, 23, tzinfo=UTC)


@given(st.integers(0, 60 * 24 * 30), st.integers(0, 60 * 50))
def test_what_has_passed_after_so_long_is_so_long(start: int, minutes: int) -> None:
    began = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=start)
    assert WEEK.between(began, WEEK.after(began, minutes * 60)) == minutes * 60


def test_a_promise_by_queue_and_urgency_and_how_a_wait_stands() -> None:
    policy, began = Policy(people=11, hours=WEEK), at("2026-11-20 17:50")
    person = policy.promise("people", "low", began)
    assert person.due_at == at("2026-11-23 08:01")
    assert [policy.minutes("drafts", urgency) for urgency in ("high", "normal", "low", None, "odd")] == [
        30, 60, 240, 60, 60,
    ]  # fmt: skip
    night = policy.standing(person.due_at, person.remind_at, at("2026-11-21 12:00"))
    assert (night.state, night.seconds, night.paused_until) == ("soon", 60, at("2026-11-23 08:00"))
    over = policy.standing(person.due_at, person.remind_at, at("2026-11-23 08:03"))
    assert (over.state, over.seconds, over.paused_until) == ("over", 120, None)
    early = policy.standing(person.due_at, person.remind_at, began)
    assert (early.state, early.seconds) == ("running", 660)
