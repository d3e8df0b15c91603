"""The audit: one event for everything that matters, each bound to the one before it by its hash.

Events hold ids, plain facts and hashes of texts, never texts: erasing a customer leaves the chain whole. The
last event of all is bound by the head row. Someone who can write to the database could cut off the end and set
the head back; keep a report's `head` elsewhere and give it to `verify` to find that too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from itertools import count, islice
from typing import Any

from data.cursor import Cursor
from data.database import Database
from data.ids import clock
from data.records import AuditEvent, AuditReport
from data.rows import columns, insert, many
from data.said import Said

PAGE = 1000
LOWEST = -(2**63)

KINDS: dict[str, str] = {
    "account.added": "someone joined the staff",
    "account.switched": "an account was switched on or off",
    "account.password_set": "someone set their password",
    "approval.asked": "someone asked a second person to let a reply out, and for which checks or rules",
    "approval.declined": "a second person did not let a reply out",
    "approval.withdrawn": "whoever asked a second person took that back",
    "assignment.changed": "a conversation was given to somebody, or to nobody, by hand or by dealing",
    "canary.answered": "how many test drafts were answered on a day; not which, nor by whom",
    "canary.planted": "a test draft with one planted error was put among the drafts; it can't be sent",
    "conversation.opened": "a customer opened a conversation",
    "conversation.closed": "a conversation was closed",
    "conversation.masked": "the texts kept of a conversation were masked anew, after a change of the privacy lists",
    "conversation.merged": "a conversation was joined to another one of the same customer",
    "conversation.reopened": "a customer wrote in a closed conversation, or someone on the staff opened it again",
    "conversation.split": "two conversations that were joined were parted again",
    "conversation.tagged": "a conversation was given a tag",
    "conversation.untagged": "a tag was taken from a conversation",
    "customer.erased": "a customer's key, profile and texts were destroyed",
    "data.exported": "examples, decisions, the audit or a customer's data were written to a file",
    "decision.made": "a person decided about a draft",
    "decision.undone": "a decision was taken back before anything left; the draft waits again",
    "draft.snoozed": "a draft was put off until later",
    "draft.woken": "a draft that was put off was brought back by hand",
    "draft.written": "a draft was put on the reviewers' desk",
    "example.added": "a decided reply may be shown to later drafts",
    "example.switched": "an example was switched on or off",
    "integration.added": "a program may post messages",
    "integration.revoked": "a program may no longer post messages",
    "examples.kept": "two examples that seem to contradict each other were both kept",
    "knowledge.written": "somebody wrote, restored or archived an article or a template: which, and its new version",
    "link.issued": "a one-time sign-in link was made",
    "link.used": "a one-time sign-in link was used",
    "message.received": "a customer's message arrived",
    "message.sent": "a message reached the customer",
    "note.written": "someone wrote an internal note about a conversation, and whom it names",
    "outbox.queued": "something is on its way to a customer",
    "outbox.refused": "the gate did not let something out, and why",
    "policy.changed": "a supervisor set what becomes of a use case's drafts",
    "policy.decided": "policy let a draft out without a person, and on what grounds",
    "policy.returned": "a reply that policy had let out went back to the reviewers before it left, and why",
    "policy.started": "replies may leave by themselves again where policy has it",
    "policy.stopped": "the stop button: no reply leaves by itself",
    "rule.decided": "a rule for drafts was put in force, or out of it",
    "session.started": "someone signed in",
    "session.ended": "someone signed out",
    "sla.escalated": "somebody waited longer than promised, and the supervisors were told",
    "sla.reminded": "three quarters of the promised time had gone",
    "staffing.changed": "what somebody takes on was changed: which fields, not to what",
    "takeover.requested": "a conversation needs a person",
    "takeover.agreed": "a person handed a conversation back with a summary of what was agreed",
    "takeover.started": "a person took a conversation over",
    "takeover.ended": "a person handed a conversation back, or it was closed",
    "term.added": "a word was put on a privacy list: to be masked, or to be left",
    "term.withdrawn": "a word was taken off a privacy list",
    "text.masked": "a word in a kept text became a placeholder; `was` is the hash of the text before",
    "turn.failed": "a turn could not be worked on to its end and went to a person, unless it was `replied` to",
    "turn.superseded": "a newer message, or words masked or un-masked by hand, made a turn and its drafts stale",
    "value.revealed": "a person saw what a placeholder or a masked word of the lists stands for, or let all see it",
}


def append(
    cursor: Cursor,
    *,
    actor: str,
    kind: str,
    conversation_id: str | None = None,
    subject: Mapping[str, Any],
    content_hash: str | None = None,
    now: datetime | None = None,
) -> None:
    """Add an event to the transaction's end: it is chained just before the commit, and only if that comes.

    actor: `customer`, `system` or an account id. subject: ids and plain facts, no personal data.
    Raises ValueError for a kind that `KINDS` doesn't explain.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not a kind of audit event; add it to data.audit.KINDS")
    event = AuditEvent(
        seq=0,
        at=clock(now).isoformat(timespec="microseconds"),
        actor=actor,
        kind=kind,
        conversation_id=conversation_id,
        subject=dict(subject),
        content_hash=content_hash,
        previous="",
        hash="",
    )
    cursor.collect("audit", event, _chain)


