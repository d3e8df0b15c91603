"""A reviewer's edit shapes the next similar draft, and nothing of the other customer's case travels with it."""

from __future__ import annotations

import pytest

from graph.drafters.lessons import Rules, apply, may_travel
from graph.drafters.sentences import join, split
from graph.gather import condition_of
from graph.material import Origin
from tests.graph.drafting import TODAY, an_example, drafter, request, sample_orders

RULES = Rules("en", "You may cancel and we refund you.", frozenset({"wool", "heronwing"}))
DRAFT = (
    "Hello,\n\nThank you. Your order NH-27001 left on 3 March 2026. It is on its way.\n\nKind regards,\nShop"
)
OURS = DRAFT.replace("NH-27001", "NH-28888").replace("3 March", "19 November")


def taught(reply: str) -> str:
    sentences = split(OURS)
    apply(sentences, DRAFT, reply, RULES)
    return join(sentences)


def test_an_added_sentence_is_added_at_the_same_place() -> None:
    reply = DRAFT.replace("on its way.", "on its way. You can choose a parcel shop in the carrier's app.")
    assert taught(reply) == OURS.replace(
        "on its way.", "on its way. You can choose a parcel shop in the carrier's app."
    )


def test_an_added_paragraph_stays_a_paragraph() -> None:
    reply = DRAFT.replace("\n\nKind", "\n\nOur shop is open on weekdays.\n\nKind")
    assert taught(reply) == OURS.replace("\n\nKind", "\n\nOur shop is open on weekdays.\n\nKind")


def test_a_sentence_taken_out_is_taken_out() -> None:
    assert taught(DRAFT.replace(" It is on its way.", "")) == OURS.replace(" It is on its way.", "")
    assert taught(DRAFT.replace("Thank you. ", "")) == OURS.replace("Thank you. ", "")


def test_a_reworded_sentence_takes_this_customers_figures() -> None:
    reply = DRAFT.replace(
        "Your order NH-27001 left on 3 March 2026.", "We sent your order NH-27001 on 3 March 2026."
    )
    assert "We sent your order NH-28888 on 19 November 2026." in taught(reply)


@pytest.mark.parametrize(
    "added",
    [
        "It arrives within 4 days.",
        "<PERSON_2> will call you.",
        "Your wool blanket is lovely.",
        "See help@other.example for more.",
        "We send you a voucher.",
        "I am a real person and will look after this.",
        "We are so happy for you.",
        "Order NH-27001 is the one.",
    ],
)
def test_what_belongs_to_another_case_stays_behind(added: str) -> None:
    assert not may_travel(added, RULES)
    assert taught(DRAFT.replace("on its way.", f"on its way. {added}")) == OURS


def test_a_reworded_sentence_with_new_figures_stays_as_it_is() -> None:
    assert taught(DRAFT.replace("left on 3 March 2026", "left on 5 March 2026")) == OURS


def test_a_promise_the_sources_make_may_travel() -> None:
    assert may_travel("We refund you once it is back.", RULES)


def test_a_whole_rewrite_loses_nothing_that_is_needed() -> None:
    text = taught("Hello,\n\nNH-27001 comes tomorrow from 8 to 12.\n\nKind regards,\nShop")
    assert "NH-28888" in text and "8 to 12" not in text


def test_the_next_draft_carries_the_edit_and_names_who_taught_it() -> None:
    first, second = [
        o for o in sample_orders() if condition_of(o, TODAY) == "in_transit" and o.country == "DK"
    ][:2]
    draft = drafter().draft(request("?", "da", order=first)).text
    assert draft
    reply = draft.replace("Tak for din besked.", "Tak, fordi du skriver.").replace(
        "\n\nVenlig", " Pakken kan også sendes til en pakkeshop.\n\nVenlig"
    )
    next_one = drafter().draft(
        request(
            "?", "da", order=second, examples=(an_example(draft, reply, "da"),),
            origins={"example": Origin("Mette Kjær")},
        )
    )  # fmt: skip
    assert next_one.text and "Pakken kan også sendes til en pakkeshop." in next_one.text
    assert "Tak, fordi du skriver." in next_one.text
    assert second.number in next_one.text and first.number not in next_one.text
    assert next_one.examples == ("example",)
    assert any(note.startswith("Based on Mette Kjær's edit of 20 November 2026: ") for note in next_one.notes)


def test_an_approved_reply_stands_in_where_no_template_fits() -> None:
    reply = "Hello,\n\nWe have no shop that you could visit.\n\nKind regards,\nNordlys Hjem"
    asked = request("Is there a shop?", intent="other", examples=(an_example(reply, reply, intent="other"),))
    drafted = drafter().draft(asked)
    assert drafted.text and "We have no shop that you could visit." in drafted.text


@pytest.mark.parametrize("language, intent", [("da", "order_status"), ("en", "warranty")])
def test_an_edit_of_another_kind_teaches_nothing(language: str, intent: str) -> None:
    example = an_example("Hello.", "Hello. Nice to hear from you.", language, intent)
    drafted = drafter().draft(request(examples=(example,)))
    assert drafted.text and "Nice to hear" not in drafted.text and not drafted.examples
