"""How a draft reads: placeholders in their places, the form of address, tone, pretence, language, length."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.records import Template
from graph.checks import run
from graph.checks.words import every, words
from graph.material import CheckResult, DraftRequest, Material, Origin
from tests.graph.drafting import LANGUAGES, request

SAID = "I am <PERSON_1>, <EMAIL_1>, <PHONE_1>, please send it to <ADDRESS_1>, not to <OTHER_1>."


def result(
    name: str, text: str, language: str = "en", emotion: str = "neutral", said: str = SAID
) -> CheckResult:
    return named(name, text, request(said, language, emotion=emotion))


def named(name: str, text: str, asked: DraftRequest) -> CheckResult:
    return next(found for found in run(text, asked) if found.name == name)


@pytest.mark.parametrize(
    "text",
    [
        "Hi <ADDRESS_1>,\n\nthank you.",
        "Guten Tag <EMAIL_1>,\n\ndanke.",
        "Hej <PHONE_1>!\n\nTack.",
        "Hello,\n\nthank you.\n\nKind regards,\n<PERSON_1>",
        "Hello,\n\nyour order <PERSON_1> is here.",
        "Hello,\n\nwe e-mail <PERSON_1>. We sent an e-mail to <ADDRESS_1>.",
        "Dear,\n\nthank you.",
        "Beste,\n\ndank u wel.",
    ],
)
def test_a_placeholder_in_the_wrong_place_or_missing_is_pointed_at(text: str) -> None:
    found = result("placeholders", text)
    assert (found.verdict, found.severity) == ("warn", "high") and found.spans


@pytest.mark.parametrize(
    "text",
    [
        "Hello <PERSON_1>,",
        "Hello,",
        "We write to <EMAIL_1>.",
        "It goes to <ADDRESS_1>.",
        "Guten Tag, <PERSON_1>!",
    ],
)
def test_a_placeholder_in_its_place_passes(text: str) -> None:
    assert result("placeholders", text).verdict == "pass"


@pytest.mark.parametrize(
    "text", ["Hello Peter,\n\nthank you.", "Sehr geehrte Frau Schmidt,\n\ndanke.", "Kære Mette\n\nTak."]
)
def test_a_name_nobody_gave_is_a_leak(text: str) -> None:
    assert result("leak", text).verdict == "block"


@pytest.mark.parametrize(
    "text",
    ["Hello there,", "Dear customer,", "Sehr geehrte Damen und Herren,", "Kære kunde", "Hi <PERSON_1>,"],
)
def test_greetings_without_a_name_leak_nothing(text: str) -> None:
    assert result("leak", text).verdict == "pass"


def test_the_reviewer_who_taught_an_example_does_not_sign() -> None:
    asked = replace(
        request(), material=Material(origins={"e": Origin("Mette Holm", frozenset({"mette", "holm"}))})
    )
    assert named("leak", "Hello,\n\nhere it is.\n\nKind regards,\nMette", asked).verdict == "block"
    assert named("leak", "Hello,\n\nhere it is.\n\nKind regards,\nNordlys Hjem", asked).verdict == "pass"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Guten Tag,\n\ndu bekommst dein Geld.", ["du", "dein"]),
        ("nl", "Goedendag,\n\nje krijgt jouw geld.", ["je", "jouw"]),
        ("da", "Hej\n\nNu får De Deres penge.", ["De", "Deres"]),
        ("sv", "Hej!\n\nNu får ni era pengar.", ["ni", "era"]),
    ],
)
def test_the_other_form_of_address_is_pointed_at(language: str, text: str, words: list[str]) -> None:
    found = result("form", text, language)
    assert (found.verdict, [text[start:end] for start, end in found.spans]) == ("warn", words)


def test_the_companys_texts_decide_the_form() -> None:
    template = Template(
        "de/t", "t", "de", "other", "any", None, "T", "Schick uns dein Paket, dann bekommst du dein Geld."
    )
    asked = replace(request(language="de"), material=Material(templates=(template,)))
    assert named("form", "Hallo,\n\ndu bekommst dein Geld.", asked).verdict == "pass"
    assert named("form", "Hallo,\n\nwir schreiben Ihnen.", asked).verdict == "warn"


@pytest.mark.parametrize(
    ("emotion", "text", "verdict"),
    [
        ("anger", "Hello,\n\nGreat news! We are sorry. It is here.", "warn"),
        ("anger", "Hello,\n\nWe are sorry. As we have already told you, it is here.", "warn"),
        ("sadness", "Hello,\n\nThank you for telling us. Nothing is charged.", "pass"),
        ("joy", "Hello,\n\nGreat news. It is here.", "pass"),
    ],
)
def test_the_tone_fits_the_emotion(emotion: str, text: str, verdict: str) -> None:
    assert result("tone", text, emotion=emotion).verdict == verdict


def test_the_missing_acknowledgement_is_marked_where_it_belongs() -> None:
    text = "Hello,\n\nThe parcel is with the carrier. It is late."
    found = result("tone", text, emotion="anger")
    assert [text[start:end] for start, end in found.spans] == ["The parcel is with the carrier."]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We have checked with the carrier."),
        ("de", "Wir haben beim Paketdienst nachgefragt und die Adresse geändert."),
        ("da", "Vi har ændret adressen."),
        ("nl", "Wij hebben het adres gewijzigd."),
        ("sv", "Vi har ändrat adressen."),
    ],
)
def test_what_nobody_has_done_yet_is_a_hint(language: str, text: str) -> None:
    assert result("acts", text, language).verdict == "warn"


def test_a_paragraph_in_another_language_is_pointed_at() -> None:
    dutch = "Het pakket is onderweg en komt volgens de vervoerder vandaag of morgen bij u aan, zodra het is gesorteerd."
    english = "Thank you for your message. The parcel has left our warehouse and the carrier has it now, as you can see."
    found = result("language", f"{english}\n\n{dutch}\n\n{english}")
    assert (found.verdict, len(found.spans)) == ("warn", 1)


def test_a_disclosure_is_marked_where_it_stands() -> None:
    text = "Hello. You are talking to an AI assistant of Nordlys Hjem."
    found = result("disclosure", text)
    assert found.verdict == "block" and found.spans


def test_severities_follow_the_verdicts() -> None:
    found = run("Hello Peter, it costs €7 and arrives tomorrow!!", request())
    assert {one.severity for one in found if one.verdict == "block"} == {"high"}
    assert {one.severity for one in found if one.verdict == "pass"} == {"low"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_list_and_the_same_promises(language: str) -> None:
    assert set(words(language).promises) == set(words("en").promises)
    assert len(list(every())) == len(LANGUAGES)
