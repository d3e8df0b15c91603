"""Canaries: one error in one place, on record, that no check finds and that the screen gives away; and no way out."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from itertools import islice
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data import canaries, outbox
from data.errors import Stale
from data.ids import new_id
from data.records import Canary, GateFacts, NewOutbox, OutboxRow
from data.rows import insert
from graph.canaries import KINDS, MAKERS, Case, Fault, Planting, faults, make, still_there
from graph.canaries.planting import drawn
from graph.checks import run
from graph.drafters.citations import citations
from graph.gate import Opened, gate
from graph.rechecking import Rechecking
from tests.graph.planted.reading import LANGUAGES, drafts
from tests.graph.shop import Shop

CLEAN = [one for half in ("dev", "held") for one in drafts(half) if one.fault is None]  # type: ignore[arg-type]
ROUTINE = "Hello, thank you for your message. Your parcel is on its way.\n\nKind regards,\nNordlys Hjem"


def case(number: int) -> Case:
    one = CLEAN[number]
    return Case(one.text, one.request, tuple(asdict(source) for source in citations(one.request)))


def a_canary(found: Case, fault: Fault) -> Canary:
    return Canary(
        "c", "f", "d", "h", "v", "en", fault.kind, fault.place, fault.was, fault.planted, fault.truth,
        fault.put_in(found.draft), (), datetime.now(UTC),
    )  # fmt: skip


@given(st.integers(0, len(CLEAN) - 1), st.sampled_from(KINDS), st.integers(0, 999))
@settings(max_examples=300, deadline=None)
def test_a_canary_differs_from_its_draft_in_exactly_one_place_and_its_error_is_on_record(
    number: int, kind: str, seed: int
) -> None:
    found = case(number)
    for fault in islice(faults(found, kind, Random(seed)), 5):  # type: ignore[arg-type]
        text = fault.put_in(found.draft)
        behind = fault.place + len(fault.planted)
        assert text != found.draft and fault.planted != fault.was and fault.kind == kind
        assert text[: fault.place] == found.draft[: fault.place]
        assert text[fault.place : behind] == fault.planted
        assert text[behind:] == found.draft[fault.place + len(fault.was) :]
        assert still_there(a_canary(found, fault), text)
        assert not still_there(a_canary(found, fault), found.draft)


@given(st.integers(0, len(CLEAN) - 1), st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_no_check_finds_the_error_that_is_planted(number: int, seed: int) -> None:
    found = case(number)
    before = run(found.draft, found.request)
    assume(all(one.verdict != "block" for one in before))
    made = make(found, run, Random(seed))
    assert made is not None
    fault, results = made
    wrong = [(one.name, one.verdict, one.evidence) for one in results if one.verdict != "pass"]
    assert wrong == [(one.name, one.verdict, one.evidence) for one in before if one.verdict != "pass"]
    assert results == run(fault.put_in(found.draft), found.request)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_several_kinds_that_pass_the_checks(language: str) -> None:
    kinds = set()
    for number, one in enumerate(CLEAN):
        if one.language == language:
            kinds |= {made[0].kind for seed in range(8) if (made := make(case(number), run, Random(seed)))}
    assert {"name", "promise", "contradiction", "language"} <= kinds and kinds & {"date", "figure"}


def test_what_is_swapped_can_be_looked_up_on_the_screen() -> None:
    for number in range(len(CLEAN)):
        found = case(number)
        shown = "\n".join(str(source["text"]) for source in found.sources)
        for kind in ("figure", "date", "order", "contradiction"):
            for fault in faults(found, kind, Random(0)):  # type: ignore[arg-type]
                assert fault.truth.partition(": ")[2][:60] in shown or any(
                    line[:60] in shown for line in fault.truth.split(": ")
                )


def test_a_draft_that_a_check_forbids_is_not_copied() -> None:
    assert make(replace(case(0), draft=case(0).draft + " It costs 999.99 GBP."), run, Random(0)) is None


def test_an_error_in_other_words_is_still_there_until_it_is_gone() -> None:
    found = case(0)
    fault = next(iter(faults(found, "promise", Random(1))))
    canary = a_canary(found, fault)
    assert still_there(canary, canary.text.replace(fault.planted, fault.planted.replace(" and ", ", and ")))
    assert not still_there(canary, canary.text.replace(fault.planted, ""))
    swapped = next(iter(faults(found, "name", Random(1))))
    canary = a_canary(found, swapped)
    assert still_there(canary, "Oh: " + canary.text)
    assert not still_there(canary, canary.text.replace(swapped.planted, swapped.was))


@pytest.mark.parametrize(
    ("was", "planted", "still"),
    [
        ("Fjell wool blanket, 130 x 170 cm", "Fjell wool blanket, 150 x 200 cm", "Fjell wool blanket 150 × 200 cm"),
        ("Lumi table lamp in brushed brass", "Lumi table lamp in brushed steel", "Lumi table lamp, in brushed steel"),
    ],
)  # fmt: skip
def test_a_long_name_that_is_put_right_is_gone_and_one_written_otherwise_is_not(
    was: str, planted: str, still: str
) -> None:
    found = replace(case(0), draft=f"Hello, your {was} is on its way. We like the {was} too.")
    canary = a_canary(found, Fault("name", found.draft.index(was), was, planted))
    assert still_there(canary, canary.text) and not still_there(canary, found.draft)
    alone = found.draft.split(" We like")[0]
    assert still_there(canary, alone.replace(was, still)) and not still_there(canary, alone)


def test_one_draft_in_so_many_is_followed() -> None:
    ids = [f"draft-{number}" for number in range(4000)]
    assert 0.04 < sum(drawn(id, 0.05) for id in ids) / len(ids) < 0.06
    assert not any(drawn(id, 0.0) for id in ids) and all(drawn(id, 1.0) for id in ids)


def planting(shop: Shop, rate: float = 1.0) -> Planting:
    parts = shop.parts
    rechecking = Rechecking(parts.db, parts.vault, parts.gatherer, parts.check, parts.modules)
    return Planting(parts.db, rechecking, parts.check, rate, Random(3))


def a_past_and_a_new_draft(shop: Shop) -> None:
    """One was approved two days ago, one waits."""
    shop.writer.reply = ROUTINE
    _, draft = shop.drafted("Hello, where is my parcel?")
    shop.desk.approve(draft.id, shop.reviewer)
    shop.run()
    shop.deliver()
    ago = datetime.now(UTC) - timedelta(days=2)
    shop.db.write(lambda cursor: cursor.run("UPDATE decision SET decided_at = $1", ago))
    conversation = shop.open()
    shop.write(conversation, "Hello, when does my parcel come?")
    shop.run()


def test_a_draft_is_followed_by_one_canary_however_often_the_desk_is_looked_at(shop: Shop) -> None:
    a_past_and_a_new_draft(shop)
    planting(shop, 0.0).look()
    assert canaries.queue(shop.db, "somebody") == []
    for _ in range(2):
        planting(shop).look()
    (item,) = canaries.queue(shop.db, "somebody")
    made = canaries.find(shop.db, item.draft_id)
    assert made and made.text != ROUTINE and made.text.replace(made.planted, made.was) == ROUTINE
    blocks = [
        block for block in SequenceMatcher(None, ROUTINE, made.text).get_opcodes() if block[0] != "equal"
    ]
    assert blocks


def test_no_canary_gets_into_the_outbox_nor_past_the_gate(shop: Shop) -> None:
    a_past_and_a_new_draft(shop)
    planting(shop).look()
    (item,) = canaries.queue(shop.db, "somebody")
    made = canaries.find(shop.db, item.draft_id)
    assert made is not None
    forged = OutboxRow(
        new_id(), made.conversation_id, made.id, None, "reply", "ai_approved", None, "en", made.text, b"whatever", "AI",
        {"authorship": "ai_approved"}, item.last_seq, "queued", 0, None, made.planted_at, made.planted_at, None,
    )  # fmt: skip
    new = NewOutbox(**{name.name: getattr(forged, name.name) for name in fields(NewOutbox)})
    with pytest.raises(Stale):
        outbox.queue(shop.db, new, "system")
    shop.db.write(lambda cursor: insert(cursor, "outbox", forged))
    assert shop.deliver() == []
    (row,) = [row for row in outbox.of_conversation(shop.db, made.conversation_id) if row.id == forged.id]
    assert row.status == "refused" and row.refused == "the gate failed: SealError"
    facts = GateFacts("ai", item.last_seq, None, True, None, "done")
    assert gate(forged, facts, Opened(made.text, made.text), shop.parts.company) == "there is no decision"


def test_every_kind_has_a_maker() -> None:
    assert set(MAKERS) == set(KINDS)
