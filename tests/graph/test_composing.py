"""How an offline reply is put together: letters and chats, what the customer's words give, what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from data.records import Template
from data.sample import load_phrases
from graph.drafters.fields import customer_fields, order_fields
from graph.drafters.passages import answer, answering, open_questions
from graph.material import Addition, DraftRequest, Line, Scored
from graph.modules import Modules
from tests.graph.drafting import TODAY, a_passage, an_order, drafter, request

EN = load_phrases()["en"]


def chat(asked: DraftRequest) -> DraftRequest:
    return replace(asked, material=replace(asked.material, channel="chat"))


def text_of(asked: DraftRequest) -> str:
    text = drafter().draft(asked).text
    assert text
    return text


def test_a_letter_thanks_and_signs_and_a_chat_does_not() -> None:
    asked = request("Where is it? Cheers, <PERSON_1>", order=an_order("in_transit"))
    letter, line = text_of(asked), text_of(chat(asked))
    assert letter.startswith("Dear <PERSON_1>,\n\nThank you") and letter.endswith("Nordlys Hjem")
    assert line.startswith("Hi <PERSON_1>,\n\nYour order") and "Nordlys" not in line


def test_a_chat_that_goes_on_is_not_greeted_again() -> None:
    asked = chat(request("Thank you so much!", intent="compliment", order=an_order("delivered")))
    assert text_of(replace(asked, history=(Line("assistant", "…"),))).startswith("Thank you")
    assert text_of(asked).startswith("Hi,")


def test_an_upset_customer_finds_one_acknowledgement() -> None:
    late = text_of(request("?", intent="delivery_delay", emotion="worry", order=an_order("late")))
    assert "It is understandable" not in late and "We apologise" in late
    locked = text_of(request("My account is locked.", intent="login_account", emotion="worry"))
    assert "It is understandable" in locked


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Please send it to <ADDRESS_1>, <ADDRESS_2>.", "<ADDRESS_1>, <ADDRESS_2>"),
        ("Not <ADDRESS_1>, please send it to <ADDRESS_2>", "<ADDRESS_2>"),
        ("I was at <ADDRESS_1> and am at <ADDRESS_2>", None),
        ("I have moved.", None),
    ],
)
def test_the_new_address_is_taken_only_when_it_is_clear(text: str, address: str | None) -> None:
    assert customer_fields(text).get("customer.address") == address


def test_an_order_that_is_not_packed_goes_to_the_new_address() -> None:
    asked = request("Wrong address! Please send it to <ADDRESS_1>.", intent="address_change")
    order = an_order("processing")
    with_order = request(asked.text, intent="address_change", order=replace(order, status="processing"))
    assert "change the delivery address to <ADDRESS_1>." in text_of(with_order)
    assert "packed already" in text_of(
        request(asked.text, intent="address_change", order=replace(order, status="packed"))
    )


def test_a_day_far_away_has_its_year_and_an_amount_its_sign() -> None:
    order = replace(an_order("late", "GB"), promised_on=TODAY - timedelta(3), total=343.5, currency="GBP")
    fields = order_fields(replace(order, placed_on=TODAY - timedelta(200)), EN, "", TODAY)
    assert fields["order.promised_on"] == "18 November" and fields["order.placed_on"] == "5 May 2026"
    assert fields["order.total"] == "£343.50"
    assert load_phrases()["da"].money(1998.0, "DKK") == "1998 kr."


def test_the_item_is_named_when_it_is_clear_which_one_is_meant() -> None:
    order = replace(
        an_order("delivered"), items=({"name": "Fjell wool blanket, grey"}, {"name": "Is vase, glass"})
    )
    assert order_fields(order, EN, "the blanket", TODAY)["order.item"] == "Fjell wool blanket"
    assert "order.item" not in order_fields(order, EN, "it", TODAY)


def test_the_passage_that_names_the_matter_answers_with_what_follows() -> None:
    linen = replace(a_passage("Wash linen at 40 degrees in the machine."), heading="Linen")
    wool = replace(
        a_passage("Airing is enough. In the machine wash it at 30 degrees. Never tumble dry."), heading="Wool"
    )
    question = "Can I wash the wool blanket in the machine?"
    found = answering([Scored(linen, 0.56), Scored(wool, 0.54)], question)
    assert found and found.item is wool
    assert answer(wool.text, question) == "In the machine wash it at 30 degrees. Never tumble dry."
    assert answering([Scored(wool, 0.55)], "Do you sell chairs?") is None


def test_only_questions_that_a_reply_leaves_open_are_looked_up() -> None:
    asked = "How do I return it? Can someone collect the carpet?"
    assert open_questions(asked, "You return it with the label.").strip() == "Can someone collect the carpet?"


def test_a_reply_that_the_use_case_may_not_give_is_passed_over() -> None:
    asked = request("Please cancel it.", intent="cancellation", order=an_order("late"))
    strict = replace(Modules.load().for_("cancellation"), may_promise=())
    drafted = drafter().draft(replace(asked, module=strict))
    assert drafted.text is None and any("may not promise" in note for note in drafted.notes)


def joined(body: str, condition: str = "also", **more: Any) -> DraftRequest:
    """A request about an order on its way, to whose reply a text written in the console is added."""
    extra = Template(
        f"en/{condition}-x-en", f"{condition}-x-en", "en", "return_refund", condition, None, "X", body
    )
    asked = request("Where is my order?", order=an_order("in_transit"), today=TODAY, **more)
    return replace(asked, material=replace(asked.material, additions=(Addition(extra, None),)))


@pytest.mark.parametrize("condition", ["also", "also_first"])
def test_a_text_that_joins_another_is_filled_in(condition: str) -> None:
    body = "Return it within {{ company.return_days }} days.[[mail: Or bring it.]][[ To {{ customer.address }}.]]"
    letter, line = text_of(joined(body, condition)), text_of(chat(joined(body, condition)))
    assert "Return it within 30 days. Or bring it." in letter
    assert "Return it within 30 days." in line and "Or bring it" not in line
    assert not {"{{", "[[", "]]"} & {letter[at : at + 2] for at in range(len(letter))}


def test_what_an_added_text_says_of_the_order_is_cited() -> None:
    asked = joined("[[It comes with {{ order.carrier }}.]]")
    order = asked.material.orders[0]
    drafted = drafter().draft(asked)
    (said,) = [one for one in drafted.sentences if one.text.startswith("It comes with")]
    assert (said.kind, said.source) == ("order", order.number)
    assert len([source for source in drafted.sources if source.kind == "order"]) == 1
    unnamed = drafter().draft(replace(asked, material=replace(asked.material, order_named=False)))
    assert unnamed.text and "It comes with" not in unnamed.text


def test_an_added_text_with_a_field_that_is_not_known_is_left_out_and_told() -> None:
    drafted = drafter().draft(joined("We send it to {{ customer.address }}."))
    assert drafted.text and "We send it to" not in drafted.text
    assert any("customer.address isn't known" in note for note in drafted.notes)
