"""A model's sentences: tied to the sources it was offered, in the customer's language, form and tone."""

from __future__ import annotations

import json

import pytest

from data.said import Said
from graph.drafters import Drafted, OpenAIDrafter
from graph.drafters.answer import Answer, read
from graph.drafters.prompt import House, Prompt, build
from graph.drafters.sentences import finished, join
from graph.drafters.tying import tied
from graph.material import DraftRequest, Material, Record, Scored
from graph.modules import Modules
from language import EMOTIONS
from tests.graph.drafting import LANGUAGES, a_passage, an_order, request
from tests.graph.openai_server import completion, serving

HOUSE = House("Nordlys Hjem", "Nordlys Assistant", {"de": "formal", "nl": "formal", "da": "informal"})
ORDER = an_order("in_transit")
ASKED = request("Where is it?", order=ORDER, passages=(Scored(a_passage("Follow it on the map."), 0.8),))


def answered(*sentences: object, asked: DraftRequest = ASKED) -> Drafted:
    said = json.dumps({"sentences": sentences, "notes": [], "needs_person": False})
    with serving(lambda _: completion(said)) as server:
        return OpenAIDrafter(server.url, None, "m", retries=0).draft(asked)


def pieces(drafted: Drafted) -> list[tuple[str, str, str | None]]:
    return [(sentence.text, sentence.kind, sentence.source) for sentence in drafted.sentences]


def test_each_sentence_names_its_source_and_an_unknown_one_is_the_models_own() -> None:
    drafted = answered(
        {"text": "Hello,\n\n", "source": None},
        {"text": f"{ORDER.number} is on its way.", "source": "s1"},
        {"text": "Follow it on the map.", "source": "s2"},
        {"text": "It will be sunny.\n\n", "source": "s77"},
        {"text": "Kind regards", "source": "the sky"},
    )
    assert pieces(drafted) == [
        ("Hello,\n\n", "ai", None),
        (f"{ORDER.number} is on its way. ", "order", ORDER.number),
        ("Follow it on the map. ", "article", "en/guide#0"),
        ("It will be sunny.\n\n", "ai", None),
        ("Kind regards", "ai", None),
    ]
    assert "".join(sentence.text for sentence in drafted.sentences) == drafted.text
    assert [source.kind for source in drafted.sources] == ["order", "article"]


@pytest.mark.parametrize("source", [1, "S1", "[s1]", ["s1", "s2"], " s1 "])
def test_an_id_is_read_as_models_write_it(source: object) -> None:
    (sentence,) = answered({"text": "On its way.", "source": source}).sentences
    assert (sentence.kind, sentence.source) == ("order", ORDER.number)


@pytest.mark.parametrize("source", [None, True, {}, [], 1.5, "0"])
def test_what_is_no_id_is_no_source(source: object) -> None:
    (sentence,) = answered({"text": "On its way.", "source": source}).sentences
    assert (sentence.kind, sentence.source) == ("ai", None)


def test_sentences_without_sources_or_in_one_text_are_the_models_own() -> None:
    assert pieces(answered("Hello.", {"text": "Bye."})) == [("Hello. ", "ai", None), ("Bye.", "ai", None)]
    with serving(lambda _: completion('{"reply": "Hello. It comes.\\n\\nBye"}')) as server:
        drafted = OpenAIDrafter(server.url, None, "m", retries=0).draft(ASKED)
    assert drafted.text == "Hello. It comes.\n\nBye" and len(drafted.sentences) == 3
    assert {sentence.kind for sentence in drafted.sentences} == {"ai"}


@pytest.mark.parametrize(
    ("texts", "text"),
    [
        (["Hello,", "it comes."], "Hello, it comes."),
        (["Hello,\n", "it comes."], "Hello,\nit comes."),
        (["Hello,", "\n\nit comes.", "  "], "Hello,\n\nit comes."),
        (["Hello,\n", "\n", "\nit comes.\n\n"], "Hello,\n\nit comes."),
        (["", "It comes."], "It comes."),
    ],
)
def test_the_white_space_between_sentences_is_the_models_or_a_blank(texts: list[str], text: str) -> None:
    answer = Answer.model_validate({"sentences": texts})
    sentences = tied(answer.sentences, {})
    assert join(sentences) == text and "".join(s.text for s in finished(sentences)) == text


