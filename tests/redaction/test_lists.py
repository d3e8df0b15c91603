"""What reviewers mark by hand: lists of words to mask or to leave, and words hidden in texts that were kept."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from redaction import Hiding, Keyring, Redactor, SealError, is_common, placeholders_in, restore, same, where
from redaction.findings import LISTED
from tests.redaction.test_roundtrip import HOSTILE, LANGUAGE, TEXTS

LISTS = st.lists(st.one_of(HOSTILE, st.text(min_size=1, max_size=8)), max_size=3)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(turns=st.lists(TEXTS, min_size=1, max_size=3), deny=LISTS, allow=LISTS, language=LANGUAGE)
def test_restoring_gives_the_text_back_whatever_is_on_the_lists(
    redactor: Redactor, turns: list[str], deny: list[str], allow: list[str], language: str
) -> None:
    known: dict[str, str] = {}
    redacted = []
    for turn in turns:
        result = redactor.redact(turn, language, known, deny=deny, allow=allow)
        known |= result.placeholders
        redacted.append(result.text)
    assert [restore(text, known) for text in redacted] == turns
    assert len(set(known.values())) == len(known)


@QUICK
@given(text=TEXTS, value=st.one_of(HOSTILE, st.text(max_size=8)))
@example(text="<PERSON_<PERSON_<EMAIL_1>1>", value="<PERSON_")  # places that touch
def test_hiding_a_value_in_a_redacted_text_leaves_none_and_restores(
    redactor: Redactor, text: str, value: str
) -> None:
    before = redactor.redact(text, "en")
    hiding = Hiding(value, before.placeholders)
    after = hiding(before.text)
    assert restore(after, {**before.placeholders, **hiding.used}) == text
    assert where(after, value) == []
    assert hiding(after) == after


def test_a_marked_word_inside_a_finding_stays_part_of_it(redactor: Redactor) -> None:
    text = "My name is Ada Quill. Tell Quill's neighbour."
    redacted = redactor.redact(text, "en", {"<OTHER_1>": "Quill"}, deny=["Quill"])
    assert redacted.text.startswith("My name is <PERSON_1>.") and "Quill" not in redacted.text


def test_a_marked_value_over_several_findings_gets_one_placeholder(redactor: Redactor) -> None:
    text = "My name is Ada Quill, ada@example.com."
    redacted = redactor.redact(text, "en", deny=["Ada Quill, ada@example.com"])
    assert redacted.text == "My name is <OTHER_1>."


def test_what_was_marked_by_hand_can_be_spared_again(redactor: Redactor) -> None:
    known = {"<OTHER_1>": "Zorblax"}
    assert redactor.redact("the Zorblax unit", "en", known).text == "the <OTHER_1> unit"
    assert redactor.redact("the Zorblax unit", "en", known, allow=["zorblax"]).text == "the Zorblax unit"


def test_parts_of_a_spared_name_are_not_hidden_because_of_it(redactor: Redactor) -> None:
    known = {"<PERSON_1>": "Zorblax Vandelay"}
    assert redactor.redact("then Vandelay left", "en", known).text != "then Vandelay left"
    spared = redactor.redact("then Vandelay left", "en", known, allow=["Zorblax Vandelay"])
    assert spared.text == "then Vandelay left"


def test_a_spared_value_keeps_its_placeholder_for_later(redactor: Redactor) -> None:
    known = {"<PERSON_1>": "Ada Quill"}
    spared = redactor.redact("I am Ada Quill, ask Bo Quince", "en", known, allow=["Ada Quill"])
    assert "Ada Quill" in spared.text and "<PERSON_1>" not in spared.text
    again = redactor.redact("I am Ada Quill", "en", {**known, **spared.placeholders})
    assert again.text == "I am <PERSON_1>"


@pytest.mark.parametrize(
    ("text", "value", "hidden"),
    [
        ("Zorblax and ZORBLAX", "zorblax", "<OTHER_1> and <OTHER_2>"),
        ("Zorblaxes", "Zorblax", "Zorblaxes"),
        ("<PERSON_1>Zorblax", "Zorblax", "<PERSON_1><OTHER_1>"),
        ("<PERSON_1> PERSON", "PERSON_1", "<PERSON_1> PERSON"),
        ("Zor\u00adblax&nbsp;Ltd", "Zorblax Ltd", "<OTHER_1>"),
        ("Zorblax\n  Ltd", "Zorblax Ltd", "<OTHER_1>"),
        ("it and IT", "IT", "it and <OTHER_1>"),
    ],
)
def test_a_value_is_hidden_as_whole_words_outside_placeholders(text: str, value: str, hidden: str) -> None:
    assert Hiding(value, {})(text) == hidden


def test_hiding_uses_the_placeholder_that_the_value_has_and_goes_on_counting() -> None:
    hiding = Hiding("Zorblax", {"<OTHER_4>": "Zorblax", "<OTHER_7>": "else"})
    assert hiding("Zorblax, zorblax") == "<OTHER_4>, <OTHER_8>"
    assert hiding.used == {"<OTHER_4>": "Zorblax", "<OTHER_8>": "zorblax"}
    assert placeholders_in(hiding("Zorblax")) == ("<OTHER_4>",)


def test_a_finding_by_hand_says_so(redactor: Redactor) -> None:
    (found,) = redactor.find("the Zorblax unit", "en", deny=["Zorblax"])
    assert (found.rule, found.score) == (LISTED, 1.0)


def test_two_words_of_a_list_are_one_where_they_mask_the_same() -> None:
    assert same("Ada  Quill ") == same("ada quill") == same("ADA\u00a0QUILL")
    assert same("IT") != same("it")


def test_everyday_words_are_known() -> None:
    assert is_common("The") and is_common("order") and not is_common("Zorblax")


def test_listed_words_are_sealed_and_compared_under_keys_of_their_own() -> None:
    ring = Keyring(bytes(range(32)))
    blob = ring.seal_listed("Zorblax", "term:1")
    assert b"Zorblax" not in blob and ring.unseal_listed(blob, "term:1") == "Zorblax"
    for stranger, place in ((Keyring(bytes(32)), "term:1"), (ring, "term:2")):
        with pytest.raises(SealError):
            stranger.unseal_listed(blob, place)
    assert ring.listed_hash("zorblax", "a") == ring.listed_hash("zorblax", "a")
    assert (
        len(
            {ring.listed_hash("zorblax", "a"), ring.listed_hash("zorblax", "b"), ring.contact_hash("zorblax")}
        )
        == 3
    )
