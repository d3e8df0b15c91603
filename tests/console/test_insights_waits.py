"""The overview says of waits what its tiles and the service view say: one median, and promises in business hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from console.views import insights as views
from console.views import waiting
from data import insights, service, takeovers
from data.records.figures import Period
from tests.console.pages import Open, shown
from tests.console.room import Room
from tests.console.weeks import BEFORE, Weeks

WEEK = Period(date(2026, 11, 9), date(2026, 11, 15))
NIGHT = datetime(2026, 11, 10, 22, tzinfo=UTC)


def test_what_is_typical_is_the_median_of_the_tile(room: Room) -> None:
    weeks = Weeks(room.db)
    for n in range(10):
        weeks.answered(BEFORE + timedelta(minutes=n), 60)
    for n in range(8):
        weeks.answered(BEFORE + timedelta(days=1, minutes=n), 7200)
    weeks.write()
    found = insights.read(room.db, WEEK)
    (summary,) = found.summary()
    assert "typically waited 1 min" in views.waiting_sentence(found.waiting(), summary)


def test_a_night_is_judged_as_the_service_view_judges_it(room: Room) -> None:
    weeks = Weeks(room.db)
    weeks.for_a_person(
        NIGHT, NIGHT + timedelta(hours=10, minutes=5), due=NIGHT + timedelta(hours=10, minutes=11)
    )
    weeks.write()
    (day,) = promised = service.promises(room.db, WEEK, minutes=11)
    assert day.kept == 1
    assert (
        views.promise_sentence(promised, 11)
        == "The promise of 11 minutes (in business hours) was kept each time."
    )


def test_a_wait_that_is_overdue_breaks_the_promise(room: Room) -> None:
    room.waiting()
    later = datetime.now(UTC) + timedelta(days=2)
    today = Period(later.date() - timedelta(days=3), later.date())
    promised = service.promises(room.db, today, minutes=11, now=later)
    assert "broken" in views.promise_sentence(promised, 11)
    assert views.promise_sentence([], 11) == ""


def test_people_who_wait_are_narrowed_to_a_channel(room: Room) -> None:
    room.waiting()
    now = takeovers.queue(room.db)
    assert len(waiting.matching(now, None, None, "chat")) == 1
    assert waiting.matching(now, None, None, "api") == []


def test_the_page_says_so_too(room: Room, page: Open) -> None:
    """Half an hour in the clock's time, no minute of it in business hours."""
    asked, weeks = datetime.now(UTC) - timedelta(hours=2), Weeks(room.db)
    weeks.for_a_person(asked, asked + timedelta(minutes=30), due=asked + timedelta(minutes=31))
    weeks.write()
    told = shown(page("insights", "supervisor").run())
    assert "typically waited 30 min for a person" in told and "was kept each time" in told
