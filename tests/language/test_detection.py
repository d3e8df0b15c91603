"""The language of short support messages, with and without placeholders."""

from __future__ import annotations

import pytest

from language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where is my parcel, I have been waiting for two weeks", "en"),
        ("wo bleibt mein Paket, ich warte seit zwei Wochen", "de"),
        ("hvor bliver min pakke af, jeg har ventet i to uger", "da"),
        ("waar blijft mijn pakket, ik wacht al twee weken", "nl"),
        ("var är mitt paket, jag har väntat i två veckor", "sv"),
        ("HVORNÅR KOMMER <ADDRESS_1> MIN ORDRE <PERSON_12>?", "da"),
        ("> Dear customer, thank you for your message\nDanke, das hilft mir leider nicht weiter", "de"),
    ],
)
def test_sentences_tell_their_language(text, language):
    assert detect(text) == language


@pytest.mark.parametrize(
    ("word", "language"),
    [("HUMAN", "en"), ("Mensch!", "de"), ("MENNESKE", "da"), ("mens", "nl"), ("MÄNNISKA", "sv")],
)
def test_the_words_for_a_person_tell_their_language(word, language):
    assert detect(word, fallback="en") == language


@pytest.mark.parametrize("text", ["", "   ", "12345", "🎉🎉", "<PERSON_1> <EMAIL_2>", "ok", "\u200b\u200b"])
def test_what_tells_nothing_gets_the_fallback(text):
    assert detect(text, fallback="sv") == "sv"
