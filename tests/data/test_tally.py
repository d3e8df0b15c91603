"""One pass counts what counting each thing by itself counts: random histories, counted again in Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import fmean, median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import insights
from data.records import Filters, Period

BEGAN = datetime(2026, 11, 2, tzinfo=UTC)
PERIOD = Period(date(2026, 11, 3), date(2026, 11, 5))
TABLES = ("customer", "conversation", "message", "turn", "draft", "decision", "outbox", "takeover")


@dataclass(frozen=True)
class Request:
    """One request and what became of it; hours and waits from its beginning."""

    conversation: int
    hour: int
    language: str
    intent: str
    sentiment: float | None
    superseded: bool
    kind: str | None  # of the decision
    distance: float
    decided_after: int  # hours
    sent_after: int | None  # seconds
    reason: str | None  # of a takeover
    person_after: int | None  # seconds

    @property
    def at(self) -> datetime:
        return BEGAN + timedelta(hours=self.hour)

    @property
    def channel(self) -> str:
        return "chat" if self.conversation % 2 else "api"

    @property
    def decided_at(self) -> datetime:
        return self.at + timedelta(hours=self.decided_after)

    @property
    def became(self) -> str:
        if self.kind == "approve" or (self.kind == "edit" and self.distance == 0):
            return "as_sent"
        return {"edit": "light_edit" if self.distance < 0.4 else "rewrite", "reject": "rejected"}.get(
            self.kind, "taken_over"
        )


requests = st.builds(
    Request,
    conversation=st.integers(0, 3), hour=st.integers(0, 119), language=st.sampled_from(["en", "de"]),
    intent=st.sampled_from(["login", "invoice"]), sentiment=st.none() | st.sampled_from([-0.75, -0.2, 0.0, 0.5]),
    superseded=st.booleans(), kind=st.none() | st.sampled_from(["approve", "edit", "reject", "take_over"]),
    distance=st.sampled_from([0.0, 0.25, 0.4, 1.0]), decided_after=st.integers(0, 30),
    sent_after=st.none() | st.integers(1, 90_000), reason=st.none() | st.sampled_from(["reviewer", "failed"]),
    person_after=st.none() | st.integers(1, 5000),
)  # fmt: skip


def put(cursor, table: str, **values: object) -> None:
    places = ", ".join(f"${number}" for number in range(1, len(values) + 1))
    cursor.run(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", *values.values())


def store(cursor, history: list[Request]) -> None:
    for table in TABLES:
        cursor.run(f"DELETE FROM {table}")
    put(cursor, "customer", id="c", language="en", created_at=BEGAN)
    for number in range(4):
        put(
            cursor, "conversation", id=str(number), customer_id="c", channel="chat" if number % 2 else "api", language="en",
            state="ai", last_seq=0, last_inbound_seq=0, version=1, created_at=BEGAN, updated_at=BEGAN,
        )  # fmt: skip
    for number, one in enumerate(history):
        _store_one(cursor, str(number), 2 * number + 1, one)


def _store_one(cursor, id: str, seq: int, one: Request) -> None:
    of = {"conversation_id": str(one.conversation)}
    put(
        cursor, "message", id=id, seq=seq, direction="inbound", kind="customer", content_hash="", created_at=one.at, **of
    )  # fmt: skip
    put(
        cursor, "turn", id=id, customer_id="c", first_seq=seq, last_seq=seq, status="superseded" if one.superseded else "done",
        ready_at=one.at, attempts=1, language=one.language, sentiment=one.sentiment, intent=one.intent, created_at=one.at,
        version=1, **of,
    )  # fmt: skip
    if one.kind:
        put(
            cursor, "decision", id=id, draft_id=id, turn_id=id, kind=one.kind, reviewer_id="r", draft_version=1, last_seq=seq,
            reasons="[]", starred=False, edit_distance=one.distance if one.kind == "edit" else None, decided_at=one.decided_at, **of,
        )  # fmt: skip
        if one.sent_after:
            put(
                cursor, "outbox", id=id, decision_id=id, kind="reply", authorship="ai_approved", language="en", redacted="",
                disclosure="", label="{}", last_seq=seq, status="sent", attempts=1, created_at=one.at, send_after=one.at,
                sent_at=one.decided_at + timedelta(seconds=one.sent_after), **of,
            )  # fmt: skip
    if one.reason:
        replied = one.at + timedelta(seconds=one.person_after) if one.person_after else None
        put(
            cursor,
            "takeover",
            id=id,
            turn_id=id,
            reason=one.reason,
            requested_at=one.at,
            first_reply_at=replied,
            **of,
        )


def within(moment: datetime) -> bool:
    return PERIOD.first <= moment.date() <= PERIOD.last


def passes(one: Request, filters: Filters) -> bool:
    wanted = (filters.language, filters.intent, filters.channel)
    return all(
        want in (None, have)
        for want, have in zip(wanted, (one.language, one.intent, one.channel), strict=True)
    )


def check(found: insights.Insights, history: list[Request]) -> None:
    asked = [one for one in history if within(one.at) and not one.superseded]
    decided = [one for one in history if one.kind and within(one.decided_at)]
    handed = [one for one in history if one.reason and within(one.at)]
    by_day: dict[date, Counter[str]] = defaultdict(Counter)
    for one in decided:
        by_day[one.decided_at.date()][one.became] += 1
    assert {
        day.day: {name: getattr(day, name) for name in insights.BECAME} for day in found.decisions_by_day()
    } == {day: {name: counts[name] for name in insights.BECAME} for day, counts in by_day.items()}
    moods = defaultdict(list)
    for one in asked:
        if one.sentiment is not None:
            moods[one.at.date(), one.language].append(one.sentiment)
    assert {(day.day, day.language): (day.turns, round(day.mean, 9), day.negative) for day in found.sentiment_by_day()} == {
        key: (len(values), round(fmean(values), 9), sum(value < -0.2 for value in values)) for key, values in moods.items()
    }  # fmt: skip
    assert {
        (day.day, reason): n for day in found.takeovers() for reason, n in day.reasons.items()
    } == Counter((one.at.date(), one.reason) for one in handed)
    waits = defaultdict(list)
    for one in history:
        if one.kind and one.sent_after and within(one.at):
            waits[one.at.date(), "ai"].append((one.decided_at - one.at).total_seconds() + one.sent_after)
        if one.reason and one.person_after and within(one.at):
            waits[one.at.date(), "human"].append(float(one.person_after))
    assert {(day.day, day.clock): (day.answered, day.median, day.longest) for day in found.waiting()} == {
        key: (len(values), pytest.approx(median(values)), max(values)) for key, values in waits.items()
    }
    for by in ("language", "intent", "channel"):
        for row in found.summary(by):
            own = [one for one in asked if getattr(one, by) == row.group]
            judged = [one for one in decided if getattr(one, by) == row.group]
            assert (row.turns, row.decisions) == (len(own), len(judged))
            assert row.takeovers == sum(getattr(one, by) == row.group for one in handed)
            sent = sum(one.became == "as_sent" for one in judged)
            assert row.as_sent_share == (pytest.approx(sent / len(judged)) if judged else None)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    history=st.lists(requests, max_size=12),
    filters=st.sampled_from([Filters(), Filters("de"), Filters(None, "login", "api")]),
)
def test_one_pass_counts_what_plain_counting_counts(db, history, filters):
    db.write(lambda cursor: store(cursor, history), quiet=True)
    found = insights.read(db, PERIOD, filters)
    check(found, [one for one in history if passes(one, filters)])
    inbound = [one for one in history if within(one.at) and passes(one, filters)]
    counts = inbound if filters == Filters() else [one for one in inbound if not one.superseded]
    (whole,) = found.summary()
    assert whole.messages == len(counts)
