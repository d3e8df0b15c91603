"""The digest says what it judged, puts like beside like, and tells what it was narrowed to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console import texts
from console.views import insights_week
from data.records.figures import Filters
from tests.console.room import Room
from tests.console.weeks import AFTER, BEFORE, MONDAY, Weeks

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
WEEKS = (BEFORE, MONDAY)


@pytest.fixture
def weeks(room: Room) -> Weeks:
    return Weeks(room.db)


def told(weeks: Weeks, filters: Filters | None = None) -> tuple[str, ...]:
    weeks.write()
    return insights_week.digest(weeks.db, "Nordlys Hjem", AFTER, filters).sentences


def test_the_first_week_is_compared_with_nothing(weeks: Weeks) -> None:
    for n in range(40):
        weeks.request(MONDAY + n * HOUR)
    assert told(weeks)[-1].startswith("There is too little to call anything a change")


def test_few_requests_are_neither_a_change_nor_none(weeks: Weeks) -> None:
    for begin, requests in ((BEFORE, 25), (MONDAY, 90)):
        for n in range(requests):
            weeks.request(begin + n * 90 * MINUTE)
    assert told(weeks)[-1].startswith("There is too little to call anything a change")


def test_what_is_sure_is_told_apart_from_what_is_not(weeks: Weeks) -> None:
    for begin in WEEKS:
        for n in range(1500):
            weeks.request(begin + n * 6 * MINUTE, sentiment=-0.5 if n % 5 == 0 else 0.5)
        for n in range(5):
            weeks.answered(begin + n * HOUR, 600)
    last = told(weeks)[-1]
    assert "or to rule one out: Wait for AI reply" in last and "Requests that sound negative" not in last
    assert last.endswith(
        "Everything else differs from the week before by no more than chance, or too little to matter."
    )


def test_customers_who_react_badly_are_told_of(weeks: Weeks) -> None:
    for begin, bad in ((BEFORE, 5), (MONDAY, 40)):
        for n in range(100):
            weeks.answered(begin + n * HOUR, 600, reaction=-1.0 if n < bad else 1.0)
    sentences = told(weeks)
    (said,) = [sentence for sentence in sentences if "reactions were negative" in sentence]
    assert said.startswith("40%") and "more than 5% the week before" in said
    assert len(sentences) <= 10


def test_replies_that_became_longer_are_told_of(weeks: Weeks) -> None:
    for begin, length in ((BEFORE, 200), (MONDAY, 600)):
        for n in range(60):
            weeks.answered(begin + n * HOUR, 600, text="x" * (length + n % 7))
    (said,) = [sentence for sentence in told(weeks) if "characters" in sentence]
    assert "603 characters" in said and "more than 203 the week before" in said


def test_a_wait_is_told_beside_one_of_its_kind(weeks: Weeks) -> None:
    for begin, wait in ((BEFORE, 660), (MONDAY, 1980)):
        for n in range(100):
            weeks.answered(begin + n * HOUR, wait if n % 10 < 8 else wait * 6)
    (said,) = [sentence for sentence in told(weeks) if "replies that AI drafted" in sentence]
    assert "within 33 min" in said and "more than 11 min the week before" in said


def test_a_change_that_the_figure_told_contradicts_is_left_out(weeks: Weeks) -> None:
    """Most waited a little less, the rest much more: the middle fell, the mean rose."""
    for n in range(100):
        weeks.answered(BEFORE + n * HOUR, 660)
        weeks.answered(MONDAY + n * HOUR, 540 if n < 52 else 7200)
    sentences = told(weeks)
    (said,) = [sentence for sentence in sentences if "replies that AI drafted" in sentence]
    assert said == "Half of the replies that AI drafted were there within 9 min."
    assert "Wait for AI reply" in sentences[-1]


def test_the_share_of_negative_requests_is_one_of_requests(weeks: Weeks) -> None:
    for begin in WEEKS:
        for n in range(100):
            weeks.request(begin + n * MINUTE, sentiment=-0.9 if n < 10 else 0.5)
        for n in range(35):
            talk = weeks.talk("api")
            for seq in range(1, 11):
                at = begin + 2 * HOUR + (n * 10 + seq) * MINUTE
                weeks.request(at, talk, seq, -0.9 if seq <= 5 else 0.5)
    assert any(sentence.startswith("41% of requests sounded negative") for sentence in told(weeks))


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "German · Late delivery · Chat"), ("de", "Deutsch · Verspätete Lieferung · Chat")],
)
def test_a_narrowed_week_says_so_wherever_it_goes(weeks: Weeks, language: str, words: str) -> None:
    narrowed = Filters("de", "delivery_delay", "chat")
    texts.chosen_by(lambda: language)
    try:
        found = insights_week.digest(weeks.db, "Nordlys Hjem", AFTER, narrowed)
    finally:
        texts.chosen_by(lambda: texts.FIRST)
    assert found.title.endswith(words)
    assert words in insights_week.as_text(found) and words in insights_week.as_html(found, language)
    assert insights_week.file_name(found, "txt") == "glassdesk-week-2026-11-16-de-delivery_delay-chat.txt"
