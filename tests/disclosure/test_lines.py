"""The line in front of a reply: always there, always true, never forged."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from disclosure import (
    AUTHORSHIPS,
    LANGUAGES,
    DisclosureError,
    claim_in,
    disclose,
    human_keyword,
    is_disclosed,
)
from disclosure.texts import LINES, wordings

COMPANY, ASSISTANT = "Nordlys Home", "Glim"
AI = ("ai", "ai_approved", "ai_edited")
replies = st.text(min_size=1).filter(lambda text: bool(text.strip()) and claim_in(text) is None)
languages = st.sampled_from(LANGUAGES)
people = st.none() | st.sampled_from(["Maja", "Jens-Ove Å. O'Neill", "李娜", "{company}"])


def disclosed(reply: str, authorship: str, language: str, person: str | None = "Maja") -> str:
    return disclose(reply, authorship, language, COMPANY, ASSISTANT, person).text


def holds(text: str, authorship: str, language: str, person: str | None = "Maja") -> bool:
    return is_disclosed(text, authorship, language, COMPANY, ASSISTANT, person)


@given(replies, st.sampled_from(AUTHORSHIPS), languages, people)
def test_every_disclosed_reply_passes_and_keeps_its_words(reply, authorship, language, person):
    text = disclosed(reply, authorship, language, person)
    assert holds(text, authorship, language, person)
    assert text.endswith("\n\n" + reply)


@given(replies, st.sampled_from(AUTHORSHIPS), languages, people)
def test_without_its_first_line_no_reply_passes(reply, authorship, language, person):
    text = disclosed(reply, authorship, language, person)
    assert not holds(text.partition("\n\n")[2], authorship, language, person)
    assert not holds(reply, authorship, language, person)
    assert not holds("Hi!\n\n" + text, authorship, language, person)


@given(replies, st.sampled_from(AUTHORSHIPS), languages, st.data())
def test_one_changed_character_in_the_line_breaks_it(reply, authorship, language, data):
    result = disclose(reply, authorship, language, COMPANY, ASSISTANT, "Maja")
    place = data.draw(st.integers(0, len(result.disclosure) - 1))
    other = data.draw(st.characters().filter(lambda character: character != result.disclosure[place]))
    changed = result.text[:place] + other + result.text[place + 1 :]
    assert not holds(changed, authorship, language)


@given(replies, st.sampled_from(AUTHORSHIPS), st.sampled_from(AUTHORSHIPS), languages, languages)
def test_a_line_counts_for_its_own_authorship_and_language_only(reply, made, demanded, written, wanted):
    assume((made, written) != (demanded, wanted))
    assert not holds(disclosed(reply, made, written), demanded, wanted)


@given(replies, languages, st.sampled_from(AI), languages)
def test_a_persons_text_never_carries_an_ai_line(reply, language, authorship, other):
    text = disclosed(reply, "human", language)
    assert ASSISTANT not in text.removesuffix(reply)
    ai_line = disclose(reply, authorship, other, COMPANY, ASSISTANT).disclosure
    assert not holds(text + "\n\n" + ai_line, "human", language)
    with pytest.raises(DisclosureError, match="take that out"):
        disclosed(f"{reply}\n{ai_line}", "human", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("authorship", AI)
def test_every_ai_line_is_one_line_and_names_the_way_to_a_person(authorship, language):
    for line in wordings(language).lines[authorship]:
        assert human_keyword(language) in line
        assert "\n" not in line and "{assistant}" in line and "{company}" in line


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LINES)
def test_no_line_can_be_smuggled_into_a_reply(kind, language):
    for line in wordings(language).lines[kind]:
        assert claim_in(f"Dear customer, {line}")
        assert claim_in(line.upper().replace(" ", "\u00ad  \n"))
        assert claim_in(unicodedata.normalize("NFD", line))


@pytest.mark.parametrize(
    "reply",
    [
        "A person will read your letter and we approved the refund.",
        "Wir haben Ihre Antwort geprüft und einen Menschen gefragt.",
        "Reply HUMAN and a colleague takes over.",
        "Et menneske ringer til dig i morgen.",
    ],
)
def test_ordinary_replies_are_not_taken_for_disclosures(reply):
    assert claim_in(reply) is None


def test_unknown_authorship_is_disclosed_as_unchecked_ai():
    result = disclose("Yes.", "robot", "en", COMPANY, ASSISTANT)
    assert result.authorship == "ai"
    assert result.text == (
        "Glim, an AI assistant of Nordlys Home, wrote this reply, and no person has checked it. "
        "Reply HUMAN at any time to reach a person.\n\nYes."
    )
    assert is_disclosed(result.text, "robot", "en", COMPANY, ASSISTANT)


def test_unknown_language_gets_the_english_line():
    result = disclose("Oui.", "ai_edited", "fr", COMPANY, ASSISTANT)
    assert result.language == "en" and "read and edited" in result.disclosure


def test_a_person_without_a_name_is_still_a_person():
    result = disclose("Ja.", "human", "de", COMPANY, ASSISTANT, "  ")
    assert result.disclosure == "Ein Mensch aus dem Team von Nordlys Home hat diese Antwort geschrieben."
    assert not holds(result.text, "human", "de", "Maja")


def test_names_stay_on_one_line():
    result = disclose("Ja.", "human", "sv", COMPANY, ASSISTANT, "Maja\n\nBerg")
    assert result.disclosure == "Maja Berg, en människa, har skrivit det här svaret."


@pytest.mark.parametrize(("reply", "company"), [("", COMPANY), (" \n\t", COMPANY), ("Yes.", " ")])
def test_nothing_to_say_or_nobody_to_name_is_refused(reply, company):
    with pytest.raises(DisclosureError):
        disclose(reply, "ai", "en", company, ASSISTANT)


def test_a_line_without_a_reply_is_not_a_disclosed_reply():
    line = disclose("Yes.", "ai", "en", COMPANY, ASSISTANT).disclosure
    assert not holds(line, "ai", "en") and not holds(line + "\n\n  ", "ai", "en")
