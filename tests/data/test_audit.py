"""The audit chain: every kind of tampering is found."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import audit

EVENTS = 12


def fill(db, number=EVENTS):
    for index in range(number):
        audit.record(
            db,
            actor="ann",
            kind="value.revealed",
            subject={"n": index, "ø": [1.5, None]},
            conversation_id=f"c{index}",
        )


def test_an_untouched_chain_is_whole(db):
    assert audit.verify(db) == audit.AuditReport(True, 0, None, "")
    fill(db)
    report = audit.verify(db)
    assert (report.ok, report.events, report.problem) == (True, EVENTS, None)
    assert report.head == audit.events(db, limit=1)[0].hash


def test_events_of_one_transaction_and_of_many_threads_stand_in_one_chain(db, at_once):
    def several(cursor):
        for index in range(3):
            audit.append(cursor, actor="system", kind="turn.failed", subject={"n": index})

    at_once(*[lambda: db.write(several)] * 6)
    assert audit.verify(db).events == 18
    assert [event.subject["n"] for event in audit.events(db, limit=3)] == [2, 1, 0]


def test_an_undone_transaction_leaves_no_event(db):
    def fails(cursor):
        audit.append(cursor, actor="system", kind="turn.failed", subject={})
        raise KeyError("no")

    with pytest.raises(KeyError):
        db.write(fails)
    assert audit.verify(db).events == 0


def test_a_kind_without_a_meaning_is_refused(db):
    with pytest.raises(ValueError, match="tea.made"):
        audit.record(db, actor="ann", kind="tea.made", subject={})


def test_events_can_be_exported_and_looked_up(db):
    fill(db, 5)
    exported = list(audit.export(db))
    assert [event["seq"] for event in exported] == [1, 2, 3, 4, 5]
    assert exported[3]["subject"] == {"n": 3, "ø": [1.5, None]}
    assert [event.seq for event in audit.events(db, conversation_id="c3")] == [4]
    audit.record(db, actor="bo", kind="turn.failed", subject={})
    assert [event.seq for event in audit.events(db, kinds=["turn.failed", "note.written"])] == [6]
    assert [
        event.seq for event in audit.events(db, actors=["bo", "ann"], kinds=["value.revealed"], limit=2)
    ] == [5, 4]
    assert audit.events(db, conversation_id="c3", actors=["bo"]) == []


def change(cursor, seq, column, value):
    cursor.run(f'UPDATE audit_event SET "{column}" = $2 WHERE seq = $1', seq, value)


def remove(cursor, seq):
    cursor.run("DELETE FROM audit_event WHERE seq = $1", seq)


def swap(cursor, one, two):
    for old, new in ((one, -1), (two, one), (-1, two)):
        cursor.run("UPDATE audit_event SET seq = $2 WHERE seq = $1", old, new)


def cut(cursor, left):
    cursor.run("DELETE FROM audit_event WHERE seq > $1", left)


SEQ = st.integers(1, EVENTS)
COLUMNS = st.sampled_from(["at", "actor", "kind", "conversation_id", "content_hash", "previous", "hash"])
TAMPERING = st.one_of(
    st.tuples(st.just(change), SEQ, COLUMNS, st.sampled_from(["x", "2026-11-20T09:00:00.000000+00:00"])),
    st.tuples(st.just(change), SEQ, st.just("subject"), st.sampled_from(["{}", '{"n": 99}'])),
    st.tuples(st.just(remove), SEQ),
    st.lists(SEQ, min_size=2, max_size=2, unique=True).map(lambda pair: (swap, *pair)),
    st.tuples(st.just(cut), st.integers(0, EVENTS - 1)),
)


class _Undo(Exception):
    pass


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tampering=TAMPERING)
def test_any_change_removal_swap_or_cut_is_found(db, tampering):
    if not audit.verify(db).events:
        fill(db)
    verb, *details = tampering
    reports = []

    def tamper_and_look(cursor):
        verb(cursor, *details)
        reports.append(audit.walk(cursor))
        raise _Undo

    with pytest.raises(_Undo):
        db.write(tamper_and_look)
    assert not reports[0].ok and reports[0].problem
    assert audit.verify(db).ok


def test_a_cut_with_the_head_set_back_is_found_by_an_older_head(db):
    fill(db)
    head = audit.verify(db).head
    before = audit.events(db, limit=3)[2]

    def cut_well(cursor):
        cut(cursor, before.seq)
        cursor.run("UPDATE audit_head SET seq = $1, hash = $2", before.seq, before.hash)

    db.write(cut_well)
    assert audit.verify(db).ok
    assert "cut" in audit.verify(db, expect_head=head).problem
    assert audit.verify(db, expect_head=before.hash).ok
