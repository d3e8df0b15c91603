"""Each check finds what it is for, in every language, and leaves honest drafts alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.checks import CHECKS, run
from graph.checks.days import days
from graph.checks.tokens import readings, tokens
from graph.material import CheckResult, DraftRequest, Line, Material, Scored
from graph.modules import Modules
from tests.graph.drafting import a_passage, an_order, request

ORDER = replace(
    an_order("in_transit"), number="NH-27934", tracking="HE321969961GB", total=1299.5, currency="DKK",
    placed_on=date(2026, 11, 17), promised_on=date(2026, 11, 26), shipped_on=date(2026, 11, 19),
)  # fmt: skip
PASSAGE = a_passage(
    "Return within 30 days. Questions: help@nordlyshjem.example or nordlyshjem.example/returns."
)


def result(
    name: str, text: str, language: str = "en", emotion: str = "neutral", said: str = "?"
) -> CheckResult:
    asked = request(said, language, emotion=emotion, order=ORDER, passages=(Scored(PASSAGE, 0.9),))
    return named(name, run(text, asked))


def named(name: str, results: tuple[CheckResult, ...]) -> CheckResult:
    return next(found for found in results if found.name == name)


def test_every_check_answers_once_in_the_order_of_the_registry() -> None:
    assert [found.name for found in run("Hello.", request())] == [check.__name__ for check in CHECKS]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("amounts", "You paid 1.299,50 DKK."),
        ("amounts", "You paid DKK 1,299.50, kr. 1299,50 or 1.299,50 kr."),
        ("figures", "You have 30 days, thirty days, 30-day returns."),
        ("figures", "Order 27934 is on its way."),
        ("figures", "You mentioned 7 plates."),
        ("dates", "Den kommer den 26. november 2026."),
        ("dates", "It comes on November 26th."),
        ("dates", "Ordered on 17/11/2026, sent 2026-11-19, promised for 26.11."),
        ("dates", "Zugesagt ist der 26. November."),
        ("emails", "Write to help@nordlyshjem.example."),
        ("links", "See https://www.nordlyshjem.example/returns."),
        ("order_numbers", "Order nh-27934, tracking HE321969961GB."),
    ],
)
def test_what_a_source_holds_passes_in_any_notation(name: str, text: str) -> None:
    found = result(name, text, said="7 plates are broken")
    assert found.verdict == "pass", found.evidence


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("amounts", "You get 1.299,00 DKK.", "1.299,00 DKK"),
        ("amounts", "You get 1.299,50 EUR.", "1.299,50 EUR"),
        ("figures", "It takes 12 days.", "12 days"),
        ("figures", "Return within 30 weeks.", "30 weeks"),
        ("figures", "Return within forty days.", "forty days"),
        ("dates", "It comes on 27 November 2026.", "27 November 2026"),
        ("dates", "Den kommer den 26. november 2025.", "26. november 2025"),
        ("dates", "Er kommt am 3.12.", "3.12"),
        ("links", "See https://evil.example/login.", "https://evil.example/login"),
        ("emails", "Write to other@nordlyshjem.example.", "other@nordlyshjem.example"),
        ("order_numbers", "Your order NH-27935 is here.", "NH-27935"),
        ("order_numbers", "Tracking HE321969962GB.", "HE321969962GB"),
    ],
)
def test_what_no_source_holds_is_blocked_and_pointed_at(name: str, text: str, words: str) -> None:
    found = result(name, text)
    assert found.verdict == "block"
    assert [text[start:end] for start, end in found.spans] == [words]


PROMISES = {
    "en": "We will give you a discount.", "de": "Sie erhalten einen Gutschein.", "da": "Du får et gavekort.",
    "nl": "U krijgt een tegoedbon van ons.", "sv": "Du får ett presentkort av oss.",
}  # fmt: skip
PEOPLE = {
    "en": "I am a real person.", "de": "Ich bin ein echter Mensch.", "da": "Jeg er et rigtigt menneske.",
    "nl": "Ik ben een echt mens.", "sv": "Jag är en riktig människa.",
}  # fmt: skip
FEELINGS = {
    "en": "We are so sad to hear this.", "de": "Wir freuen uns sehr.", "da": "Vi er så kede af det.",
    "nl": "Wij zijn heel blij voor u.", "sv": "Vi är så ledsna.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "texts"), [("promises", PROMISES), ("person", PEOPLE), ("feeling", FEELINGS)]
)
def test_promises_and_pretence_are_blocked_in_every_language(name: str, texts: dict[str, str]) -> None:
    for language, text in texts.items():
        assert result(name, text, language).verdict == "block", language


def test_a_promise_that_a_source_makes_passes_and_the_customers_words_are_no_source() -> None:
    asked = request(
        "You promised me a refund and a voucher", passages=(Scored(a_passage("We refund in full."), 0.9),)
    )
    found = {
        text: named("promises", run(text, asked)).verdict
        for text in ("You get a refund.", "You get a voucher.")
    }
    assert found == {"You get a refund.": "pass", "You get a voucher.": "block"}


def test_placeholders_must_come_from_the_conversation() -> None:
    assert result("placeholders", "Hello <PERSON_1>,", said="I am <PERSON_1>").verdict == "pass"
    assert result("placeholders", "Hello <PERSON_2>,", said="I am <PERSON_1>").verdict == "block"
    asked = replace(request(), history=(Line("customer", "I am <PERSON_3>"),))
    assert named("placeholders", run("Hello <PERSON_3>,", asked)).verdict == "pass"


@pytest.mark.parametrize("gap", ["Dear [Name],", "Your {{ order.number }}", "Hi <name>", "order XXXXX"])
def test_a_gap_left_to_fill_in_is_blocked(gap: str) -> None:
    assert result("placeholders", gap).verdict == "block"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("emails", "Write to anna@private.example."),
        ("phones", "Call +45 33 12 34 56 now."),
        ("phones", "Ring 70 12 34 56."),
        ("phones", "Rufen Sie 040 5550 1920 an."),
        ("leak", "To DE89 3704 0044 0532 0130 00."),
        ("leak", "Your card 4111 1111 1111 1111."),
        ("leak", "Hello Anna,"),
    ],
)
def test_personal_data_in_the_clear_is_blocked(name: str, text: str) -> None:
    found = result(name, text)
    assert found.verdict == "block" and found.spans


def test_the_orders_own_numbers_and_the_companys_address_are_no_leak() -> None:
    text = "Order NH-27934, tracking HE321969961GB, 19 November 2026, help@nordlyshjem.example."
    assert result("leak", text).verdict == "pass"


def test_a_draft_in_another_language_is_blocked() -> None:
    text = "Vielen Dank für Ihre Nachricht, wir kümmern uns gleich um das Paket."
    assert result("language", text).verdict == "block" and result("language", text, "de").verdict == "pass"


def test_an_upset_customer_must_find_an_acknowledgement_at_the_start() -> None:
    assert result("tone", "Hello, the parcel is with the carrier.", emotion="anger").verdict == "warn"
    assert result("tone", "Hello, we apologise. The parcel is late.", emotion="anger").verdict == "pass"
    assert result("tone", "Hello!! GREAT NEWS TODAY").verdict == "warn"


@pytest.mark.parametrize(
    ("text", "verdict"), [("", "block"), ("Hi.", "warn"), ("word " * 20, "pass"), ("x" * 9000, "block")]
)
def test_length(text: str, verdict: str) -> None:
    assert result("length", text).verdict == verdict


def test_words_of_a_disclosure_are_left_to_the_sending_step() -> None:
    text = "You are talking to an AI assistant of Nordlys Hjem. A person has read and approved this reply."
    assert result("disclosure", text).verdict == "block"


def test_a_check_that_breaks_blocks() -> None:
    broken = DraftRequest("t", "c", "?", (), request().understanding, Material(facts={"company.name": None}))  # type: ignore[dict-item]
    assert {found.verdict for found in run("Hello.", broken)} == {"block"}


def test_dates_of_five_languages_are_read() -> None:
    text = (
        "3. marts 2026, 3 March, 3. März 2026, 3 maart, den 3 mars, March 3rd, 2026; 03/03/2026, 2026-03-03"
    )
    assert [(day.day, day.month) for day in days(text)] == [(3, 3)] * 8


def test_numbers_are_read_in_both_notations() -> None:
    assert readings("1.299,50") == readings("1,299.50") == {"1299.5"}
    assert readings("1.299") == {"1299", "1.299"} and readings("249,00") & readings("249")


def test_each_character_counts_once() -> None:
    found = tokens("NH-27934 on 3 March 2026, <PERSON_1>, 2 x help@shop.example")
    assert [token.kind for token in found] == ["code", "date", "placeholder", "number", "email"]


def test_a_promise_that_a_source_makes_is_still_not_every_use_cases_to_make() -> None:
    passage = a_passage("We refund the full amount within 5 working days.")
    text = "We refund the full amount."

    def verdict(intent: str) -> CheckResult:
        module = Modules.load().for_(intent)
        asked = request("?", intent=intent, passages=(Scored(passage, 0.9),), module=module)
        return next(found for found in run(text, asked) if found.name == "promises")

    assert verdict("return_refund").verdict == "pass"
    assert verdict("order_status").verdict == "block"
    assert "“Order status” may not promise this (refund)" in verdict("order_status").evidence
