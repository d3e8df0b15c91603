"""Each sentence of an offline draft knows where it comes from, and all of them joined are the draft."""

from __future__ import annotations

import pytest

from graph.material import Drafted, Origin, Scored, Sentence
from graph.modules import Modules
from tests.graph.drafting import LANGUAGES, a_passage, an_example, an_order, drafter, request


def of_kind(drafted: Drafted, kind: str) -> list[str]:
    return [sentence.text.strip() for sentence in drafted.sentences if sentence.kind == kind]


def joined(sentences: tuple[Sentence, ...]) -> str:
    return "".join(sentence.text for sentence in sentences)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_states_a_field_comes_from_the_order_and_the_frame_is_set_phrases(language: str) -> None:
    order = an_order("in_transit")
    drafted = drafter().draft(request("?", language, order=order))
    assert joined(drafted.sentences) == drafted.text
    stated = of_kind(drafted, "order")
    assert any(order.number in text for text in stated) and any(
        str(order.tracking) in text for text in stated
    )
    assert {s.source for s in drafted.sentences if s.kind == "order"} == {order.number}
    frame = [s for s in drafted.sentences if s.kind == "phrase"]
    assert {s.source for s in frame} == {None} and len(frame) >= 4
    assert drafted.sentences[0].kind == drafted.sentences[-1].kind == "phrase"


def test_every_source_that_a_sentence_names_is_among_the_drafts_sources() -> None:
    asked = request("?", "en", "delivery_delay", "anger", an_order("late"))
    drafted = drafter().draft(asked)
    known = {(source.kind, source.id) for source in drafted.sources}
    named = {(s.kind, s.source) for s in drafted.sentences if s.source}
    assert named and named <= known
    assert of_kind(drafted, "template") == [
        "You have waited too long, and we apologise for that.",
        "You have two choices.",
        "You don't have to call anyone.",
        "Or you cancel now.",
    ]


def test_a_quoted_passage_is_the_articles_and_its_introduction_too() -> None:
    passage = a_passage("All stoves take **screw-on** cartridges.\n- Use a winter mix in frost.")
    asked = request("Which gas fits the stove?", intent="product_question", passages=(Scored(passage, 0.8),))
    drafted = drafter().draft(asked)
    assert of_kind(drafted, "article")[-1] == "Use a winter mix in frost."
    assert {s.source for s in drafted.sentences if s.kind == "article"} == {passage.id}
    assert "**" not in joined(drafted.sentences)


def test_a_helpful_sentence_of_an_article_is_marked_as_such() -> None:
    passage = a_passage(
        "A parcel waits seven days at the parcel shop. Bring an identity card to the parcel shop counter."
    )
    asked = request(
        "Which identity card do I bring to the counter?",
        order=an_order("in_transit"),
        passages=(Scored(passage, 0.9),),
    )
    assert of_kind(drafter().draft(asked), "article") == [
        "Bring an identity card to the parcel shop counter."
    ]


def test_a_helpful_sentence_that_promises_more_than_the_use_case_allows_stays_out() -> None:
    passage = a_passage("We refund the identity card fee at the parcel shop counter in full.")
    asked = request(
        "Which identity card fee do I pay at the counter?", order=an_order("in_transit"),
        passages=(Scored(passage, 0.9),), module=Modules.load().for_("order_status"),
    )  # fmt: skip
    assert not of_kind(drafter().draft(asked), "article")


def test_what_a_reviewers_edit_taught_comes_from_the_example() -> None:
    order = an_order("in_transit")
    plain = drafter().draft(request(order=order)).text or ""
    taught = plain.replace("\n\nKind regards", " You can also follow it in your account.\n\nKind regards")
    drafted = drafter().draft(
        request(order=order, examples=(an_example(plain, taught),), origins={"example": Origin("Mette")})
    )
    assert of_kind(drafted, "example") == ["You can also follow it in your account."]
    assert [s.source for s in drafted.sentences if s.kind == "example"] == ["example"]
    assert joined(drafted.sentences) == drafted.text


def test_a_reworded_sentence_comes_from_the_example_too() -> None:
    order = an_order("in_transit")
    plain = drafter().draft(request(order=order)).text or ""
    taught = plain.replace(
        "Thank you for your message.",
        "Thank you for your kind message.",
    )
    drafted = drafter().draft(request(order=order, examples=(an_example(plain, taught),)))
    assert of_kind(drafted, "example") == ["Thank you for your kind message."]


def test_no_draft_has_no_sentences() -> None:
    assert drafter().draft(request("Do you have a shop?", "de", "other")).sentences == ()
