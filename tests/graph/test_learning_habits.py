"""What reviewers do again and again becomes a proposal; what they did by chance, once, or for one customer doesn't."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from data.records import Edit
from graph.learning.changes import changes
from graph.learning.fitness import Fitness, UnfitRule
from graph.learning.habits import Habit, habits
from redaction import Redactor

BODY = ("Your parcel is on its way.", "It takes a few days.", "Unfortunately we can't say more.")


def reply(*sentences: str, greeting: str = "Hello,", closing: str = "Kind regards") -> str:
    return f"{greeting}\n\n{' '.join(sentences)}\n\n{closing}"


def edits(pairs: Sequence[tuple[str, str]], customers: int = 9, **more: str) -> list[Edit]:
    """Decisions, the newest first."""
    kind = {"intent": "order_status", "language": "en", **more}
    return [
        Edit(f"d{n}", f"r{n % 2}", f"c{n % customers}", draft=draft, reply=sent, **kind)
        for n, (draft, sent) in enumerate(pairs)
    ]


def said(habit: Habit) -> tuple[str, str, str]:
    return habit.kind, habit.old, habit.new


def drafts(number: int) -> list[str]:
    return [reply(f"Your order NH-{n}0001 is packed.", *BODY) for n in range(1, number + 1)]


def test_a_sentence_taken_out_again_and_again() -> None:
    (habit,) = habits(edits([(draft, draft.replace(f" {BODY[2]}", "")) for draft in drafts(3)]))
    assert said(habit) == ("remove", BODY[2], "")
    assert (habit.decisions, habit.of, habit.reviewers) == (3, 3, 2)


def test_a_sentence_put_in_again_and_again_even_with_another_comma() -> None:
    added = ["You can follow it online.", "You can follow it online.", "You can follow it, online."]
    pairs = [(draft, draft.replace(BODY[1], f"{BODY[1]} {new}")) for draft, new in zip(drafts(3), added, strict=True)]  # fmt: skip
    (habit,) = habits(edits(pairs))
    assert said(habit) == ("add", "", added[0])


def test_a_sentence_said_differently_again_and_again() -> None:
    pairs = [
        (draft, draft.replace(BODY[2], "At the moment this is all we can say, unfortunately."))
        for draft in drafts(3)
    ]
    (habit,) = habits(edits(pairs))
    assert said(habit) == ("replace", BODY[2], "At the moment this is all we can say, unfortunately.")


def test_words_in_different_sentences_become_a_rule_for_the_words() -> None:
    texts = ("Your parcel is packed.", "The parcel comes soon.", "A parcel was sent to you.")
    pairs = [(reply(text), reply(text.replace("parcel", "package"))) for text in texts]
    assert [said(habit) for habit in habits(edits(pairs))] == [("replace", "parcel", "package")]


def test_words_of_a_sentence_that_is_always_the_same_become_a_rule_for_the_sentence() -> None:
    pairs = [
        (draft, draft.replace("It takes a few days.", "It takes a couple of days.")) for draft in drafts(4)
    ]
    assert [said(habit) for habit in habits(edits(pairs))] == [
        ("replace", "It takes a few days.", "It takes a couple of days.")
    ]


def test_words_of_a_sentence_that_can_be_no_rule_become_one_themselves() -> None:
    pairs = [
        (
            f"Dear <PERSON_1>, sorry for the delay.\n\n{body}",
            f"Dear <PERSON_1>, apologies for the delay.\n\n{body}",
        )
        for body in BODY
    ]
    found = habits(edits(pairs), fits=lambda habit: "<" not in habit.old)
    assert [said(habit) for habit in found] == [("replace", "sorry", "apologies")]


@pytest.mark.parametrize("number", [1, 2])
def test_fewer_than_three_decisions_prove_nothing(number: int) -> None:
    assert not habits(edits([(draft, draft.replace(f" {BODY[2]}", "")) for draft in drafts(number)]))


def test_one_customers_three_messages_prove_nothing() -> None:
    pairs = [(draft, draft.replace(f" {BODY[2]}", "")) for draft in drafts(3)]
    assert not habits(edits(pairs, customers=1)) and habits(edits(pairs, customers=2))


def test_what_most_reviewers_let_stand_is_no_habit() -> None:
    removed = [(draft, draft.replace(f" {BODY[2]}", "")) for draft in drafts(3)]
    kept = [(draft, draft) for draft in drafts(4)]
    assert not habits(edits([*kept, *removed]))
    assert habits(edits([*removed, *kept]))  # kept before the first time: they had not begun yet


def test_a_reply_that_an_example_gave_the_sentence_already_speaks_for_it() -> None:
    put_in = [(draft, draft.replace(BODY[1], f"{BODY[1]} You can follow it online.")) for draft in drafts(3)]
    carried = [(sent, sent) for _, sent in put_in] * 2
    assert [said(habit) for habit in habits(edits([*carried, *put_in]))] == [
        ("add", "", "You can follow it online.")
    ]


def test_use_cases_and_languages_are_kept_apart() -> None:
    pair = [(draft, draft.replace(f" {BODY[2]}", "")) for draft in drafts(3)]
    mixed = [*edits(pair[:2]), *edits(pair[2:], intent="warranty")]
    assert not habits(mixed)


def test_other_figures_are_no_change() -> None:
    found = changes(
        reply("It comes on 12 May.", "It is packed."), reply("It comes on 14 May.", "It is packed.")
    )
    assert (found.removed, found.added, found.replaced) == ((), (), ())


@pytest.fixture(scope="module")
def fitness(redactor: Redactor) -> Fitness:
    return Fitness(redactor, "en", frozenset({"mette", "kjær"}), frozenset({"refund"}))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("", "Dear <PERSON_1>, hello.", "holds a placeholder"),
        ("Your order NH-10001 is late.", "", "holds a figure"),
        ("", "See example.com for more.", "holds a figure, date or link"),
        ("", "Best wishes, Mette", "holds a name of your staff"),
        ("", "Please ask Ingrid Solberg in Bergen for help.", "personal data"),
        ("", "I am a real person.", "claims to be a person"),
        ("", "We give you a voucher.", r"promises what this use case may not \(compensation\)"),
        ("!?", "", "has no words"),
        ("", "word " * 100, "is longer than 300"),
        ("", "An AI wrote this reply.", "says who wrote"),
    ],
)
def test_what_may_not_stand_in_a_rule(fitness: Fitness, old: str, new: str, why: str) -> None:
    assert not fitness.fits(old, new)
    with pytest.raises(UnfitRule, match=why):
        fitness.demand(old, new)


def test_what_may(fitness: Fitness) -> None:
    assert fitness.fits("I am so sad to hear that.", "")  # to be left out, so it may claim what it likes
    assert fitness.fits("", "We refund what you paid.")
    assert fitness.fits("Kind regards", "Warm greetings")
