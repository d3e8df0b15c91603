"""A German reader finds German where the rooms below speak: evidence of checks, notes of the drafter, waits, the audit."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import asdict

import pytest

from console import texts
from console.spoken import spoken
from console.texts import FIRST, say_in
from data import accounts, drafts, turns
from data.records import Draft
from data.said import Said, together
from data.sample import load_company, load_phrases
from data.takeovers import queue
from graph.checks import run
from graph.drafters import OfflineDrafter
from graph.material import DraftRequest, Material
from graph.modules import Modules
from graph.modules.needs import missing
from language import Understanding
from tests.console.pages import Open, shown
from tests.console.room import Room

WRONG = (
    "Dear <PERSON_9>, I personally looked and your refund of 120 EUR arrives on Monday 12 May. "
    "Calm down!! Write to eve@example.net."
)


@pytest.fixture
def german(room: Room) -> Iterator[None]:
    for person in room.people.values():
        accounts.set_language(room.db, person.id, "de")
    yield
    texts.chosen_by(lambda: FIRST)


def asked() -> DraftRequest:
    read = Understanding("en", -0.5, "anger", "order_status", "normal", False, False, False, ())
    return DraftRequest(
        turn_id="t", conversation_id="c", text="Where is my lamp?", history=(), understanding=read, material=Material(),
        module=Modules.load().for_("order_status"),
    )  # fmt: skip


def drafted(room: Room) -> Draft:
    """A draft whose checks and notes are those of the product, as the database gives it back."""
    request = asked()
    room.write(room.open())
    turn = room.taken(emotion="anger", intent="order_status")
    made = drafts.add(
        room.db, turn_id=turn.id, version=1, text=WRONG, language="en", drafter="offline", model="offline",
        prompt_version="1", checks=[asdict(one) for one in run(WRONG, request)],
        notes=OfflineDrafter(load_company(), load_phrases()).draft(request).notes,
    )  # fmt: skip
    return drafts.get(room.db, made.id)


def test_a_draft_with_failed_checks_is_explained_in_german(room: Room, page: Open, german: None) -> None:
    draft = drafted(room)
    text = html.unescape(shown(page(draft=draft.id))).replace("\n", " ")
    assert {check["verdict"] for check in draft.checks} == {"block", "warn", "pass"} and draft.notes
    texts.chosen_by(lambda: "de")
    for said in (*(check["evidence"] for check in draft.checks), *draft.notes):
        assert isinstance(said, Said) and said not in text, said
        assert without_chips(spoken(said)) in text, spoken(said)


def without_chips(said: str) -> str:
    """Up to the first placeholder, which stands on the page as a chip."""
    return said.partition("<")[0]


def test_why_a_person_is_wanted_is_said_in_german(room: Room, page: Open, german: None) -> None:
    collections = Modules.load().for_("invoice_payment", "I got a letter from a debt collection agency.")
    room.write(room.open())
    turn = room.taken(intent="invoice_payment")
    turns.to_human(room.db, turn.id, "no_sources", together(missing(collections, Material()), 500))
    assert (
        queue(room.db)[0].detail == "“Invoice and payment” (collections) needs the invoice. It isn't there."
    )
    text = html.unescape(shown(page("waiting")))
    assert "„Rechnung und Zahlung“ (Inkasso) braucht die Rechnung. Das liegt nicht vor." in text
    assert "needs" not in text


def test_the_audit_names_events_in_german(room: Room, page: Open, german: None) -> None:
    room.drafted()
    table = page("audit", role="supervisor").dataframe[0].value
    assert "Entwurf geschrieben" in set(table["Ereignis"]) and "draft.written" not in set(table["Ereignis"])


def test_the_label_of_the_words_before_a_rule_means_those() -> None:
    assert say_in("de", "proposal.old").startswith("Anstelle von")
