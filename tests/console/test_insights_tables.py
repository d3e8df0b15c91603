"""What insights compute beside the page: tables, files, comparison, usage, use cases, and the way to conversations."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from console import charts
from console.views import (
    insights,
    insights_compare,
    insights_drill,
    insights_modules,
    insights_table,
    insights_tables,
    insights_usage,
)
from console.views.insights_table import Column, Line, Table
from data.records import (
    Among,
    DecisionDay,
    Filters,
    ModuleFigures,
    Period,
    SentimentDay,
    StandIn,
    Summary,
    TakeoverDay,
    UsageDay,
    WaitingDay,
)

DAY, NEXT = date(2026, 5, 12), date(2026, 5, 13)
WEEK = Period(date(2026, 5, 7), NEXT)
ALL = Filters()
MODEL = UsageDay(DAY, "openai", "m", 4, 2000, 400, 5, 0.5, 6.0, 0)
OFFLINE = UsageDay(NEXT, "offline", "composer", 6, 100, 0, 1, 0.0, 3.0, 2)


def summary(**more: float | None) -> Summary:
    given = dict.fromkeys(Summary.__dataclass_fields__, None) | {
        "messages": 0,
        "turns": 0,
        "decisions": 0,
        "takeovers": 0,
    }
    return Summary(**(given | more))  # type: ignore[arg-type]


def module(intent: str, as_sent: int, rewrite: int, **more: float) -> ModuleFigures:
    decisions = as_sent + rewrite
    given = {
        "turns": decisions, "drafted": decisions, "drafted_share": 1.0, "decisions": decisions, "as_sent": as_sent, "light_edit": 0,
        "rewrite": rewrite, "rejected": 0, "taken_over": 0, "edit_distance": 0.25, "open_now": 1, "ai_wait": 240.0,
        "outcome": -0.5, "cases": 2, **more,
    }  # fmt: skip
    return ModuleFigures(intent=intent, **given)  # type: ignore[arg-type]


def test_a_file_has_plain_numbers_and_the_page_has_words() -> None:
    columns = (Column("Day"), Column("Rate", "share"), Column("Wait", "seconds"), Column("Mean", "signed"))
    table = Table(
        "t",
        columns,
        (Line(("2026-05-12", 0.25, 240.0, -0.5), "/conversations?from=x"), Line(("–", None, None, None))),
    )
    rows = list(csv.reader(io.StringIO(insights_table.as_csv(table).decode("utf-8-sig"))))
    assert rows == [
        ["Day", "Rate", "Wait (seconds)", "Mean"],
        ["2026-05-12", "0.25", "240.0", "-0.5"],
        ["–", "", "", ""],
    ]
    assert insights_table.as_csv(table).startswith(b"\xef\xbb\xbf")
    html = insights_table.as_html(table, "Waits")
    assert "25%" in html and "4 min" in html and "-0.50" in html and '<a href="/conversations?from=x"' in html
    assert insights_table.file_name(table, WEEK) == "glassdesk-t-2026-05-07-to-2026-05-13.csv"


def test_no_text_of_a_file_is_a_formula_and_none_of_the_page_is_markup() -> None:
    table = Table("t", (Column("Why"),), (Line(('=HYPERLINK("http://x.example")',)), Line(("<b>",))))
    assert insights_table.as_csv(table).decode("utf-8-sig").splitlines()[1].startswith("\"'=HYPERLINK")
    assert "<b>" not in insights_table.as_html(table, "t")


def test_the_period_before_is_as_long_and_ends_the_day_before() -> None:
    assert insights_compare.before(WEEK) == Period(date(2026, 4, 30), date(2026, 5, 6))
    assert insights_compare.before(Period(DAY, DAY)) == Period(date(2026, 5, 11), date(2026, 5, 11))


def test_a_figure_is_compared_in_words_and_by_an_arrow() -> None:
    now = summary(messages=12, as_sent_share=0.5, takeover_rate=0.1, ai_wait_median=60.0)
    then = summary(messages=9, as_sent_share=0.6, takeover_rate=0.1004, human_wait_median=60.0)
    found = {tile.label: (tile.value, tile.change, tile.arrow) for tile in insights_compare.tiles(now, then)}
    assert found["Messages"] == ("12", "up from 9", "up")
    assert found["Sent as drafted"] == ("50%", "down from 60%", "down")
    assert found["Takeovers"] == ("10%", "same as before", "off")
    assert found["Wait for AI reply"] == ("1 min", "", "off")  # nobody knows what it was
    assert found["Wait for a person"] == ("–", "", "off")
    assert "Nothing to compare with" in insights_compare.said(summary(), WEEK)


@pytest.mark.parametrize(
    "among",
    [
        Among(WEEK, ALL),
        Among(Period(DAY, DAY), Filters("da", "warranty"), "takeover", "customer_asked"),
        Among(WEEK, Filters(intent="other"), "own_draft", "offline"),
    ],
)
def test_an_address_says_the_same_when_it_is_read(among: Among) -> None:
    assert insights_drill.read(insights_drill.query(among)) == among


@pytest.mark.parametrize(
    "odd", [{}, {"from": "x", "to": "y"}, {"from": "2026-05-12", "to": "2026-05-12", "of": "secrets"}]
)
def test_an_odd_address_narrows_nothing(odd: dict[str, str]) -> None:
    assert insights_drill.read(odd) is None


def test_what_a_list_is_narrowed_to_is_said_in_words() -> None:
    among = Among(Period(DAY, DAY), Filters("da", "warranty"), "takeover", "customer_asked")
    said = insights_drill.said(among, {"warranty": "Guarantee"})
    assert (
        said
        == "Conversations that needed a person · on 12 May 2026 (UTC) · Guarantee · Danish · The customer asked for a person"
    )


def test_each_mark_of_each_chart_leads_somewhere() -> None:
    sentiment = [
        SentimentDay(DAY, "da", 2, 0.1, 0),
        SentimentDay(NEXT, "sv", 1, 0.1, 0),
        SentimentDay(NEXT, "da", 1, 0.1, 0),
    ]
    decided = [DecisionDay(DAY, 3, 1, 0, 0, 0), DecisionDay(NEXT, 1, 1, 1, 1, 1)]
    taken = [TakeoverDay(DAY, 4, 1, 0.25, {"customer_asked": 1}), TakeoverDay(NEXT, 0, 1, 0.0, {"failed": 1})]
    waits = [WaitingDay(day, "human", 2, 60, 90, 100) for day in (DAY, NEXT)]
    modules = [module("warranty", 3, 1), module("other", 1, 0)]
    for some in (slice(0, 1), slice(None)):
        days, lines = decided[some], insights.lines(sentiment[some])
        reasons, used = (
            insights.reasons(taken[some]),
            insights_usage.series([MODEL, OFFLINE][some], "drafts", ALL),
        )
        pairs = [
            (charts.sentiment(lines), insights_drill.of_sentiment(lines, ALL)),
            (charts.decisions(days), insights_drill.of_decisions(days, ALL)),
            (charts.takeover_rate(taken[some]), insights_drill.of_takeovers(taken[some], ALL)),
            (charts.reasons(reasons), insights_drill.of_reasons(reasons, WEEK, ALL)),
            (charts.waiting(waits[some]), insights_drill.of_waiting(waits[some], ALL)),
            (
                charts.modules(modules[some], ["a", "b"][some]),
                insights_modules.targets(modules[some], WEEK, ALL),
            ),
            (charts.usage(used, "drafts"), used.targets),
        ]
        for figure, targets in pairs:
            assert [len(trace.x) for trace in figure.data] == [len(trace) for trace in targets]


def test_a_click_finds_its_mark_and_one_beside_the_marks_none() -> None:
    targets = insights_drill.of_decisions(
        [DecisionDay(DAY, 3, 1, 0, 0, 0), DecisionDay(NEXT, 1, 1, 1, 1, 1)], ALL
    )
    clicked = insights_drill.point(targets, {"points": [{"curve_number": 2, "point_index": 1}]})
    assert clicked == Among(Period(NEXT, NEXT), ALL, "rewrite")
    assert insights_drill.point(targets, {"points": []}) is None
    assert insights_drill.point(targets, {"points": [{"curve_number": 9, "point_index": 0}]}) is None


def test_days_of_one_language_lead_to_that_language_only() -> None:
    table = insights_tables.sentiment([SentimentDay(DAY, "da", 2, 0.1, 0)], Filters(intent="other"))
    assert (
        table.lines[0].address
        == "/conversations?from=2026-05-12&to=2026-05-12&language=da&intent=other&of=request"
    )


def test_use_cases_are_named_as_the_company_names_them() -> None:
    table = insights_modules.table([module("warranty", 3, 1)], {"warranty": "Guarantee"}, WEEK, Filters("da"))
    assert table.lines[0].cells[:5] == ("Guarantee", 4, 1.0, 4, 0.75)
    assert "language=da&intent=warranty" in (table.lines[0].address or "")
    assert len(table.lines[0].cells) == len(table.columns)


def test_a_use_case_with_few_decisions_is_not_judged() -> None:
    few = insights_modules.sentence([module("warranty", 0, 5)], {})
    assert "No use case has 30 decisions yet (5 altogether)" in few
    judged = insights_modules.sentence([module("warranty", 10, 30), module("other", 0, 3)], {})
    assert (
        judged
        == "Warranty needs work most: 25% of 40 drafts were sent unchanged, 75% were rewritten or rejected."
    )


def test_usage_says_what_it_took_and_what_it_cost() -> None:
    said = insights_usage.sentence([MODEL, OFFLINE], "EUR")
    assert "10 drafts took 0.90 s each on average" in said
    assert "asked 6 times: 2,100 tokens in, 400 out" in said
    assert "0.50 EUR, 0.0500 a draft" in said
    assert "2 drafts (20%)" in insights_usage.stood_in([MODEL, OFFLINE])


def test_usage_without_prices_or_a_model_says_what_to_set() -> None:
    free = UsageDay(DAY, "openai", "m", 1, 10, 5, 1, 0.0, 1.0, 0)
    assert "set openai_price_input" in insights_usage.sentence([free], "EUR")
    assert insights_usage.measures([free]) == ["drafts", "seconds", "tokens"]
    alone = UsageDay(DAY, "offline", "composer", 1, 0, 0, 0, 0.0, 0.1, 0)
    assert "set openai_base_url" in insights_usage.sentence([alone], "EUR")
    assert insights_usage.measures([alone]) == ["drafts", "seconds"]
    assert insights_usage.stood_in([alone]) == ""
    assert "Cost (EUR)" not in [column.label for column in insights_usage.table([alone], ALL, "EUR").columns]


def test_usage_by_day_keeps_the_stand_in_apart() -> None:
    drafts = insights_usage.series([MODEL, OFFLINE], "drafts", ALL)
    assert drafts.days == [DAY, NEXT]
    assert drafts.rows == [
        ("Offline drafter", [0.0, 4.0]),
        ("Model", [4.0, 0.0]),
        ("Offline, as a stand-in", [0.0, 2.0]),
    ]
    assert drafts.targets[2][1] == Among(Period(NEXT, NEXT), ALL, "stand_in")
    assert insights_usage.series([MODEL, OFFLINE], "seconds", ALL).rows[0][1] == [1.5, 0.5]
    assert insights_usage.series([MODEL, OFFLINE], "tokens", ALL).rows[1] == ("Tokens out", [400.0, 0.0])
    assert insights_usage.reasons_table([StandIn("it is down", 2)]).lines[0].cells == ("it is down", 2)


def test_tiles_show_a_dash_for_what_nobody_knows() -> None:
    assert {tile.value for tile in insights_compare.tiles(summary())} == {"0", "–"}


def test_a_day_that_goes_on_is_no_fall() -> None:
    now, then = (
        summary(messages=90, decisions=60, takeover_rate=0.1),
        summary(messages=100, decisions=50, takeover_rate=0.2),
    )
    tiles = {tile.label: tile for tile in insights_compare.tiles(now, then, goes_on=True)}
    assert (tiles["Messages"].change, tiles["Messages"].arrow) == ("so far; 100 before", "off")
    assert tiles["Decisions"].arrow == "up"  # the rest of the day only adds to it
    assert tiles["Takeovers"].arrow == "down"  # a share doesn't grow with the day
    assert insights_compare.tiles(now, then)[0].arrow == "down"
