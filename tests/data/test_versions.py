"""Versions of articles and templates: appended, never changed; a person's stay in force over a file's; nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data import Database, audit, knowledge, versions
from data.errors import NotFound, Superseded
from data.ids import clock
from data.knowledge import Kept
from data.records import Article, Passage, Template, Unfinished, Version

TEMPLATE = Template("en/late-en", "late-en", "en", "delivery_delay", "late", None, "Late", "Sorry.")


def article(body: str, **more: object) -> Article:
    given = Article("en/care", "care", "en", "Care", ("warranty",), body, body, clock(), "en/care.md", body)
    return replace(given, **more)


def piece(text: str) -> Passage:
    return Passage("en/care#0", "en/care", 0, "en", "Care", text, (1.0,))


def written(
    number: int, body: str, kind: str = "template", item: str = "en/late-en", **more: object
) -> Version:
    details = versions.details_of(TEMPLATE) if kind == "template" else {"intents": ["warranty"]}
    given = Version(
        kind, item, number, "person", False, "Late", body, details, "sue", "clearer", number - 1, clock()
    )  # type: ignore[arg-type]
    return replace(given, **more)


def test_each_change_of_a_file_is_a_version_and_what_stays_is_none(db: Database) -> None:
    for body in ("Sorry.", "Sorry.", "We apologise."):
        knowledge.save_template(db, replace(TEMPLATE, body=body))
    found = versions.history(db, "template", TEMPLATE.id)
    assert [(one.number, one.body, one.origin) for one in found] == [
        (2, "We apologise.", "file"),
        (1, "Sorry.", "file"),
    ]
    assert knowledge.templates(db)[0].version == 2


def test_a_persons_template_stays_in_force_and_the_files_lies_beneath(db: Database) -> None:
    knowledge.save_template(db, TEMPLATE)
    knowledge.write_template(db, replace(TEMPLATE, body="Mine.", held=True), written(2, "Mine."))
    for _ in range(2):  # two starts
        knowledge.save_template(db, replace(TEMPLATE, body="Changed file."))
    (kept,) = knowledge.templates(db)
    assert (kept.body, kept.version, kept.held) == ("Mine.", 2, True)
    assert [one.body for one in versions.history(db, "template", TEMPLATE.id)] == [
        "Changed file.",
        "Mine.",
        "Sorry.",
    ]
    assert versions.beneath(db) == {("template", TEMPLATE.id): 3}


def test_of_two_who_save_at_once_the_second_is_told_and_nothing_is_written(db: Database) -> None:
    knowledge.save_template(db, TEMPLATE)
    knowledge.write_template(db, replace(TEMPLATE, body="Hers.", held=True), written(2, "Hers."))
    with pytest.raises(Superseded) as problem:
        knowledge.write_template(db, replace(TEMPLATE, body="His.", held=True), written(2, "His."))
    assert problem.value.newest == 2 and knowledge.templates(db)[0].body == "Hers."
    assert versions.get(db, "template", TEMPLATE.id, 2).body == "Hers."
    with pytest.raises(NotFound):
        versions.get(db, "template", TEMPLATE.id, 3)


def test_writing_is_audited_without_its_words(db: Database) -> None:
    knowledge.write_template(db, replace(TEMPLATE, body="Secret words."), written(1, "Secret words."))
    (event,) = audit.events(db)
    assert (event.kind, event.actor, event.subject["version"]) == ("knowledge.written", "sue", 1)
    assert event.content_hash and "Secret" not in str(event)


def test_an_archived_one_is_seen_by_no_draft(db: Database) -> None:
    knowledge.save_template(db, TEMPLATE)
    gone = replace(TEMPLATE, held=True, archived=True)
    knowledge.write_template(db, gone, written(2, "Sorry.", archived=True))
    assert knowledge.templates(db) == [] and knowledge.templates(db, archived=True)[0].archived
    knowledge.save_template(db, TEMPLATE)
    assert knowledge.templates(db) == []  # the next start doesn't bring it back


def test_an_article_is_found_by_its_new_words_at_once(db: Database) -> None:
    knowledge.save_article(db, article("Wash wool cold."), [piece("Wash wool cold.")])
    assert knowledge.bm25(db, "wool", "en")
    new = article("Silk only.", content_hash="new", held=True)
    knowledge.write_article(db, new, [piece("Silk only.")], written(2, "Silk only.", "article", "en/care"))
    assert knowledge.bm25(db, "silk", "en") and not knowledge.bm25(db, "wool", "en")


def test_a_look_at_the_folder_leaves_alone_what_was_saved_meanwhile(db: Database) -> None:
    knowledge.save_article(db, article("Old."), [piece("Old.")])
    (seen,) = knowledge.articles(db)
    mine = article("Mine.", held=True)
    knowledge.write_article(db, mine, [piece("Mine.")], written(2, "Mine.", "article", "en/care"))
    knowledge.save_articles(
        db, [Kept(article("File.", version=seen.version), [piece("File.")], article("File."))]
    )
    assert knowledge.articles(db)[0].body == "Mine." and len(versions.history(db, "article", "en/care")) == 2


def test_an_article_that_was_saved_while_its_file_went_stays(db: Database) -> None:
    knowledge.save_article(db, article("Old."), [piece("Old.")])
    silk = Passage("en/silk#0", "en/silk", 0, "en", "Silk", "Cold.", (1.0,))
    knowledge.save_article(db, article("Cold.", id="en/silk", slug="silk"), [silk])
    mine = article("Mine.", held=True)
    knowledge.write_article(db, mine, [piece("Mine.")], written(2, "Mine.", "article", "en/care"))
    assert knowledge.remove_articles(db, ["en/care", "en/silk"]) == ["en/silk"]
    assert [one.id for one in knowledge.articles(db)] == ["en/care"]
    assert [one.text for one in knowledge.passages(db)] == ["Mine."]


def test_a_template_that_left_its_file_goes_unless_somebody_has_written_it(db: Database) -> None:
    kept, gone, mine = (replace(TEMPLATE, id=f"en/{slug}", slug=slug) for slug in ("kept", "gone", "mine"))
    knowledge.save_templates(db, [kept, gone, mine], whole=True)
    knowledge.write_template(db, replace(mine, held=True), written(2, "Mine.", item="en/mine"))
    knowledge.save_templates(db, [kept], whole=True)
    assert [one.slug for one in knowledge.templates(db)] == ["kept", "mine"]
    knowledge.save_templates(db, [kept, gone], whole=True)  # it is back
    assert [one.slug for one in knowledge.templates(db)] == ["gone", "kept", "mine"]
    assert [one.number for one in versions.history(db, "template", "en/gone")] == [2, 1]


def test_what_is_typed_is_kept_until_it_is_saved_or_thrown_away(db: Database) -> None:
    def typed(body: str, who: str = "sue") -> Unfinished:
        return Unfinished("template", TEMPLATE.id, who, "Late", body, {"intent": "x"}, 0, clock())

    for edit in (typed("S"), typed("So"), typed("Other", "ann")):
        versions.keep(db, edit)
    found = versions.unfinished(db, "template", TEMPLATE.id, "sue")
    assert (
        found is not None and found.body == "So" and [one.body for one in versions.begun(db, "sue")] == ["So"]
    )
    knowledge.write_template(db, TEMPLATE, written(1, "So"))
    assert versions.unfinished(db, "template", TEMPLATE.id, "sue") is None
    versions.discard(db, "template", TEMPLATE.id, "ann")
    assert versions.begun(db, "ann") == []
