"""Examples that contradict each other are found by what they say, not by how they say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from data.records import Example
from graph.learning.conflicts import conflicts, contradictions
from tests.graph.test_learning_standing import START, an_example

CARE = "Dear <PERSON_1>, you can wash the blanket in the machine. Kind regards"


@pytest.mark.parametrize(
    ("language", "one", "other", "reasons"),
    [
        ("en", "You can return it within 14 days.", "You can return it within 30 days.", ("figures",)),
        ("de", "Die Erstattung dauert 5 Werktage.", "Die Erstattung dauert 14 Werktage.", ("figures",)),
        ("da", "Du kan returnere den inden for 30 dage.", "Du kan returnere den inden for 60 dage.", ("figures",)),
        ("nl", "De reparatie duurt 2 weken.", "De reparatie duurt 6 weken.", ("figures",)),
        ("sv", "Garantin gäller i 2 år.", "Garantin gäller i 3 år.", ("figures",)),
        ("en", "You may return it within 14 days.", "You may return it within 14 weeks.", ("figures",)),
        ("de", "Die Erstattung dauert 5 Tage.", "Die Erstattung dauert 5 Werktage.", ("figures",)),
        ("en", "You may return it within 14 days.", "You may return it within 2 weeks.", ()),
        ("sv", "Garantin gäller i 2 år.", "Garantin gäller i 24 månader.", ()),
        ("en", "Some 20 % of it is wool, after 2 years too.", "Some 20 per cent of it is wool, after 2 years too.", ()),
        ("en", "You can wash it in the machine.", "You can't wash it in the machine.", ("advice",)),
        ("de", "Sie können die Decke waschen.", "Sie können die Decke nicht waschen.", ("advice",)),
        ("da", "Du kan vaske tæppet.", "Du kan ikke vaske tæppet.", ("advice",)),
        ("nl", "U kunt de deken wassen.", "U kunt de deken niet wassen.", ("advice",)),
        ("sv", "Du kan tvätta filten.", "Du kan inte tvätta filten.", ("advice",)),
        ("en", "We refund the full amount.", "We send you another one at once.", ("promises",)),
        # The customer's own dates, amounts and numbers differ by nature.
        ("en", "Your order NH-10001 arrives on 12 May.", "Your order NH-20002 arrives on 14 June.", ()),
        ("en", "The total is 249.00 DKK.", "The total is 99.00 DKK.", ()),
        ("en", CARE, CARE.replace("Dear", "Hello"), ()),
    ],
)  # fmt: skip
def test_what_counts_as_a_contradiction(
    language: str, one: str, other: str, reasons: tuple[str, ...]
) -> None:
    assert contradictions(one, other, language) == contradictions(other, one, language) == reasons


def test_replies_far_apart_conflict_only_where_the_requests_are_nearly_equal() -> None:
    one, other = "Please write to the workshop in Aarhus first.", "Open the lid, then press the red button."
    assert contradictions(one, other, "en", similarity=0.9) == ("apart",)
    assert contradictions(one, other, "en", similarity=0.65) == ()


def written(id: str, reply: str, **more: object) -> Example:
    return replace(an_example(id, START + timedelta(hours=len(id))), reply=reply, **more)  # type: ignore[arg-type]


def test_only_examples_in_use_of_one_kind_with_alike_requests_are_compared() -> None:
    yes = written("a", "You can return it within 14 days.")
    no = written("bb", "You can return it within 30 days.")
    (found,) = conflicts([no, yes])
    assert (found.one.id, found.other.id, found.reasons, found.similarity) == ("a", "bb", ("figures",), 1.0)
    for other in (
        replace(no, active=False), replace(no, language="de"), replace(no, intent="other"),
        replace(no, embedding=(0.0, 1.0)), replace(no, embedding=(1.0, 0.0, 0.0)), replace(no, embedding=(0.0, 0.0)),
    ):  # fmt: skip
        assert conflicts([yes, other]) == []


def test_a_pair_that_a_supervisor_lets_stand_is_not_shown_again() -> None:
    yes, no = written("a", "It takes 2 days."), written("bb", "It takes 9 days.")
    assert conflicts([yes, no], {("a", "bb")}) == []
