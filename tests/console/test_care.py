"""The attention page: warnings that chance can't cause, rates that say nothing of one person, and the page itself."""

from __future__ import annotations

from datetime import date

import pytest

from console.texts import own
from console.views import care
from data import attention, canaries
from data.records import Caught, FaultKind, Overridden, Reading
from tests.console.canaries import planted
from tests.console.pages import Open, shown
from tests.console.room import Room


def reading(overridden: int, decisions: int) -> Reading:
    return Reading(decisions, overridden, decisions, 0, 30.0, 180.0, decisions, 0)


@pytest.mark.parametrize(
    ("overridden", "decisions", "verdict"),
    [
        (0, 0, "none"),
        (0, 50, "open"),
        (0, 100, "low"),
        (3, 100, "open"),
        (20, 1000, "low"),
        (30, 200, "fine"),
    ],
)
def test_the_warning_comes_only_when_chance_is_ruled_out(
    overridden: int, decisions: int, verdict: str
) -> None:
    assert care.verdict(reading(overridden, decisions)) == verdict


def test_the_sentence_gives_share_and_interval() -> None:
    said = care.override_sentence(reading(0, 100))
    assert "0% of 100 drafts" in said and "between 0% and 4%" in said and "not by chance" in said


def test_rates_of_few_answers_are_not_shown() -> None:
    few, enough = Caught("date", 4, 1), Caught("promise", 10, 7)
    rows = care.caught_table([few, Caught("name", 2, 0), enough], "fault").lines[::2]
    assert rows[0].cells == ("Wrong date", None, 4, None, None, None)
    assert rows[1].cells[:4] == ("Promise without a source", 7, 10, 0.7)
    assert "from 5 on" in care.caught_sentence(Caught(None, 4, 1), True)
    assert "7 of 10" in care.caught_sentence(Caught(None, 10, 7), True)
    assert "canary_rate" in care.caught_sentence(None, False)
    assert "No test draft" in care.caught_sentence(None, True)


def test_a_hidden_rate_is_not_the_whole_less_the_others() -> None:
    found = [Caught("de", 4, 1), Caught("en", 10, 7), Caught("nl", 6, 6)]
    shown = {one.label: one.share for one in care.caught(found, "language")}
    assert shown == {"German": None, "English": 0.7, "Dutch": None}
    assert [care.withheld(found, code) for code in ("de", "en", "nl")] == [False, False, True]
    assert care.caught(found[:1], "language")[0].share is None
    assert all(one.share is not None for one in care.caught(found[1:], "language"))


def test_weeks_and_tiles() -> None:
    (week,) = care.weeks([Overridden(date(2026, 11, 16), 20, 5)])
    assert (week.label, week.share) == ("2026-11-16", 0.25) and week.low < 0.25 < week.high
    values = {label: value for label, value, _ in care.tiles(reading(1, 10))}
    assert values["Overridden"] == "10%" and values["Words a minute"] == "180"


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_kind_of_error_has_its_words(language: str) -> None:
    for kind in FaultKind.__args__:  # type: ignore[attr-defined]
        assert f"canary.fault.{kind}" in own(language) and f"care.kind.{kind}" in own(language)


def test_the_page_is_for_supervisors_and_names_nobody(room: Room, page: Open) -> None:
    for number in range(6):
        made = planted(room)
        canaries.answer(room.db, made.id, room.people["other"].id, number > 1)
    draft = room.claimed(room.drafted())
    decision = room.parts.desk.approve(draft.id, room.people["reviewer"], seconds_open=1.0)
    attention.note(room.db, decision.id, 80, 1.0, 0.5)
    text = shown(page("care", "supervisor"))
    assert "4 of 6 planted errors" in text and "Attention" in text
    for person in room.people.values():
        assert person.display_name not in text.replace("Signe Holm", "")
    assert "Attention" not in shown(page("care", "reviewer"))


def test_an_empty_page_says_what_to_do(room: Room, page: Open) -> None:
    text = shown(page("care", "supervisor"))
    assert "No decisions in this period yet" in text and "canary_rate" in text


def test_a_language_narrows_test_drafts_too(room: Room, page: Open) -> None:
    def answer(language: str, number: int) -> None:
        for _ in range(number):
            made = planted(room, language=language)
            canaries.answer(room.db, made.id, room.people["other"].id, True)

    def chosen(code: str) -> str:
        box = next(one for one in test.selectbox if "German" in one.options)
        return shown(box.set_value(code).run())

    answer("en", 6)
    test = page("care", "supervisor")
    assert "6 of 6 planted errors" in shown(test)
    assert "There are no test drafts" in chosen("de")
    answer("de", 2)
    assert "2 test drafts were answered" in chosen("de")
    assert "give theirs away" in chosen("en")
