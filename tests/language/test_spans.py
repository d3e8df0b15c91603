"""Personal data word by word: where it stands, what type it is, in texts of any length and shape."""

from __future__ import annotations

import pytest

from language import Reader


def named(reader: Reader, text: str, floor: float = 0.5) -> dict[str, str]:
    return {text[span.start : span.end]: span.type for span in reader.find(text, floor)}


@pytest.mark.parametrize(
    "text",
    [
        "Hello, my name is Margaret Okonkwo and I am still waiting.",
        "hi im margaret okonkwo and im still waiting",
        "Guten Tag, mein Name ist Margaret Okonkwo, ich warte noch.",
        "Hej, jeg hedder Margaret Okonkwo, og jeg venter stadig.",
        "Hallo, mijn naam is Margaret Okonkwo en ik wacht nog steeds.",
        "Hej, jag heter Margaret Okonkwo och jag väntar fortfarande.",
    ],
)
def test_a_name_is_found_word_by_word_and_nothing_else(reader, text):
    found = {word.lower(): kind for word, kind in named(reader, text).items()}
    assert found == {"margaret": "PERSON", "okonkwo": "PERSON"}


def test_a_score_is_the_chance_of_personal_data(reader):
    text = "Kind regards, Margaret Okonkwo"
    spans = reader.find(text)
    assert all(0.1 <= span.score <= 1 for span in spans)
    assert max(spans, key=lambda span: span.score).type == "PERSON"
    assert set(reader.find(text, 0.9)) <= set(spans)


def test_offsets_are_code_points_of_the_text_as_given(reader):
    text = "\ufeff🎉🎉 ﬁne\u00ad, \u0301\u200bＭｙ name is Margaret Okonkwo.\r\n\tBye"
    assert {"Margaret", "Okonkwo"} <= named(reader, text).keys()


def test_a_name_is_found_anywhere_in_a_long_text(reader):
    filler = "The parcel came on Tuesday, and nobody rang the bell. It was open at one side. " * 30
    for text in (
        f"I am Margaret Okonkwo. {filler}",
        f"{filler}I am Margaret Okonkwo. {filler}",
        f"{filler}I am Margaret Okonkwo.",
    ):
        assert named(reader, text, floor=0.25) == {"Margaret": "PERSON", "Okonkwo": "PERSON"}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "🎉", "\ud800", "…" * 300])
def test_nothing_is_found_in_nothing(reader, text):
    assert named(reader, text) == {}


def test_one_reading_says_what_the_questions_say(reader):
    text = "My parcel is late, please ring Margaret Okonkwo."
    reading = reader.read(text)
    assert reading.understanding == reader.understand(text)
    assert (reading.embedding == reader.embed([text])[0]).all()
