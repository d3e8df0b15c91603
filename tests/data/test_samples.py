"""Each conversation counts once between groups, however many requests it has."""

from __future__ import annotations

from datetime import timedelta
from math import log

import pytest

from data.records.figures import Period
from data.samples import samples
from graph.figures.fairness import compare
from tests.data.conftest import MORNING
from tests.data.test_tally import put

DAYS = Period(MORNING.date() - timedelta(days=7), MORNING.date() + timedelta(days=7))
AT = {"created_at": MORNING}


def talk(cursor, id, channel, wait, *, requests=1, kind="approve", taken=0, mood=0.5):
    """A conversation whose replies all took so many seconds."""
    of = {"conversation_id": id}
    put(
        cursor, "conversation", id=id, customer_id="c", channel=channel, language="en", state="ai", last_seq=0,
        last_inbound_seq=0, version=1, updated_at=MORNING, **AT,
    )  # fmt: skip
    for seq in range(1, requests + 1):
        it = f"{id}.{seq}"
        put(
            cursor,
            "message",
            id=it,
            seq=seq,
            direction="inbound",
            kind="customer",
            content_hash="",
            **AT,
            **of,
        )
        put(
            cursor, "turn", id=it, customer_id="c", first_seq=seq, last_seq=seq, status="done", ready_at=MORNING, attempts=1,
            language="en", intent="delivery", sentiment=mood, version=1, **AT, **of,
        )  # fmt: skip
        put(
            cursor, "decision", id=it, draft_id=it, turn_id=it, kind=kind, reviewer_id="r", text="x" * 99, draft_version=1,
            last_seq=seq, reasons="[]", starred=False, decided_at=MORNING, **of,
        )  # fmt: skip
        put(
            cursor, "outbox", id=it, decision_id=it, kind="reply", authorship="ai_approved", language="en", redacted="",
            disclosure="", label="{}", last_seq=seq, status="sent", attempts=1, send_after=MORNING,
            sent_at=MORNING + timedelta(seconds=wait), **AT, **of,
        )  # fmt: skip
        if seq <= taken:
            put(cursor, "takeover", id=it, turn_id=it, reason="reviewer", requested_at=MORNING, **of)


@pytest.fixture
def write(db):
    db.write(lambda cursor: put(cursor, "customer", id="c", language="en", **AT), quiet=True)
    return lambda work: db.write(work, quiet=True)


def test_a_group_s_means_are_of_its_conversations(db, write):
    def work(cursor):
        talk(cursor, "short", "chat", 100, taken=1)
        talk(cursor, "long", "chat", 400, requests=3, kind="reject", taken=1, mood=-0.9)

    write(work)
    found = {one.what: one for one in samples(db, DAYS, by=("channel",))}
    asked, decided, answer = found["request"], found["decision"], found["answer"]
    assert (asked.count, asked.conversations, asked.share) == (4, 2, 0.5)
    assert (decided.share, asked.taken) == (0.5, pytest.approx((1 + 1 / 3) / 2))
    assert (answer.conversations, answer.log_mean) == (2, pytest.approx((log(100) + log(400)) / 2))
    assert answer.log_variance == pytest.approx(log(2) ** 2 * 2)


def test_one_long_conversation_makes_no_gap(db, write):
    def work(cursor):
        for number in range(40):
            talk(cursor, f"chat{number}", "chat", 300 + number * 20)
        for number in range(39):
            talk(cursor, f"api{number}", "api", 300 + number * 20)
        talk(cursor, "long", "api", 3600, requests=80, kind="reject", taken=80)

    write(work)
    found = compare(samples(db, DAYS))
    assert {one.measure for one in found} >= {"answer_wait", "unchanged", "takeover"}
    assert not [one for one in found if one.verdict == "gap"]
