"""Everything that checks, drafters, refusals and the audit can say to staff has words in every language."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

import data
import data.staffing
import graph
from console import texts
from console.spoken import spoken, told
from console.texts import FIRST, languages, own
from console.views import decide, marking
from data import audit, errors
from data.errors import DataError, NotFound, Stale
from data.rows import dump_json
from data.said import Said, in_languages, loaded, message, named
from data.sample.model import CONDITIONS, EMOTIONS, INTENTS, LANGUAGES, STATUSES
from data.staffing import DAYS
from graph.checks import CHECKS
from graph.checks.agreed import ARRIVAL
from graph.checks.words import every
from graph.desk import PersonalData
from graph.knowledge.writing import UnfitKnowledge
from graph.learning.fitness import UnfitRule
from graph.material import CheckResult
from graph.modules.module import PROMISES

SOURCES = [path for room in (data, graph) for path in Path(room.__path__[0]).rglob("*.py")]
THINGS = {*PROMISES, ARRIVAL, *(thing for words in every() for thing in words.promises)}
NAMES = {  # what `named` is asked for, and all that it can be asked for
    "check": [*(check.__name__ for check in CHECKS), "commitment", "supervisor", "two_people"],
    "condition": CONDITIONS,
    "intent": INTENTS,
    "language": LANGUAGES,
    "order_status": STATUSES,
    "policy_value": ("bound", "fewest", "sample", "daily"),
    "role": ("reviewer", "supervisor", "admin"),
    "shown": EMOTIONS,
    "thing": THINGS,
    "weekday": DAYS,
}


@pytest.fixture
def german() -> Iterator[None]:
    texts.chosen_by(lambda: "de")
    yield
    texts.chosen_by(lambda: FIRST)


def calls(name: str) -> Iterator[tuple[ast.Module, ast.Call]]:
    """Where a function is called by its name."""
    for path in SOURCES:
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield tree, node


def said_in_code() -> Iterator[tuple[str, str]]:
    """Each code with its English, which is written there or in the constant that was assigned last before."""
    for tree, call in calls("Said"):
        code, english = call.args[:2]
        if not isinstance(code, ast.Constant):
            continue
        if isinstance(english, ast.Name):
            there = [
                (node.lineno, node.value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == english.id
                if node.lineno <= call.lineno
            ]
            english = max(there, key=lambda one: one[0])[1]
        yield str(code.value), ast.literal_eval(english)


def lacking(keys: set[str]) -> list[tuple[str, str]]:
    return sorted((code, key) for code in languages() for key in keys - own(code).keys())


def test_every_sentence_of_the_code_has_words_in_every_language() -> None:
    assert len(dict(said_in_code())) > 150
    assert lacking(set(dict(said_in_code()))) == []


def test_english_is_what_the_code_says() -> None:
    assert {code: english for code, english in said_in_code() if own(FIRST).get(code) != english} == {}


def test_every_name_that_is_filled_in_has_words_in_every_language() -> None:
    asked = {
        ast.literal_eval(call.args[0])
        for _, call in calls("named")
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    assert asked == NAMES.keys()
    assert lacking({f"{section}.{name}" for section, names in NAMES.items() for name in names}) == []


def refusals() -> set[type[BaseException]]:
    """Every error that a room below may refuse with, as the console catches them, and all kinds of `DataError`."""
    known = {one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, DataError)}
    open_ones = [*known, *decide.REFUSALS, *marking.REFUSALS, PersonalData, UnfitKnowledge, UnfitRule]
    found = set[type[BaseException]]()
    while open_ones:
        one = open_ones.pop()
        found.add(one)
        open_ones += one.__subclasses__()
    return {one for one in found if one.__module__.split(".")[0] != "tests"} - {DataError}


def test_every_refusal_has_words_in_every_language() -> None:
    assert lacking({f"refusal.{one.__name__}" for one in refusals()}) == []


def test_every_kind_of_audit_event_has_words_in_every_language() -> None:
    assert lacking({f"event.{kind}" for kind in audit.KINDS}) == []


def test_every_fact_of_an_audit_event_has_words_in_every_language() -> None:
    facts = set(told_facts())
    assert {"draft", "takeover", "reason"} <= facts and lacking({f"fact.{fact}" for fact in facts}) == []


def told_facts() -> Iterator[str]:
    """The names of the facts in all `subject = {...}` and `subject={...}`."""
    for node in (node for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8")))):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            given = isinstance(target, ast.Name) and target.id == "subject"
        else:
            given = isinstance(node, ast.keyword) and node.arg == "subject"
        for each in ast.walk(node) if given else ():
            if isinstance(each, ast.Dict):
                yield from (str(key.value) for key in each.keys if isinstance(key, ast.Constant))


def test_a_sentence_says_what_was_filled_in_in_the_readers_language(german: None) -> None:
    why = Said(
        "evidence.promises.unsourced", "No source promises this ({kinds})", kinds=(named("thing", "refund"),)
    )
    said = Said("evidence.promises.loose", "{why}: {words}.", why=(why,), words="“money back”")
    assert said == "No source promises this (refund): “money back”."
    assert spoken(said) == "Keine Quelle sagt das zu (Erstattung): „money back“."


def test_a_sentence_survives_the_database(german: None) -> None:
    said = Said(
        "evidence.agreed.kept",
        "Nothing in the draft contradicts what {person} agreed on {day}.",
        person="Mette Kjær",
        day=date(2026, 5, 12),
    )
    check = json.loads(dump_json([asdict(CheckResult("agreed", "pass", said))]), object_hook=loaded)[0]
    assert check["evidence"] == said
    assert spoken(check["evidence"]) == (
        "Nichts im Entwurf widerspricht dem, was Mette Kjær am 12. Mai 2026 vereinbart hat."
    )


def test_what_older_rows_say_is_shown_as_it_is(german: None) -> None:
    assert spoken("No source holds this.") == "No source holds this."
    assert spoken(Said.again("evidence.long_gone", "It was so.", {})) == "It was so."
    assert (
        spoken(Said.again("evidence.loose", "No source holds it.", {"other": "it"})) == "No source holds it."
    )


def test_a_use_case_has_the_name_of_the_readers_language(german: None) -> None:
    title = in_languages("Order status", {"de": "Bestellstatus"})
    assert (title, spoken(title)) == ("Order status", "Bestellstatus")
    assert spoken(in_languages("Order status", {"da": "Ordrestatus"})) == "Order status"


def test_a_refusal_says_its_own_words_or_what_its_class_means(german: None) -> None:
    assert told(errors.Unmergeable(Said("refusal.one_already", "these conversations are one already"))) == (
        "Diese Gespräche sind schon eines"
    )
    assert "0193" not in told(NotFound("draft", "0193")) and told(NotFound("draft", "0193")).startswith(
        "Das gibt"
    )
    assert told(Stale("draft '0193' is stale")).startswith("Inzwischen hat sich etwas geändert")
    assert told(DataError("odd")) == "odd" == message(DataError("odd"))
