"""Figures, amounts, dates and names: other notations of a source pass, other values are flagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.records import Invoice, Shipment
from graph.checks import run
from graph.checks.moments import resolve
from graph.checks.quantities import quantities
from graph.material import CheckResult, DraftRequest, Line, Record, Scored
from tests.graph.drafting import a_passage, an_order, request

TODAY = date(2026, 2, 27)  # a Friday
ORDER = replace(
    an_order("in_transit"), number="NH-28851", status="delivered", tracking="KR47710266DE", total=139.70, currency="EUR",
    placed_on=date(2026, 2, 10), promised_on=date(2026, 2, 17), shipped_on=date(2026, 2, 12), delivered_on=date(2026, 2, 16),
    items=({"name": "Stuhl Ro", "quantity": 2, "price": 49.9}, {"name": "Korb Flet", "quantity": 1, "price": 33.0}),
)  # fmt: skip
PASSAGE = a_passage(
    "Return within 14 days of delivery. We refund within 5 working days. Open Monday to Friday 08:00–18:00. Made of 60 % wool, 140 × 200 cm."
)


def asked(said: str = "?", language: str = "en", **more: object) -> DraftRequest:
    found = request(said, language, order=ORDER, passages=(Scored(PASSAGE, 0.9),), **more)
    return replace(found, today=TODAY)


def result(name: str, text: str, made: DraftRequest | None = None) -> CheckResult:
    return next(found for found in run(text, made or asked()) if found.name == name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("figures", "You have two weeks, a fortnight, 14 days, vierzehn Tage, fjorten dage, veertien dagen, fjorton dagar."),
        ("figures", "Refund within five working days, that is within a week."),
        ("figures", "Wir sind von 8 bis 18 Uhr da, 8 am to 6 pm, kl. 18, 18:00 uur."),
        ("figures", "It is sixty percent wool and measures 140 by 200 cm."),
        ("figures", "Three years of warranty, 36 months, dreijährige Garantie, 3 års garanti."),
        ("figures", "It was delivered 11 days ago and promised ten days ago; three days left."),
        ("figures", "1. Sign in.\n2. Choose the order.\n3. Print the label."),
        ("amounts", "Two chairs are €99.80, one is 49,90 €, the basket 33 euros, shipping 6.90 EUR, in all EUR 139,70."),
        ("dates", "Delivered on Monday, 16 February, last Monday, in February; return by Monday 2 March."),
        ("dates", "Zugestellt am Montag, dem 16.2.2026; zugesagt war Dienstag, der 17.02."),
        ("dates", "We are open Monday to Friday."),
        ("dates", "Within five working days, so by Friday, 6 March."),
    ],
)  # fmt: skip
def test_what_a_source_says_in_another_form_passes(name: str, text: str) -> None:
    found = result(name, text)
    assert found.verdict == "pass", found.evidence


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("figures", "You have 14 weeks.", "14 weeks"),
        ("figures", "Within fourteen working hours.", "fourteen working hours"),
        ("figures", "Innerhalb von drei Wochen.", "drei Wochen"),
        ("figures", "Inden for to måneder.", "to måneder"),
        ("figures", "It was delivered 12 days ago.", "12 days"),
        ("figures", "It is 60 cm wide.", "60 cm"),
        ("figures", "Von 8 bis 19 Uhr.", "19 Uhr"),
        ("amounts", "You get €199.80.", "€199.80"),
        ("amounts", "You get 139.70 SEK.", "139.70 SEK"),
        ("amounts", "You get fifty euros.", "fifty euros"),
        ("dates", "It was delivered on Tuesday, 16 February.", "Tuesday, 16 February"),
        ("dates", "It arrives tomorrow.", "tomorrow"),
        ("dates", "Das kommt übermorgen.", "übermorgen"),
        ("dates", "Vi svarar på onsdag.", "onsdag"),
        ("dates", "Er volgt deze week bericht.", "deze week"),
        ("dates", "We open again in December.", "December"),
        ("dates", "Return it by 3 March.", "3 March"),
    ],
)
def test_another_value_or_unit_is_flagged(name: str, text: str, words: str) -> None:
    found = result(name, text)
    assert found.verdict == "block", found.evidence
    assert [text[start:end] for start, end in found.spans] == [words]


def test_days_for_working_days_are_for_the_reviewer_to_judge() -> None:
    found = result("figures", "We refund within 5 days.")
    assert (found.verdict, found.severity) == ("warn", "medium")


def test_the_customers_amount_is_no_ground_for_ours_but_their_dates_may_be_repeated() -> None:
    said = asked("I paid 80 euros on 9 February, on Wednesday.")
    assert result("amounts", "You get 80 euros.", said).verdict == "warn"
    assert result("dates", "You wrote that you paid on 9 February, on Wednesday.", said).verdict == "pass"


def test_what_staff_asked_for_or_said_earlier_may_be_said() -> None:
    guided = replace(
        asked(), guidance="Offer 20 euros.", history=(Line("person", "I will look on 4 March."),)
    )
    assert result("amounts", "You get 20 €.", guided).verdict == "pass"
    assert result("dates", "As we wrote: 4 March.", guided).verdict == "pass"
    assert result("dates", "As we wrote: 5 March.", guided).verdict == "block"


def test_parcels_invoices_and_records_are_grounds() -> None:
    parcel = Shipment(
        "P1", "NH-28851", "c", "back", "delivered", "Post", "RR123456789", None, None, date(2026, 2, 25), None
    )
    bill = Invoice(
        "2026-88410", "c", "NH-28851", "open", date(2026, 2, 12), date(2026, 2, 26), None, 139.7, "EUR", 0
    )
    record = Record("r1", "crm", (("Points", "1250"),))
    made = asked()
    material = replace(made.material, shipments=(parcel,), invoices=(bill,), records=(record,))
    text = "RR123456789 came on 25 February; invoice 2026-88410 was due yesterday, on 26 February. You have 1,250 points."
    found = {one.name: one.verdict for one in run(text, replace(made, material=material))}
    assert {found[name] for name in ("figures", "dates", "order_numbers", "phones")} == {"pass"}
    assert result("order_numbers", "Invoice 2026-88411.", replace(made, material=material)).verdict == "block"


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("We also have the Sirius lamp.", "en", "Sirius"),
        ("Pak dan de hanglamp Sirius.", "nl", "Sirius"),
        ("Nehmen Sie die Lampe Sirius.", "de", "Sirius"),
    ],
)
def test_a_name_that_no_source_has_is_a_hint(text: str, language: str, words: str) -> None:
    found = result("names", text, asked(language=language))
    assert (found.verdict, [text[start:end] for start, end in found.spans]) == ("warn", [words])


def test_a_name_of_the_sources_or_of_the_customer_passes() -> None:
    made = asked("Is it sent to Odense?")
    assert result("names", "The basket Flet goes to Odense, says Nordlys Hjem.", made).verdict == "pass"


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("day:-1", {date(2026, 2, 26)}),
        ("weekday:0:+", {date(2026, 3, 2), date(2026, 3, 9)}),
        ("weekday:0:-", {date(2026, 2, 23), date(2026, 2, 16)}),
        ("weekday:0", {date(2026, 2, 23), date(2026, 3, 2)}),
        ("dom:3", {date(2026, 2, 3), date(2026, 3, 3), date(2026, 4, 3)}),
        ("habit:0", set()),
    ],
)
def test_days_without_a_date_are_resolved_from_the_day_of_the_draft(key: str, days: set[date]) -> None:
    assert resolve(key, TODAY) == days


def test_one_length_in_two_units_measures_the_same() -> None:
    measures = [quantity.measures for text in ("two weeks", "14 Tage") for quantity in quantities(text)]
    assert measures[0] == measures[1] == {"minutes:20160"}
