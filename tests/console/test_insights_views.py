"""The views beside the overview, the digest and the PDF: what they say, and that they never speak of one reviewer."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdf
import pytest

from console import texts
from console.pages.insights import VIEWS
from console.paper import pdf
from console.views import insights_compare as compare
from console.views import insights_fairness, insights_forecast, insights_week
from console.views.insights_paper import paper
from data import insights, service
from data.measures import EVERYTHING
from data.per_module import module_figures
from data.records.figures import Period
from graph.figures.fairness import Comparison, judged
from graph.figures.forecast import forecast
from tests.console.pages import Open, shown
from tests.console.room import Room

ROOT = Path(insights.__file__).parent.parent
TODAY = datetime.now(UTC).date()
WEEK = Period(TODAY - timedelta(days=6), TODAY)


@pytest.fixture
def busy(room: Room) -> Room:
    """Two reviewers have decided, one customer waits."""
    room.taught()
    draft = room.claimed(room.drafted(intent="warranty"), "other")
    room.parts.desk.approve(draft.id, room.people["other"])
    room.waiting()
    return room


def comparison(p: float, effect: float) -> Comparison:
    return Comparison(
        "unchanged", "language", "de", 200, 400, 0.6 + effect, 0.6, effect, effect - 0.04, effect + 0.04, p
    )


def test_a_gap_is_said_with_both_sides_and_its_interval() -> None:
    found = judged([comparison(0.0001, -0.2), comparison(0.4, 0.01)])
    assert insights_fairness.verdict(found).startswith("One gap stands out among 2 comparisons")
    (sentence,) = insights_fairness.gaps(found)
    assert (
        sentence
        == "Drafts sent unchanged: 40% for German, 60% for all others; -20.0 points (-24.0 to -16.0)."
    )
    assert insights_fairness.table(found).lines[0].cells[-1] == "Gap"


def test_without_gaps_or_cases_nothing_is_claimed() -> None:
    assert insights_fairness.verdict(judged([comparison(0.4, 0.01)])).startswith("No gap stands out in one")
    assert "30 conversations" in insights_fairness.verdict([])


def test_a_short_history_says_so_instead_of_a_forecast() -> None:
    assert insights_forecast.sentence(forecast([3] * 20, TODAY)).startswith("Too little history")
    found = forecast([10, 8, 8, 8, 6, 2, 2] * 8, TODAY)
    assert "44 requests" in insights_forecast.sentence(found)
    assert len(insights_forecast.table(found).lines) == 14
    assert "the same weekday of the week before" in insights_forecast.tested(found)


def test_the_last_whole_week_ends_on_a_sunday() -> None:
    for day in range(7):
        found = insights_week.last_week(date(2026, 11, 16 + day))
        assert found == Period(date(2026, 11, 9), date(2026, 11, 15))


def test_a_week_is_told_in_a_few_sentences_with_figures(busy: Room) -> None:
    found = insights_week.digest(busy.db, "Nordlys Hjem", TODAY + timedelta(days=7))
    assert 3 <= len(found.sentences) <= 8
    assert found.sentences[0] == "Customers made 3 requests."
    assert any("50% of 2 decided drafts" in sentence for sentence in found.sentences)
    assert found.sentences[-1].startswith("There is too little to call anything a change")
    told = insights_week.as_html(found, "en")
    assert told.startswith("<!doctype html>") and told.count("<li>") == len(found.sentences)
    assert insights_week.as_text(found).splitlines()[0] == found.title


def test_a_week_without_requests_says_so(room: Room) -> None:
    found = insights_week.digest(room.db, "Nordlys Hjem", TODAY)
    assert found.sentences == ("There were no requests in this week.",)


def made(room: Room) -> bytes:
    found = insights.read(room.db, WEEK)
    (then,) = insights.read(room.db, compare.before(WEEK)).summary()
    figures = module_figures(room.db, WEEK, EVERYTHING, found)
    titles = room.parts.desk.titles()
    kept = service.promises(room.db, WEEK, minutes=11)
    return pdf(
        paper(found, then, figures, kept, titles, "Nordlys Hjem", 11, WEEK, EVERYTHING, datetime.now(UTC))
    )


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_pdf_has_two_pages_with_name_days_and_figures(busy: Room, language: str) -> None:
    texts.chosen_by(lambda: language)
    try:
        pages = pypdf.PdfReader(io.BytesIO(made(busy))).pages
        told = " ".join(page.extract_text() for page in pages)
    finally:
        texts.chosen_by(lambda: texts.FIRST)
    assert len(pages) == 2
    assert "Nordlys Hjem" in told and "UTC" in told
    assert ("Nach Sprache" if language == "de" else "By language") in told


def test_the_pdf_of_an_empty_desk_has_two_pages_too(room: Room) -> None:
    assert len(pypdf.PdfReader(io.BytesIO(made(room))).pages) == 2


def test_no_figure_is_about_one_reviewer(busy: Room, page: Open) -> None:
    told = [insights_week.as_text(insights_week.digest(busy.db, "Nordlys Hjem", TODAY + timedelta(days=7)))]
    told += [pages.extract_text() for pages in pypdf.PdfReader(io.BytesIO(made(busy))).pages]
    for view in VIEWS:
        test = page("insights", "supervisor")
        test.session_state["insights-view"] = view
        told.append(shown(test.run()))
    people = [busy.people[role] for role in ("reviewer", "other")]
    for name in (person.display_name for person in people):
        assert not any(name in text for text in told)
    assert not any(person.id in text for text in told for person in people)


def test_no_query_of_figures_asks_who_decided() -> None:
    counted = (
        "occurrences",
        "tally",
        "insights",
        "samples",
        "service",
        "per_module",
        "usage",
        "volumes",
        "measures",
    )
    for name in counted:
        source = (ROOT / "data" / f"{name}.py").read_text("utf-8")
        assert "reviewer_id" not in source and "account" not in source