def record(
    db: Database,
    *,
    actor: str,
    kind: str,
    conversation_id: str | None = None,
    subject: Mapping[str, Any],
    content_hash: str | None = None,
) -> None:
    """Add an event that belongs to no other change, such as a reveal."""
    db.write(
        lambda cursor: append(
            cursor,
            actor=actor,
            kind=kind,
            conversation_id=conversation_id,
            subject=subject,
            content_hash=content_hash,
        )
    )


def verify(db: Database, expect_head: str | None = None) -> AuditReport:
    """Walk the whole chain and name the first event that was changed, removed, added or moved.

    expect_head: a `head` reported earlier, which must still be in the chain.
    """
    return db.read(lambda cursor: walk(cursor, expect_head))


def walk(cursor: Cursor, expect_head: str | None = None) -> AuditReport:
    """Do what `verify` does, inside a transaction."""
    seq, previous, seen = 0, "", not expect_head
    for event in _in_order(cursor):
        problem = _problem(event, seq + 1, previous)
        if problem:
            return AuditReport(False, seq, problem, previous)
        seq, previous = seq + 1, event.hash
        seen = seen or previous == expect_head
    head = cursor.row("SELECT seq, hash FROM audit_head WHERE id = 1")
    problem = None
    if head is None:
        problem = Said("chain.no_head", "the head is missing")
    elif (int(head[0]), head[1]) != (seq, previous):
        english = "the head says {head} events, the chain has {number}: its end was changed"
        problem = Said("chain.end", english, head=int(head[0]), number=seq)
    elif not seen:
        problem = Said(
            "chain.cut", "the chain no longer holds {head!r}: its end was cut", head=str(expect_head)
        )
    return AuditReport(problem is None, seq, problem, previous)


def events(
    db: Database,
    *,
    conversation_id: str | None = None,
    kinds: Sequence[str] = (),
    actors: Sequence[str] = (),
    limit: int = 100,
) -> list[AuditEvent]:
    """Return the newest events first, of one conversation or of all; of these kinds and by these actors, or of and by any."""
    wanted = {
        "conversation_id": (conversation_id,) if conversation_id else (),
        "kind": tuple(kinds),
        "actor": tuple(actors),
    }
    values = [value for among in wanted.values() for value in among]
    marks = (f"${number}" for number in count(2))
    where = [
        f"{column} IN ({', '.join(islice(marks, len(among)))})" for column, among in wanted.items() if among
    ]
    only = f"WHERE {' AND '.join(where)}" if where else ""
    sql = f"SELECT {columns(AuditEvent)} FROM audit_event {only} ORDER BY seq DESC LIMIT $1"
    return db.read(lambda cursor: many(cursor, AuditEvent, sql, limit, *values))


def export(db: Database) -> Iterator[dict[str, Any]]:
    """Yield every event in order, as plain dicts."""
    after = 0
    while page := db.read(lambda cursor, after=after: _page(cursor, after)):  # type: ignore[misc]
        yield from (asdict(event) for event in page)
        after = page[-1].seq


def _in_order(cursor: Cursor) -> Iterator[AuditEvent]:
    after = LOWEST
    while page := _page(cursor, after):
        yield from page
        after = page[-1].seq


def _page(cursor: Cursor, after: int) -> list[AuditEvent]:
    sql = f"SELECT {columns(AuditEvent)} FROM audit_event WHERE seq > $1 ORDER BY seq LIMIT {PAGE}"
    return many(cursor, AuditEvent, sql, after)


def _problem(event: AuditEvent, seq: int, previous: str) -> str | None:
    if event.seq != seq:
        return Said(
            "chain.missing", "event {seq} is missing, the next one is {next}", seq=seq, next=event.seq
        )
    if event.previous != previous:
        return Said("chain.moved", "event {seq} does not follow the one before it", seq=seq)
    return Said("chain.changed", "event {seq} was changed", seq=seq) if _hash(event) != event.hash else None


def _hash(event: AuditEvent) -> str:
    """Return the SHA-256 of everything in the event but its own hash, as canonical JSON."""
    content = {name: value for name, value in asdict(event).items() if name != "hash"}
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _chain(cursor: Cursor, events: list[AuditEvent]) -> None:
    """Put the transaction's events behind the head. The UPDATE makes transactions queue up in one order."""
    sql = "UPDATE audit_head SET seq = seq + $1 WHERE id = 1 RETURNING seq, hash"
    head = cursor.row(sql, len(events))
    if head is None:
        raise LookupError("the audit's head row is missing: the database was tampered with")
    seq, previous = int(head[0]) - len(events), str(head[1])
    for event in events:
        seq += 1
        event = _linked(event, seq, previous)
        insert(cursor, "audit_event", event)
        previous = event.hash
    cursor.run("UPDATE audit_head SET hash = $1 WHERE id = 1", previous)


def _linked(event: AuditEvent, seq: int, previous: str) -> AuditEvent:
    linked = replace(event, seq=seq, previous=previous)
    return replace(linked, hash=_hash(linked))