def test_connected_data_can_be_cited() -> None:
    material = Material(records=(Record("r1", "warehouse", (("shelf", "A 7"),)),))
    asked = DraftRequest("t", "c", "Where?", (), ASKED.understanding, material)
    drafted = answered({"text": "It lies on shelf A 7.", "source": "s1"}, asked=asked)
    assert pieces(drafted) == [("It lies on shelf A 7.", "record", "r1")]
    assert drafted.sources[0].kind == "record" and "shelf: A 7" in drafted.sources[0].text


def prompt(
    language: str = "en", emotion: str = "neutral", intent: str = "order_status", text: str = "?"
) -> Prompt:
    module = Modules.load().for_(intent, text, language)
    return build(request(text, language, intent, emotion, ORDER, module=module), HOUSE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prompt_asks_for_the_customers_language_whatever_the_sources(language: str) -> None:
    names = {"en": "English", "de": "German", "da": "Danish", "nl": "Dutch", "sv": "Swedish"}
    assert f"Write in {names[language]}, whatever language the sources are in." in prompt(language).system


def test_the_prompt_asks_for_the_companys_form_of_address() -> None:
    assert 'as "Sie", never as "du"' in prompt("de").system and 'as "u", never' in prompt("nl").system
    assert 'as "du", never as "De"' in prompt("da").system
    assert "Be polite in the way that is usual there." in prompt("sv").system  # nothing was chosen


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_each_emotion_has_its_way_to_begin(emotion: str) -> None:
    said = prompt(emotion=emotion).system
    upset = emotion in ("anger", "disappointment")
    assert ("then apologise once" in said) == upset
    assert "Acknowledge, apologise where something went wrong, act: in this order" in said


def test_the_prompt_holds_the_use_cases_rules_and_what_may_be_promised() -> None:
    collections = prompt("en", "anger", "invoice_payment", "a bailiff wrote to me").system
    assert "What this is about: Invoice and payment (collections)" in collections
    assert "- Give no legal advice and no opinion on who is right." in collections
    assert (
        "You may promise only these, and only where a source promises it: refund, compensation."
        in collections
    )
    assert "- You may promise nothing." in prompt(intent="compliment").system
    bare = build(request("?"), HOUSE).system
    assert "Promise only what a source promises" in bare and "{rules}" not in bare


def test_a_models_slip_into_the_other_form_is_noted() -> None:
    said = json.dumps({"sentences": [{"text": "Dein Paket ist unterwegs.", "source": None}]})
    with serving(lambda _: completion(said)) as server:
        drafted = OpenAIDrafter(server.url, None, "m", retries=0, forms={"de": "formal"}).draft(
            request("?", "de")
        )
    assert "“Dein” is not how the company addresses customers in de." in drafted.notes


def test_a_model_that_refuses_leaves_the_answer_to_a_person() -> None:
    with serving(lambda _: completion(None, refusal="I can't")) as server:
        drafted = OpenAIDrafter(server.url, None, "m", retries=0).draft(ASKED)
    assert drafted.text is None and drafted.sentences == () and len(server.asked) == 1
    assert "remark.refused" in [note.code for note in drafted.notes if isinstance(note, Said)]


def test_the_form_that_is_asked_for_is_the_one_that_is_read() -> None:
    with serving(lambda _: completion('{"sentences": []}')) as server:
        OpenAIDrafter(server.url, None, "m", retries=0).draft(ASKED)
    schema = server.asked[0]["response_format"]["json_schema"]
    assert schema["strict"] and set(schema["schema"]["required"]) == set(Answer.model_fields)
    made = {"sentences": [{"text": "Hi", "source": "s1"}], "notes": ["n"], "needs_person": False}
    assert set(made) == set(schema["schema"]["properties"]) and read(json.dumps(made)).model_dump() == made
