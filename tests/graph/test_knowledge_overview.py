"""What needs a look first, which translations lag behind, and where a reviewers' habit belongs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.records import Fare, KnowledgeKind
from graph.knowledge.item import Item, Words, new_item
from graph.knowledge.overview import _reasons, groups, missing
from graph.knowledge.proposals import change
from graph.learning import Habit

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def an_article(language: str, slug: str = "returns", days: int = 0) -> Item:
    changed = NOW - timedelta(days=days)
    return Item(
        "article", f"{language}/{slug}", slug, language, Words("t", "b"), 1, False, False, None, changed
    )


def a_template(body: str, slug: str = "late-en") -> Item:
    return Item("template", f"en/{slug}", slug, "en", Words("Late", body, {"intent": "x"}), 1, False, False)


def fare(part: str, unchanged: int, edited: int, heard: int = 0, badly: int = 0) -> Fare:
    return Fare("template", part, unchanged + edited, unchanged, edited, 0, 0, heard, badly, None, NOW)


def test_a_translation_older_than_its_source_and_one_that_is_missing_are_told() -> None:
    items = [an_article("en"), an_article("de", days=3), an_article("da"), an_article("en", "care")]
    assert groups(items)["returns"] == {
        "en/returns": "current",
        "de/returns": "older",
        "da/returns": "current",
    }
    assert missing(items) == {"returns": (), "care": ("da", "de")}


def test_what_is_changed_more_often_than_the_rest_needs_a_look() -> None:
    bad, good = a_template("a", "bad-en"), a_template("b", "good-en")
    fares = {bad.id: fare(bad.id, 2, 38), good.id: fare(good.id, 90, 10)}
    assert _reasons(bad, fares, 0, False) == ("changed_often",) and _reasons(good, fares, 0, False) == ()
    few = {bad.id: fare(bad.id, 0, 4), good.id: fare(good.id, 90, 10)}
    assert _reasons(bad, few, 0, False) == ()  # four drafts say nothing
    assert _reasons(bad, {}, 0, True) == ("translation_older", "never_used")
    assert _reasons(bad, {bad.id: fare(bad.id, 9, 0, heard=6, badly=4)}, 0, False) == ("taken_badly",)


def a_habit(kind: str, old: str, new: str, decisions: int = 4) -> Habit:
    return Habit("x", "en", kind, old, new, decisions, decisions, 2)  # type: ignore[arg-type]


def named(item: Item) -> tuple[KnowledgeKind, str]:
    return item.kind, item.id


def test_what_articles_were_asked_for_belongs_in_the_article() -> None:
    care = an_article("en", "care")
    found = change(a_habit("add", "", "Dry it flat."), {("article", "en/care"): 4}, [care])
    assert found is not None and found.words.body == "b\n\nDry it flat."


def test_a_sentence_that_is_added_again_and_again_belongs_in_the_template_most_drafts_used() -> None:
    used, other = a_template("We are sorry."), a_template("Hello.", "other-en")
    found = change(
        a_habit("add", "", "You need not do anything."), {named(used): 3, named(other): 1}, [used, other]
    )
    assert found is not None and (found.item.id, found.uses) == (used.id, 3)
    assert found.words.body == "We are sorry. You need not do anything."
    assert (
        change(a_habit("add", "", "We are sorry!"), {named(used): 4}, [used]) is None
    )  # it is there already
    assert (
        change(a_habit("add", "", "More."), {named(used): 1}, [used]) is None
    )  # too few of the drafts came from it


def test_a_sentence_to_reword_or_leave_out_must_stand_in_the_template() -> None:
    used = a_template("We are sorry. Kindly wait.\n\nBye.")
    found = change(a_habit("replace", "Kindly wait.", "Please wait."), {named(used): 4}, [used])
    assert found is not None and found.words.body == "We are sorry. Please wait.\n\nBye."
    gone = change(a_habit("remove", "Kindly wait.", ""), {named(used): 4}, [used])
    assert gone is not None and gone.words.body == "We are sorry.\n\nBye."
    assert change(a_habit("remove", "Not there.", ""), {named(used): 4}, [used]) is None


@pytest.mark.parametrize(
    ("old", "new", "body", "changed"),
    [
        ("ship", "send", "Your shipment: we ship it.", "Your shipment: we send it."),
        ("order", "purchase", "{{ order.number }}: your order is late.", "{{ order.number }}: your purchase is late."),
        ("order", "purchase", "[[Your {{order.number}}]] and the reorder.", None),
        ("mail", "letter", "[[mail: We mail you.]]", "[[mail: We letter you.]]"),
        ("care", "use", "[Tips](wool/care.md), https://x.example/care: take care.", "[Tips](wool/care.md), https://x.example/care: take use."),
        ("(a.b)", "\\1", "Is it (a.b)?", "Is it \\1?"),
    ],
)  # fmt: skip
def test_a_phrase_is_changed_where_it_stands_as_words(
    old: str, new: str, body: str, changed: str | None
) -> None:
    used = a_template(body)
    found = change(a_habit("replace", old, new), {named(used): 4}, [used])
    assert (found and found.words.body) == changed


def test_a_new_items_name_comes_from_its_title_and_is_never_taken() -> None:
    assert new_item("article", "de", "Größe & Pflege", []).id == "de/grösse-pflege"
    assert new_item("template", "de", "Late", ["de/late-de"]).id == "de/late-2-de"
    assert new_item("template", "de", "", [], group="late").group == "late"
