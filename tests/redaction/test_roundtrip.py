"""Properties: whatever a customer writes, restoring gives it back exactly, over several turns."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redaction import Redactor, restore
from redaction.normalise import normalise
from redaction.placeholders import PLACEHOLDER

HOSTILE = st.sampled_from(
    [
        "<PERSON_1>", "<EMAIL_2>", "<LITERAL_1>", "<<PERSON_1>>", "<PERSON_<EMAIL_1>1>", "<PERSON_", "_1>", "<", ">",
        "&lt;PERSON_1&gt;", "&amp;lt;CARD_1&amp;gt;", "＜PERSON_１＞", "<person_1>", "\\<PERSON_1\\>", "%3CPERSON_1%3E",
        "\u200b", "\u00ad", "\u202e", "\u2066", "\ufeff", "é", "e\u0301", "😀", "👩‍👩‍👧", "ﬁ", "½", "\n", "\r\n", "\t",
        "Ada Quill", "Mr Quill", "ada@example.com", "ada (at) example dot com", "4111 1111 1111 1111", "+44 20 7946 0123",
        "GB33 BUKB 2020 1555 5555 55", "811228-9874", "Storgatan 8, 341 30 Ljungby", "&oslash;", "<b>", "<br/>", "&#60;",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(HOSTILE, st.text(max_size=12), st.just(" ")), max_size=12).map("".join)
LANGUAGE = st.sampled_from(["en", "de", "da", "nl", "sv"])
QUICK = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(text=TEXTS, language=LANGUAGE)
def test_restoring_gives_the_text_back(redactor: Redactor, text: str, language: str) -> None:
    redacted = redactor.redact(text, language)
    assert restore(redacted.text, redacted.placeholders) == text
    assert set(PLACEHOLDER.findall(redacted.text)) == set(redacted.placeholders)


@QUICK
@given(turns=st.lists(TEXTS, min_size=2, max_size=4), language=LANGUAGE)
def test_turns_of_one_conversation_share_placeholders(
    redactor: Redactor, turns: list[str], language: str
) -> None:
    known: dict[str, str] = {}
    redacted = []
    for turn in turns:
        result = redactor.redact(turn, language, known)
        assert all(known.get(name, value) == value for name, value in result.placeholders.items())
        known |= result.placeholders
        redacted.append(result.text)
    assert [restore(text, known) for text in redacted] == turns
    assert len(set(known.values())) == len(known)


@QUICK
@given(text=TEXTS)
def test_normal_text_maps_back_into_the_original(text: str) -> None:
    normal = normalise(text)
    assert len(normal.starts) == len(normal.ends) == len(normal.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(normal.starts, normal.ends, strict=True))
    assert list(normal.starts) == sorted(normal.starts)
