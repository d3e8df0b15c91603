"""Beside a draft: where each sentence comes from, even while it is edited; its use case; what it took."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from console.views import provenance
from data.records import Draft
from graph.modules import Module

ORDER = {"kind": "order", "id": "NL-1", "title": "NL-1", "text": "promised 12 May <PERSON_1>", "score": 1.0}
SENTENCES = (
    {"text": "Hello <PERSON_1>,\n\n", "source": None, "kind": "phrase"},
    {"text": "NL-1 arrives on 12 May. ", "source": "NL-1", "kind": "order"},
    {"text": "It will be fine. ", "source": None, "kind": "ai"},
    {"text": "It will be fine.\n\n", "source": "gone", "kind": "article"},
    {"text": "Kind regards", "source": None, "kind": "phrase"},
)
TEXT = "".join(str(sentence["text"]) for sentence in SENTENCES)
DRAFT = Draft(
    id="d", turn_id="t", conversation_id="c", version=1, text=TEXT, text_hash="h", language="en", last_seq=1,
    drafter="offline", model="composer", prompt_version="1", sources=(ORDER,), notes=(), checks=(), examples=(),
    guidance=None, seconds=0.1, interrupt_id=None, created_at=datetime(2026, 11, 21, tzinfo=UTC), sentences=SENTENCES,
)  # fmt: skip


def test_each_sentence_of_the_draft_has_its_origin_and_joined_they_are_the_text() -> None:
    shown = provenance.marks(DRAFT, TEXT)
    assert "".join(mark.text for mark in shown) == TEXT
    assert [mark.kind for mark in shown] == ["phrase", "order", "ai", "article", "phrase"]
    assert (shown[1].title, shown[1].passage) == ("NL-1", "promised 12 May <PERSON_1>")
    assert shown[2].title.startswith("The model's own words") and shown[3].passage == ""


def test_what_a_reviewer_wrote_is_by_hand_and_the_rest_keeps_its_origin() -> None:
    edited = TEXT.replace("It will be fine. It", "We have called the carrier. It")
    shown = provenance.marks(DRAFT, edited)
    assert [mark.kind for mark in shown] == ["phrase", "order", "person", "ai", "phrase"]
    assert "".join(mark.text for mark in shown) == edited
    assert provenance.marks(DRAFT, "Quite another reply.")[0].kind == "person"
    assert provenance.marks(DRAFT, "") == []


def test_an_older_draft_that_does_not_tell_says_so() -> None:
    old = replace(DRAFT, sentences=())
    assert provenance.marks(old, TEXT) == []
    assert "where its sentences come from" in provenance.marks_html([])


def test_a_models_source_is_what_the_model_names() -> None:
    shown = provenance.marks(replace(DRAFT, drafter="openai"), TEXT)
    assert shown[1].title == "NL-1 – worded by the model, which names this source"


def test_nothing_of_a_text_or_a_source_becomes_markup() -> None:
    hostile = "<b>bold</b> & <script>alert(1)</script>"
    source = {**ORDER, "title": hostile, "text": hostile}
    sentences = ({"text": hostile, "source": "NL-1", "kind": "order"},)
    html = provenance.marks_html(
        provenance.marks(replace(DRAFT, sentences=sentences, sources=(source,)), hostile)
    )
    assert "<script" not in html and "<b>bold" not in html and "&lt;script&gt;" in html


def test_placeholders_are_chips_and_paragraphs_stay() -> None:
    html = provenance.marks_html(provenance.marks(DRAFT, TEXT))
    assert html.count("<p>") == 3 and "Person 1</span>" in html and html.count('tabindex="0"') == 5


def test_a_long_passage_is_cut() -> None:
    long = {**ORDER, "text": "word " * 1_000}
    (shown,) = provenance.marks(
        replace(DRAFT, sources=(long,), sentences=({"text": "Hi.", "source": "NL-1", "kind": "record"},)),
        "Hi.",
    )
    assert len(shown.passage) < provenance.LONGEST + 5 and shown.passage.endswith(" …")


@pytest.mark.parametrize(
    ("took", "line"),
    [
        ({}, ""),
        ({"calls": 0, "input_tokens": 0}, ""),
        ({"calls": 1, "input_tokens": 1500, "output_tokens": 230, "seconds": 1.84, "cost": 0.0}, "1,730 tokens · 1.8 s · 1 call"),
        ({"calls": 2, "input_tokens": 15, "output_tokens": 5, "seconds": 0.2, "cost": 0.00213}, "20 tokens · 0.2 s · 2 calls · 0.0021 DKK"),
        ({"calls": 2, "input_tokens": 15, "output_tokens": 5, "seconds": 0.2, "cost": 1.5}, "20 tokens · 0.2 s · 2 calls · 1.50 DKK"),
    ],
)  # fmt: skip
def test_what_a_draft_took_is_one_line(took: dict[str, float], line: str) -> None:
    assert provenance.usage(took, "DKK") == line


def test_the_use_case_and_who_lets_it_out_are_told() -> None:
    module = Module("invoice_payment", "Invoice and payment", approval="supervisor", case="collections")
    assert provenance.rules(module) == "Use case: Invoice and payment (collections). Let out by a supervisor."
    assert provenance.held(module, "reviewer") and not provenance.held(module, "supervisor")
    assert not provenance.held(replace(module, approval="reviewer"), "reviewer")
    assert provenance.held(replace(module, approval="two_people"), "reviewer")
