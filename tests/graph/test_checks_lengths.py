"""Lengths of time and hours: counted to days that exist, and told apart where they differ."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from graph.checks.derived import Length, worked_out
from graph.checks.grounds import grounds
from graph.checks.quantities import quantities
from graph.material import Scored
from tests.graph.drafting import TODAY, a_passage, an_order, request


@pytest.mark.parametrize(
    ("unit", "number"), [("months", 12 * 9000), ("minutes", 8000 * 366 * 1440), ("workday", 8000 * 262)]
)
def test_a_length_beyond_the_calendar_leads_to_no_day(unit: str, number: int) -> None:
    assert Length(unit, number).after(TODAY) is None
    assert Length(unit, 10**15).after(TODAY) is None


def test_a_text_with_very_many_years_is_read_to_its_end() -> None:
    plastic = a_passage(
        "Once delivered, a bag lasts for 10,000 years in the sea; it may come back for 14 days."
    )
    asked = request(order=an_order("delivered"), today=TODAY, passages=(Scored(plastic, 0.9),))
    delivered = asked.material.orders[0].delivered_on
    assert delivered and delivered + timedelta(days=14) in grounds(asked).dates
    assert worked_out("In 10,000 years.", TODAY, {"months:120000"}) == frozenset()


def test_a_month_later_is_that_months_last_day_where_it_is_shorter() -> None:
    assert Length("months", 3).after(date(2026, 11, 30)) == date(2027, 2, 28)


@pytest.mark.parametrize("begins", range(7))
def test_working_days_leave_out_weekends(begins: int) -> None:
    day = expected = date(2026, 11, 16) + timedelta(days=begins)
    assert Length("workday", 0).after(day) == day
    for number in range(1, 13):
        expected += timedelta(days=1)
        while expected.weekday() > 4:
            expected += timedelta(days=1)
        assert Length("workday", number).after(day) == expected


def measured(text: str) -> set[str]:
    return {measure for one in quantities(text) for measure in one.measures}


@pytest.mark.parametrize(
    ("text", "minute"),
    [("12 am", 0), ("12:30 a.m.", 30), ("11 am", 660), ("12 pm", 720), ("12:30 p.m.", 750), ("1 pm", 780)],
)
def test_midnight_is_not_noon(text: str, minute: int) -> None:
    assert measured(f"Open until {text}, we hope.") == {f"clock:{minute}"}
