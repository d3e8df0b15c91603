"""Sentences that seem to promise something in words that no list holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.records import Passage
from graph.checks import checker
from graph.material import CheckResult, Scored
from language import Reader
from tests.graph.drafting import request

SEEMING = "Our carpenter is going to mend the shelf in your flat at the weekend."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def found(reader: Reader, text: str, company: str = "") -> CheckResult:
    asked = request(language="en")
    if company:
        passage = Passage("en/a#1", "en/a", 1, "en", "Shelves", company, ())
        asked = replace(asked, material=replace(asked.material, passages=(Scored(passage, 1.0),)))
    return next(one for one in checker(reader.promising)(text, asked) if one.name == "commitment")


def test_a_seeming_promise_is_pointed_at_but_not_forbidden(reader: Reader) -> None:
    text = f"Hello,\n\n{SEEMING}\n\nKind regards"
    result = found(reader, text)
    assert result.verdict == "warn"
    assert [text[start:end] for start, end in result.spans] == [SEEMING.rstrip(".")]


def test_what_a_source_says_is_no_promise_of_ours(reader: Reader) -> None:
    assert found(reader, SEEMING, company=f"{SEEMING} Have the screws ready.").verdict == "pass"


@pytest.mark.parametrize(
    "text", ["", "Hello", "Will our carpenter mend the shelf?", "Thank you for the photo."]
)
def test_questions_and_pleasantries_promise_nothing(reader: Reader, text: str) -> None:
    assert found(reader, text).verdict == "pass"
