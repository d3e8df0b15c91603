"""What a model says beside the rules: what it adds, what it denies, what is struck out, and the reviewers' lists."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

import pytest

from language import Reader
from redaction import Finding, RedactionError, Redactor, normal
from redaction.evidence import Evidence
from redaction.findings import MODEL


@pytest.fixture(scope="module")
def whole() -> Redactor:
    """Rules and the model that the package carries, as in the product."""
    return Redactor(finder=Reader().find)


def seen(text: str, *words: tuple[str, str, float]) -> list[Finding]:
    """Evidence for words of a text."""
    return [
        Finding(text.index(word), text.index(word) + len(word), kind, score, MODEL)
        for word, kind, score in words
    ]


def judged(text: str, *words: tuple[str, str, float]) -> list[tuple[str, str]]:
    """What becomes of it without any rule's finding."""
    found = Evidence(seen(text, *words)).findings(text, [])
    return [(one.type, text[one.start : one.end]) for one in found]


def test_a_strong_word_carries_its_weak_neighbour() -> None:
    text = "gruß von Zorb Quillon heute"
    assert judged(text, ("Zorb", "PERSON", 0.15), ("Quillon", "PERSON", 0.9)) == [("PERSON", "Zorb Quillon")]
    assert judged(text, ("Zorb", "PERSON", 0.15)) == []


def test_a_small_word_between_two_names_parts_them() -> None:
    text = "Ada for Bo"
    words = (("Ada", "PERSON", 0.9), ("for", "PERSON", 0.9), ("Bo", "PERSON", 0.9))
    assert judged(text, *words) == [("PERSON", "Ada"), ("PERSON", "Bo")]


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("my order 61107782 please", "61107782", "PHONE"),
        ("Guten Tag Kundendienst", "Kundendienst", "PERSON"),
        ("faktura fra Quillon A/S kom", "Quillon", "PERSON"),
        ("the bench Quillon wobbles", "Quillon", "PERSON"),
        ("Quillon <support@example.com>", "Quillon", "PERSON"),
        ("version 6.3.10.1 crashes", "6.3.10.1", "IP"),
        ("sent Mon, 10 Mar at 09:27", "Mon, 10 Mar at 09:27", "ADDRESS"),
        ("refs 7741902266", "7741902266", "IBAN"),
    ],
)
def test_the_rules_strike_out_what_a_model_only_believes(text: str, word: str, kind: str) -> None:
    assert judged(text, (word, kind, 0.9)) == []


def test_a_listed_name_that_the_model_denies_stays() -> None:
    text = "then Frederikke left"
    name = "Frederikke"

    def denying(_: str) -> Iterable[Finding]:
        return ()

    def agreeing(text: str) -> Iterable[Finding]:
        return seen(text, (name, "PERSON", 0.6))

    assert Redactor(finder=denying).find(text, "en") == ()
    assert [one.type for one in Redactor(finder=agreeing).find(text, "en")] == ["PERSON"]


def test_a_checked_number_beats_the_model() -> None:
    text = "pay GB33 BUKB 2020 1555 5555 55 now"
    redactor = Redactor(finder=lambda plain: seen(plain, ("GB33 BUKB 2020 1555 5555 55 now", "PHONE", 0.99)))
    assert [(one.type, text[one.start : one.end]) for one in redactor.find(text, "en")] == [
        ("IBAN", "GB33 BUKB 2020 1555 5555 55")
    ]


@pytest.mark.parametrize("span", [(3, 3), (-1, 2), (0, 99)])
def test_a_model_with_impossible_offsets_fails_closed(span: tuple[int, int]) -> None:
    redactor = Redactor(finder=lambda text: [Finding(*span, "PERSON", 0.9, MODEL)] if text else [])
    with pytest.raises(RedactionError):
        redactor.find("secret", "en")


def test_a_model_that_fails_quotes_nothing() -> None:
    def broken(text: str) -> Iterable[Finding]:
        if text:
            raise ValueError(text)
        return ()

    with pytest.raises(RedactionError) as failure:
        Redactor(finder=broken).redact("hemlig", "sv")
    assert "hemlig" not in str(failure.value) and failure.value.__cause__ is None


def test_what_a_reviewer_marks_is_masked_wherever_it_stands(redactor: Redactor) -> None:
    redacted = redactor.redact("the Zorblax unit, zorblax again", "en", deny=["Zorblax"])
    assert redacted.text == "the <OTHER_1> unit, <OTHER_2> again"
    assert {one.rule for one in redacted.findings} == {"a reviewer's list"}


def test_what_a_reviewer_spares_stays_even_if_it_was_masked_before(redactor: Redactor) -> None:
    text, known = "my name is Ada Quill, Ada Quill", {"<PERSON_1>": "Ada Quill"}
    assert redactor.redact(text, "en", known, allow=["ada  quill"]).text == text
    assert redactor.redact(text, "en", known, allow=["Ada Quill"], deny=["Ada Quill"]).text != text


@pytest.mark.parametrize("piece", ["Anna, ", "Anna ", "12 345 678 ", "Weg 3 ", "info@a.se Anna\n", "a@b.se "])
def test_a_model_that_sees_data_everywhere_takes_seconds_at_most(piece: str) -> None:
    kinds = ("PERSON", "PHONE", "ADDRESS", "EMAIL")

    def eager(text: str) -> Iterable[Finding]:
        for place, word in enumerate(re.finditer(r"\w+", text)):
            yield Finding(*word.span(), kinds[place % 4 if piece == "12 345 678 " else 0], 0.9, MODEL)

    redactor = Redactor(finder=eager)
    started = time.process_time()
    redactor.find(piece * (20_000 // len(piece)), "en")
    assert time.process_time() - started < 5


def test_the_models_findings_say_so(whole: Redactor) -> None:
    text = "Hallo, hier schreibt Zbigniewa Quillowska wegen der kaputten Lampe. Bitte melden."
    findings = whole.find(text, "de")
    assert any("Quillowska" in text[one.start : one.end] for one in findings)
    assert all(one.rule and 0 < one.score <= 1 for one in findings)


def test_a_value_across_two_windows_is_masked_whole_by_the_model_too(whole: Redactor) -> None:
    text = "so it goes on and on. " * 600 + "Kind regards,\nOluwaseun Quillby"
    assert "Quillby" not in whole.redact(text, "en").text


def test_redaction_and_labels_of_a_mail_in_html_take_one_pass_of_the_network():
    reader = Reader(normal)
    passes = []
    encoder = reader._encoder
    reader._encoder = lambda text: passes.append(text) or encoder(text)
    text = "<p>Hej,</p><p>jag heter Gunnel Sandgren. Lampan &auml;r trasig &ndash; ring mig!</p>"
    assert Redactor(finder=reader.find).find(text, "sv") and reader.understand(text).wants_human
    assert len([each for each in passes if each.strip()]) == 1
