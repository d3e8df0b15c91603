"""Customers are addressed in one form by language, as the company chooses: in its own texts, and told to models."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.sample import SampleError, load_articles, load_company, load_phrases, load_templates
from graph.drafters import OfflineDrafter
from graph.drafters.forms import form_of
from tests.graph.drafting import request

FORMS = load_company().forms
OTHER = {language: "informal" if form == "formal" else "formal" for language, form in FORMS.items()}


def own_texts(language: str) -> list[str]:
    """All that the offline drafter may say in a language."""
    phrases = load_phrases()[language]
    frame = [phrases.greeting, phrases.greeting_named, phrases.chat_greeting, phrases.sign_off]
    bodies = [template.body for template in load_templates() if template.language == language]
    articles = [article.body for article in load_articles() if article.language == language]
    return [*frame, *phrases.acknowledgements.values(), *bodies, *articles]


def slips(text: str, language: str, forms: dict[str, str]) -> list[str]:
    form = form_of(language, forms)
    assert form
    return [text[start:end] for start, end in form.slips(text)]


@pytest.mark.parametrize("language", FORMS)
def test_phrases_templates_and_articles_keep_to_the_companys_form(language: str) -> None:
    texts = own_texts(language)
    assert len(texts) > 30 and not [found for text in texts for found in slips(text, language, FORMS)]


@pytest.mark.parametrize("language", FORMS)
def test_the_other_form_would_be_noticed_in_them(language: str) -> None:
    bodies = own_texts(language)
    assert sum(bool(slips(text, language, OTHER)) for text in bodies) > len(bodies) / 3


@pytest.mark.parametrize(
    ("language", "form", "text", "found"),
    [
        ("de", "formal", "Wir schicken dir deine Rechnung über 20 EUR.", ["dir", "deine"]),
        ("de", "informal", "Danke. Sie ist da, wie Sie wünschen, mit Ihrer Karte.", ["Sie", "Ihrer"]),
        ("nl", "formal", "Je pakket is onderweg.", ["Je"]),
        ("nl", "informal", "Uw pakket komt, u hoeft niets te doen.", ["Uw", "u"]),
        ("da", "informal", "De er sendt. Vi har fået Deres ordre.", ["Deres"]),
        ("da", "formal", "Din ordre er sendt.", ["Din"]),
        ("sv", "informal", "Vi skickar er faktura när ni vill.", ["er", "ni"]),
        ("sv", "formal", "Ditt paket är här.", ["Ditt"]),
    ],
)
def test_words_of_the_other_form_are_found(language: str, form: str, text: str, found: list[str]) -> None:
    assert slips(text, language, {language: form}) == found


def test_english_has_one_form() -> None:
    assert form_of("en", FORMS) is None and form_of("de", {}) is None


def test_a_draft_in_the_other_form_is_noted_for_the_reviewer() -> None:
    informal = OfflineDrafter(replace(load_company(), forms={"de": "informal"}), load_phrases())
    asked = request("Wo ist es?", "de")
    assert any("is not how the company addresses customers" in note for note in informal.draft(asked).notes)
    usual = OfflineDrafter(load_company(), load_phrases())
    assert not any("addresses" in note for note in usual.draft(asked).notes)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("forms_of_address: {de: polite}", "'de' is 'polite'"),
        ("forms_of_address: {en: formal}", "'en' has one form"),
    ],
)
def test_a_mistake_in_the_companys_choice_is_named(tmp_path: Path, line: str, told: str) -> None:
    text = (Path(load_company.__code__.co_filename).parent / "company.yaml").read_text("utf-8")
    kept = [part for part in text.splitlines() if not part.startswith("forms_of_address")]
    (tmp_path / "company.yaml").write_text("\n".join([*kept, line]), "utf-8")
    with pytest.raises(SampleError, match=told):
        load_company(tmp_path)
    (tmp_path / "company.yaml").write_text("\n".join([*kept, "forms_of_address: {da: formal}"]), "utf-8")
    assert load_company(tmp_path).forms == FORMS | {"da": "formal"}
