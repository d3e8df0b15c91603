"""The fixed messages around a conversation say that they are automatic and how to reach a person."""

from __future__ import annotations

from functools import partial

import pytest

from disclosure import (
    LANGUAGES,
    DisclosureError,
    claim_in,
    hand_back_notice,
    human_keyword,
    late_person_notice,
    late_reply_notice,
    opening,
    person_joined,
    takeover_notice,
)

AUTOMATIC = {
    "en": "Automatic",
    "de": "Automatische",
    "da": "Automatisk",
    "nl": "Automatisch",
    "sv": "Automatiskt",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_opening_names_the_ai_the_check_the_keyword_and_the_wait(language):
    text = opening(language, "Nordlys Home", "Glim", 11)
    assert all(part in text for part in ("Glim", "Nordlys Home", human_keyword(language)))
    assert "11 " in text and "{" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_replies_may_leave_unread_nobody_is_promised_a_check_of_each(language):
    for notice in (partial(opening, minutes=11), hand_back_notice):
        promised = notice(language, "Nordlys Home", "Glim")
        open_about_it = notice(language, "Nordlys Home", "Glim", unread=True)
        assert promised != open_about_it and claim_in(open_about_it) is None
        assert human_keyword(language) in open_about_it and "{" not in open_about_it


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_says_it_is_automatic_and_fills_its_names(language):
    notices = [
        takeover_notice(language, "Nordlys Home", 11),
        person_joined(language, "Nordlys Home", "Maja"),
        hand_back_notice(language, "Nordlys Home", "Glim"),
        late_person_notice(language, "Nordlys Home", 11),
        late_reply_notice(language, "Nordlys Home"),
    ]
    for text in notices:
        assert text.startswith(AUTOMATIC[language]) and "Nordlys Home" in text
        assert "{" not in text and claim_in(text) is None
    assert "11 " in notices[0] and "Maja" in notices[1] and human_keyword(language) in notices[2]
    assert "11 " in notices[3] and human_keyword(language) in notices[4]


def test_the_keywords_are_the_five_words_for_a_human_being():
    assert [human_keyword(language) for language in LANGUAGES] == [
        "HUMAN",
        "MENSCH",
        "MENNESKE",
        "MENS",
        "MÄNNISKA",
    ]


def test_one_minute_is_singular():
    assert "within 1 minute." in takeover_notice("en", "Nordlys Home", 1)


@pytest.mark.parametrize("minutes", [0, -3])
def test_a_wait_below_one_minute_is_not_promised(minutes):
    with pytest.raises(DisclosureError, match="minutes is"):
        takeover_notice("da", "Nordlys Home", minutes)
