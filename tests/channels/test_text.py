"""What counts as text, and what brings a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.errors import EmptyMessage, IntakeError, NotText, TooLong
from channels.keyword import asks_for_person
from channels.text import clean


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\u2060", "\u00a0\u2003", "\u2028"])
def test_nothing_to_see_is_empty(text: str) -> None:
    with pytest.raises(EmptyMessage):
        clean(text, 100)


@pytest.mark.parametrize("text", ["a\x00b", "a\x1b[31m", "\ud800", "a\x9f", "\x7f."])
def test_control_characters_and_half_pairs_are_not_text(text: str) -> None:
    with pytest.raises(NotText, match=r"U\+[0-9A-F]{4} at position \d"):
        clean(text, 100)


def test_the_limit_counts_characters() -> None:
    assert clean("ø" * 100, 100)
    with pytest.raises(TooLong, match="101 characters; at most 100"):
        clean("ø" * 101, 100)


def test_all_line_breaks_become_line_feeds() -> None:
    assert clean("a\r\nb\rc\x0bd\x0ce\x85f\ng", 100) == "a\nb\nc\nd\ne\nf\ng"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    try:
        once = clean(text, 1000)
    except IntakeError:
        return
    assert clean(once, 1000) == once


@pytest.mark.parametrize(
    "text",
    ["HUMAN", "human", " Human! ", "MENSCH", "menneske.", "Mens", "MÄNNISKA", "manniska", "HUMAN please",
     "I have waited a week.\nHuman", "\u00abMENSCH\u00bb bitte", "MA\u0308NNISKA"],
)  # fmt: skip
def test_the_keyword_brings_a_person_in_any_language(text: str) -> None:
    assert asks_for_person(text)


@pytest.mark.parametrize(
    "text",
    ["Human error, I think", "Mens, wat duurt dat lang", "Mensch, das ist toll", "I am only human", "HUMANE SOCIETY",
     "inhuman", "", "MENSEN"],
)  # fmt: skip
def test_other_sentences_with_the_word_do_not(text: str) -> None:
    assert not asks_for_person(text)
