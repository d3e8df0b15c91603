"""The lift benchmark's simulated reviewers keep to their written style, and nothing to teach is asked again."""

from __future__ import annotations

from itertools import product

import pytest
import yaml

from benchmarks.lift import _teaches
from benchmarks.lift_house import DAYS, FOLDER
from benchmarks.lift_reviewers import Case, broken, edited, reviewed, style
from data.sample import load_inbox, load_phrases
from language import INTENTS

LANGUAGES = ("da", "de", "en", "nl", "sv")
STATES = ("late", "delivered", "none")


def rows() -> list[dict[str, str]]:
    return [row for file in FOLDER.glob("messages_*.yaml") for row in yaml.safe_load(file.read_text("utf-8"))]


def case(language: str, intent: str = "order_status", state: str = "none", id: str = "x") -> Case:
    return Case(id, language, intent, state, "NH-31001", "Fjell blanket", "Where is the Fjell blanket?")


def draft(language: str, emotion: str = "neutral") -> str:
    said = load_phrases()[language]
    sign_off = said.sign_off.replace("{{ company.name }}", "Nordlys Hjem")
    return f"{said.greeting}\n\n{said.acknowledgements[emotion]} NH-31001 is here, 2 days late.\n\n{sign_off}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reply_in_the_house_style_is_left_alone(language: str) -> None:
    for intent, state, emotion in product(INTENTS, STATES, ("neutral", "anger", "disappointment")):
        once = edited(draft(language, emotion), case(language, intent, state))
        assert edited(once, case(language, intent, state)) == once
        assert broken(once, case(language, intent, state)) == []
        assert "NH-31001" in once and "2 days late" in once  # what a draft states is never lost


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_the_style_can_be_broken_and_is_mended(language: str) -> None:
    said = style()[language]
    never, (word, *_) = said["never"][0].capitalize(), said["words"]
    text = draft(language).replace("NH-31001 is here", f"{never} NH-31001 is with the {word}")
    found = broken(text, case(language, "complaint_damaged", "late"))
    assert {"hello", "thanks", "never", "words", "item", "phone", "keeping", "packaging", "sign_off"} <= set(
        found
    )
    assert "address" in broken(text, case(language, "return_refund", "delivered"))
    assert "sorry" in broken(draft(language, "disappointment"), case(language))


def test_reviewers_always_do_the_same_and_some_are_in_a_hurry() -> None:
    texts = [reviewed(draft("en"), case("en", id=str(number))) for number in range(200)]
    assert texts == [reviewed(draft("en"), case("en", id=str(number))) for number in range(200)]
    assert 10 < texts.count(draft("en")) < 45 and len(set(texts)) == 3  # as it is, strictly, at ease


def test_messages_are_distinct_and_enough_are_held_back() -> None:
    found = rows()
    assert len({row["id"] for row in found}) == len({row["text"] for row in found}) == len(found)
    assert all(row["intent"] in INTENTS and row["order"] in (*DAYS, "none") for row in found)
    assert not {row["text"] for row in found} & {message.text for message in load_inbox()}
    taught = sum(_teaches(row["id"]) for row in found)
    assert taught >= 60 * 0.9 and len(found) - taught >= 85
