"""Which template answers a message: what is asked in it, how the order stands, and what else is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.records import Order, Template
from data.sample import load_company
from graph.drafters.fields import trimmed
from graph.gather.choice import fitting
from graph.gather.states import states_of, working_days
from graph.modules import Modules
from tests.graph.drafting import TODAY, an_order, read, request, requests, templates

PROMISES = load_company().promises


def first(text: str, language: str, intent: str, states: tuple[str, ...]) -> str:
    found = fitting(templates(), read(language, intent), states, text, requests())
    return found[0].slug.removesuffix(f"-{language}")


@pytest.mark.parametrize(
    ("text", "language", "intent", "states", "slug"),
    [
        ("My account is locked, what now?", "en", "login_account", ("none",), "login-locked"),
        ("The link in your mail is broken. Can I pay?", "en", "login_account", ("none",), "login-general"),
        ("Wir haben zweimal dieselbe Abbuchung, doppelt belastet!", "de", "invoice_payment", ("none",), "invoice-twice"),
        ("Kan jeg betale med faktura?", "da", "invoice_payment", ("none",), "invoice-on-account"),
        ("Ik kreeg een aanmaning.", "nl", "invoice_payment", ("none",), "invoice-reminder"),
        ("Ni har skickat fel färg.", "sv", "complaint_damaged", ("returnable", "in_warranty", "delivered"), "damaged-wrong"),
        ("The vase is smashed, please send another one.", "en", "complaint_damaged", ("returnable", "delivered"), "damaged-replace"),
        ("Der mangler et krus.", "da", "complaint_damaged", ("delivered",), "damaged-missing"),
        ("Please cancel it.", "en", "cancellation", ("packed", "processing"), "cancel-packed"),
        ("Where is it?", "en", "delivery_delay", ("lost", "late"), "delay-lost"),
        ("Still nothing.", "en", "delivery_delay", ("late_again", "late"), "delay-again"),
        ("I've sent it back and want my refund.", "en", "return_refund", ("in_warranty", "delivered"), "return-sent"),
    ],
)  # fmt: skip
def test_the_template_for_what_is_asked_comes_first(
    text: str, language: str, intent: str, states: tuple[str, ...], slug: str
) -> None:
    assert first(text, language, intent, states) == slug


def test_of_one_request_only_the_finest_state_stays() -> None:
    found = fitting(templates(), read("en", "cancellation"), ("packed", "processing"), "?", requests())
    assert [template.slug for template in found] == ["cancel-packed-en"]


def test_words_heard_clearly_outweigh_the_intent_of_triage() -> None:
    asked = "I put in the wrong house number. Can you still change it?"
    assert requests().intent(asked, read("en", "order_status")) == "address_change"
    assert (
        requests().intent("Where is it? My house has no number.", read("en", "order_status"))
        == "order_status"
    )


def test_a_message_without_the_words_keeps_triages_intent() -> None:
    assert requests().intent("Hmm.", read("de", "warranty")) == "warranty"


def test_without_a_list_of_requests_intent_state_and_use_case_choose() -> None:
    def made(slug: str, condition: str = "late", emotion: str | None = None) -> Template:
        return Template(f"en/{slug}-en", f"{slug}-en", "en", "delivery_delay", condition, emotion, slug, "…")

    own = [made("aaa"), made("any", "any"), made("delay-late"), made("angry", emotion="anger")]
    module = Modules.load().for_("delivery_delay")
    found = fitting(own, read("en", "delivery_delay", "anger"), ("late",), module=module)
    assert [template.title for template in found] == ["angry", "delay-late", "aaa", "any"]


def order(condition: str, **changes: object) -> Order:
    return replace(an_order(condition), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "answered", "states"),
    [
        (order("late", promised_on=date(2026, 11, 12)), False, ("late",)),
        (order("late", promised_on=date(2026, 11, 11)), True, ("lost", "late_again", "late")),
        (order("delivered", delivered_on=TODAY - timedelta(30)), False, ("returnable", "in_warranty", "delivered")),
        (order("delivered", delivered_on=TODAY - timedelta(31)), True, ("in_warranty", "delivered")),
        (order("delivered", delivered_on=TODAY - timedelta(1096)), False, ("delivered",)),
        (order("processing", status="packed"), False, ("packed", "processing")),
        (order("in_transit"), True, ("in_transit_again", "in_transit")),
        (None, True, ("none",)),
    ],
)  # fmt: skip
def test_states_follow_the_companys_figures(
    made: Order | None, answered: bool, states: tuple[str, ...]
) -> None:
    assert states_of(made, TODAY, PROMISES, answered) == states


def test_working_days_leave_out_the_weekend() -> None:
    assert working_days(date(2026, 11, 13), date(2026, 11, 20)) == 5  # Friday to Friday
    assert working_days(date(2026, 11, 20), date(2026, 11, 22)) == 0  # over a weekend


def test_what_is_asked_beside_is_added_only_where_it_joins() -> None:
    asked = "Can I return it? I have tried it once."
    (addition,) = request(asked, intent="return_refund", order=an_order("delivered")).material.additions
    assert addition.template.slug == "also-return-tried-en"
    assert addition.joins and "return-delivered" in addition.joins and "cancel-shipped" not in addition.joins


def test_optional_parts_stay_where_their_fields_are_known_and_in_mails() -> None:
    body = "It comes[[ to {{ customer.address }}]].[[mail: Please wait.]]"
    assert trimmed(body, ()) == "It comes. Please wait."
    assert trimmed(body, {"customer.address"}, chat=True) == "It comes to {{ customer.address }}."
