"""What a draft says of the case: against the order's data, beyond the use case, beside the question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import yaml

from data.records import Order, Shipment
from graph.checks import run
from graph.material import CheckResult, DraftRequest, Scored
from graph.modules import Module
from language.training.promises import TEXTS
from tests.graph.drafting import LANGUAGES, a_passage, an_order, request
from tests.graph.planted.reading import HERE

TODAY = date(2026, 11, 21)
ON_ITS_WAY = replace(
    an_order("in_transit"), number="NH-27934", status="in_transit", total=80.0, currency="EUR", placed_on=date(2026, 11, 10),
    promised_on=date(2026, 11, 24), shipped_on=date(2026, 11, 12), delivered_on=None,
    items=({"name": "Lamp", "quantity": 2, "price": 35.0},),
)  # fmt: skip
ORDERS = {
    "processing": replace(ON_ITS_WAY, status="processing", shipped_on=None, tracking=None),
    "in_transit": ON_ITS_WAY,
    "delivered": replace(ON_ITS_WAY, status="delivered", delivered_on=date(2026, 11, 18)),
    "cancelled": replace(ON_ITS_WAY, status="cancelled"),
    "returned": replace(ON_ITS_WAY, status="returned", delivered_on=date(2026, 11, 18)),
}
UNTRUE: dict[str, dict[str, str]] = yaml.safe_load((HERE / "states.yaml").read_text("utf-8"))


def about(
    order: Order | None, language: str = "en", said: str = "Where is it?", **more: object
) -> DraftRequest:
    return replace(request(said, language, order=order, **more), today=TODAY)


def result(name: str, text: str, asked: DraftRequest) -> CheckResult:
    return next(found for found in run(text, asked) if found.name == name)


@pytest.mark.parametrize(
    ("language", "status", "text"),
    [(language, status, text) for language, found in UNTRUE.items() for text, status in found.items()],
)
def test_a_state_that_the_order_is_not_in_is_blocked(language: str, status: str, text: str) -> None:
    found = result("contradiction", text, about(ORDERS[status], language))
    assert found.verdict == "block" and found.spans


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("in_transit", "Your order is on its way."),
        ("in_transit", "If it has been delivered, ask next door."),
        ("in_transit", "Has it been delivered to a neighbour?"),
        ("in_transit", "You write that it was delivered. Our data don't say so."),
        ("in_transit", "It has not been delivered yet."),
        ("delivered", "Your return label is on its way."),
        ("delivered", "Once it has been refunded, we write to you."),
        ("cancelled", "The order has been cancelled."),
    ],
)
def test_conditions_questions_and_denials_contradict_nothing(status: str, text: str) -> None:
    found = result("contradiction", text, about(ORDERS[status]))
    assert found.verdict == "pass", found.evidence


def test_a_day_of_the_data_must_not_be_given_to_something_else() -> None:
    asked = about(ORDERS["delivered"])
    assert result("contradiction", "It was delivered on 12 November.", asked).verdict == "block"
    assert result("contradiction", "It left our warehouse on 12 November.", asked).verdict == "pass"


def test_what_has_passed_can_not_be_to_come() -> None:
    late = about(replace(ON_ITS_WAY, promised_on=date(2026, 11, 19)))
    assert result("contradiction", "It will arrive on 19 November 2026.", late).verdict == "block"


def test_one_item_is_not_the_total() -> None:
    asked = about(ON_ITS_WAY)
    assert result("contradiction", "The total is EUR 35.00.", asked).verdict == "block"
    assert result("contradiction", "One lamp is EUR 35.00, the total EUR 80.00.", asked).verdict == "pass"


def test_an_apology_for_a_delay_that_there_is_none_of_is_a_hint() -> None:
    found = result("contradiction", "We apologise for the delay.", about(ON_ITS_WAY))
    assert (found.verdict, found.severity) == ("warn", "low")


def test_a_parcel_may_know_more_than_the_order() -> None:
    asked = about(ON_ITS_WAY)
    parcel = Shipment(
        "P", "NH-27934", "c", "out", "delivered", None, None, None, None, date(2026, 11, 20), None
    )
    told = replace(asked, material=replace(asked.material, shipments=(parcel,)))
    assert result("contradiction", "Your order was delivered yesterday.", told).verdict == "pass"


@pytest.mark.parametrize("language", LANGUAGES)
def test_promises_without_a_source_are_blocked(language: str) -> None:
    asked = request("Where is it?", language)
    sentences = yaml.safe_load((TEXTS / f"{language}.yaml").read_text("utf-8"))["listed"]
    caught = [s for s in sentences if any(found.verdict == "block" for found in run(s, asked))]
    assert len(caught) >= 0.97 * len(sentences), set(sentences) - set(caught)


@pytest.mark.parametrize(
    "text",
    [
        "We can't offer a refund.",
        "There is no voucher for this.",
        "Wir bieten keinen Umtausch an.",
        "Vi bytter ikke direkte.",
    ],
)
def test_a_refusal_is_no_promise(text: str) -> None:
    for language in LANGUAGES:
        assert result("promises", text, request(language=language)).verdict == "pass"


def test_a_free_label_is_no_voucher() -> None:
    asked = request(passages=(Scored(a_passage("The label is free of charge."), 0.9),))
    assert result("promises", "The label is free.", asked).verdict == "pass"
    assert result("promises", "You get a voucher.", asked).verdict == "block"


def test_a_source_that_refuses_makes_no_promise() -> None:
    asked = request(passages=(Scored(a_passage("We never give a discount."), 0.9),))
    assert result("promises", "You get a discount.", asked).verdict == "block"


def test_what_is_free_needs_no_leave_of_the_use_case_and_a_refund_does() -> None:
    source = (Scored(a_passage("The label is free. We refund in full."), 0.9),)
    asked = request(passages=source, module=Module("order_status", "Order status"))
    assert result("promises", "The label is free.", asked).verdict == "pass"
    assert result("promises", "We refund you.", asked).verdict == "block"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("It will arrive on 24 November.", "pass"),
        ("It will arrive on 25 November.", "block"),
        ("It will be with you on Saturday.", "block"),
        ("It will arrive in time for Christmas.", "block"),
        ("It may arrive on 25 November.", "pass"),
    ],
)
def test_only_the_promised_day_of_arrival_is_promised(text: str, verdict: str) -> None:
    asked = about(ON_ITS_WAY, said="I need it on Saturday, or on 25 November.")
    assert result("promises", text, asked).verdict == verdict


@pytest.mark.parametrize(
    ("said", "reply", "verdict"),
    [
        ("Where is my parcel? Can I collect it at a parcel shop?", "The parcel left on 3 March.", "warn"),
        ("Where is my parcel? Can I collect it at a parcel shop?", "You can choose a parcel shop.", "pass"),
        ("Wann bekomme ich mein Geld?", "Das Geld geht auf Ihre Karte.", "warn"),
        ("Wann bekomme ich mein Geld?", "Das Geld kommt innerhalb von 5 Werktagen.", "pass"),
        ("Hvad koster det at returnere?", "Du kan returnere under Mine ordrer.", "warn"),
        ("Hvad koster det at returnere?", "Det er gratis.", "pass"),
        ("Kunt u de factuur sturen?", "Dat staat niet in onze gegevens.", "pass"),
        ("Hur kan något sådant hända?", "Vi ber om ursäkt.", "pass"),
    ],
)
def test_a_question_left_open_is_a_hint(said: str, reply: str, verdict: str) -> None:
    assert result("unanswered", reply, about(None, said=said)).verdict == verdict


def test_a_reply_that_fits_anybody_is_a_hint() -> None:
    asked = about(ON_ITS_WAY, said="My lamp has a crack and the shade is missing, it came on Tuesday.")
    reply = (
        "Hello,\n\nYour satisfaction is very important to us. We will do everything we can.\n\nKind regards"
    )
    assert result("generic", reply, asked).verdict == "warn"
    assert result("generic", reply.replace("We will", "For the lamp we will"), asked).verdict == "pass"
