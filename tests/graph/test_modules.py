"""Use cases: every intent has one, mistakes in a file are named, and special cases go by the customer's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.sample import SampleError, load_templates
from graph.material import Material
from graph.modules import Modules, Wording
from graph.modules.needs import missing
from language import INTENTS, LANGUAGES

GOOD = "title: Praise\ngather: [article]\n"


def written(folder: Path, text: str, name: str = "compliment") -> Path:
    place = folder / "modules"
    place.mkdir(exist_ok=True)
    (place / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_every_intent_has_a_module_and_every_preferred_template_exists_in_five_languages() -> None:
    slugs = {(template.slug, template.intent) for template in load_templates()}
    for module in Modules.load().all():
        assert module.intent in INTENTS and module.title and module.tone and module.gather
        wanted = {
            (f"{slug}-{language}", module.intent) for slug in module.templates for language in LANGUAGES
        }
        assert wanted <= slugs, module.intent


def test_titles_are_those_of_the_files(tmp_path: Path) -> None:
    titles = Modules.load(written(tmp_path, GOOD)).titles()
    assert tuple(titles) == INTENTS and titles["compliment"] == "Praise"


def test_every_template_of_an_intent_is_named_by_its_module() -> None:
    modules = Modules.load()
    for template in load_templates():
        assert template.slug.removesuffix(f"-{template.language}") in modules.for_(template.intent).templates


@pytest.mark.parametrize(
    ("language", "text", "case"),
    [
        ("en", "A collection agency wrote to me", "collections"),
        ("de", "Heute kam ein Inkassobrief", "collections"),
        ("sv", "så att det inte går vidare till inkasso", "collections"),
        ("da", "Jeg har modtaget en rykker", "reminder"),
        ("nl", "ik kreeg een betalingsherinnering", "reminder"),
        ("en", "I can't pay it all at once", "hardship"),
        ("en", "Where is my invoice?", None),
        ("nl", "Heute kam ein Inkassobrief", None),
    ],
)
def test_the_customers_words_bring_up_a_special_case(language: str, text: str, case: str | None) -> None:
    module = Modules.load().for_("invoice_payment", text, language)
    assert module.case == case and module.intent == "invoice_payment"
    assert (module.approval == "supervisor") == (case in ("collections", "hardship"))
    assert set(module.tone) >= set(Modules.load().for_("invoice_payment").tone)


def test_an_unknown_intent_is_treated_as_other() -> None:
    assert Modules.load().for_("astrology").intent == "other"


def test_a_company_replaces_a_single_module_whole(tmp_path: Path) -> None:
    modules = Modules.load(written(tmp_path, GOOD + "approval: two_people\n"))
    mine = modules.for_("compliment")
    assert (mine.approval, mine.gather, mine.tone) == ("two_people", ("article",), ())
    assert modules.for_("warranty") == Modules.load().for_("warranty")


def test_rules_that_supervisors_put_in_force_come_last_and_once_in_their_language() -> None:
    rule = Wording("replace", "item", "product")
    added = {
        ("warranty", "en"): [rule, rule],
        ("warranty", "de"): [Wording("add", "", "Bitte nicht einsenden.")],
    }
    modules = Modules.load(additions=lambda intent, language: added.get((intent, language), ()))
    plain = Modules.load()
    module = modules.for_("warranty", language="en")
    assert module.tone == (*plain.for_("warranty").tone, "Write “product” instead of “item”.")
    assert module.wording == (rule,)
    assert modules.for_("warranty", language="de").tone[-1] == "Say “Bitte nicht einsenden.”."
    assert modules.for_("warranty", language="sv") == plain.for_("warranty", language="sv")
    assert Wording("remove", "Hi!", "").tone == "Leave out “Hi!”."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("gather: [article]\n", "'title' is missing"),
        (GOOD + "gathers: [order]\n", "key 'gathers' isn't known"),
        (GOOD + "required: [horoscope]\n", r"'required' holds \['horoscope'\]"),
        (GOOD + "required: [order]\n", r"'required' holds \['order'\], which 'gather' doesn't"),
        (GOOD + "may_promise: everything\n", "'may_promise' is 'everything'"),
        (GOOD + "approval: nobody\n", "'approval' is 'nobody'; use one of reviewer, supervisor, two_people"),
        (GOOD + "never_auto: [sometimes]\n", r"'never_auto' holds \['sometimes'\]"),
        (GOOD + "cases:\n  - {name: x, words: {}}\n", "'words' is empty"),
        (GOOD + "cases:\n  - {name: x, words: {xx: [a]}}\n", "key 'xx' isn't known"),
        (GOOD + "cases:\n  - {name: x, words: {en: [' ']}}\n", r"'en' is \[' '\]"),
        (GOOD + "cases:\n  - {words: {en: [a]}}\n", "'name' is missing"),
        ("- a\n", "write a mapping"),
        ("title: [", "isn't valid YAML"),
    ],
)
def test_a_mistake_is_told_with_file_key_and_value(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SampleError, match=told) as error:
        Modules.load(written(tmp_path, text))
    assert "compliment.yaml" in str(error.value)


def test_a_file_that_names_no_intent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SampleError, match="'praise' is no intent"):
        Modules.load(written(tmp_path, GOOD, "praise"))


def test_a_required_source_without_an_answer_is_named_with_its_reason() -> None:
    collections = Modules.load().for_("invoice_payment", "debt collector", "en")
    (told,) = missing(collections, Material(unanswered={"invoice": "No source is connected."}))
    assert told == "“Invoice and payment” (collections) needs the invoice. No source is connected."
    assert missing(collections, Material())[0].endswith("It isn't there.")
    assert not missing(collections, Material(answered=frozenset({"invoice"})))
    assert not missing(Modules.load().for_("compliment"), Material())
