"""Customers: who writes in, as far as we keep it, and how they are forgotten."""

from __future__ import annotations

from datetime import datetime

from data import audit, orders, quoted, state, tombstones
from data.cursor import Cursor
from data.database import Database
from data.errors import NotFound
from data.ids import clock
from data.records import Conversation, Customer
from data.rows import columns, insert, one

ERASED = tombstones.ERASED
_THEIRS = "conversation_id IN (SELECT id FROM conversation WHERE customer_id = $1)"


def add(
    db: Database,
    *,
    customer_id: str,
    wrapped_key: bytes,
    contact_hash: str | None = None,
    sealed_profile: bytes | None = None,
    language: str,
    now: datetime | None = None,
) -> Customer:
    """Keep a new customer; the same id again returns the one there."""
    at = clock(now)

    def work(cursor: Cursor) -> Customer:
        found = _get(cursor, customer_id)
        if found is None:
            found = Customer(customer_id, contact_hash, wrapped_key, sealed_profile, language, at, None)
            insert(cursor, "customer", found)
        return found

    return db.write(work, quiet=True)


def get(db: Database, id: str) -> Customer:
    """Return a customer; raises `NotFound`."""
    found = db.read(lambda cursor: _get(cursor, id))
    if found is None:
        raise NotFound("customer", id)
    return found


def by_contact(db: Database, contact_hash: str) -> Customer | None:
    """Return the customer with this keyed hash of their contact, the oldest if there are several."""
    sql = f"SELECT {columns(Customer)} FROM customer WHERE contact_hash = $1 ORDER BY created_at, id LIMIT 1"
    return db.read(lambda cursor: one(cursor, Customer, sql, contact_hash))


def unproven(db: Database) -> list[str]:
    """Return the ids of customers with a profile and no contact of their own: what they typed there proved nothing."""
    sql = "SELECT id FROM customer WHERE contact_hash IS NULL AND sealed_profile IS NOT NULL ORDER BY created_at, id"
    return [id for (id,) in db.read(lambda cursor: cursor.rows(sql))]


def erase(db: Database, id: str, actor: str, *, now: datetime | None = None) -> list[str]:
    """Forget a customer and return the ids of their turns, so that the graph's checkpoints can be deleted.

    Key, profile and contact go, their texts become `[erased]`, placeholders, examples (with what other drafts quote
    of them) and what was put on the privacy lists out of their words are deleted, their conversations are closed, and the ids that the outside world
    knows these by become tombstones (`data.tombstones`): a late message finds that it was erased. Messages lose their
    outside ids altogether.
    What stays: orders and invoices with number, dates, items and sums, as books must be kept by law (in the EU for up
    to ten years), but without tracking number and country, which the shop's own books hold where they need them, and
    without parcels; times,
    labels and decisions without texts, for the figures; and the audit, which holds ids and hashes only. All under an
    id that names nobody any more. Old bytes leave the files with `Database.compact`. Raises `NotFound`.
    """
    at = clock(now)

    def work(cursor: Cursor) -> list[str]:
        if _get(cursor, id) is None:
            raise NotFound("customer", id)
        cursor.run("UPDATE customer SET erased_at = $2 WHERE id = $1 AND erased_at IS NULL", id, at)
        conversations = cursor.rows("SELECT id FROM conversation WHERE customer_id = $1", id)
        for (conversation_id,) in conversations:
            _close(cursor, conversation_id, at)
        for sql in _FORGET:
            cursor.run(sql, id)
        quoted.blank(cursor)
        orders.blank(cursor)
        turns = cursor.rows("SELECT id FROM turn WHERE customer_id = $1", id)
        subject = {"customer": id, "conversations": len(conversations)}
        audit.append(cursor, actor=actor, kind="customer.erased", subject=subject, now=at)
        return [turn_id for (turn_id,) in turns]

    turns = db.write(work)
    db.tidy()
    return turns


def _get(cursor: Cursor, id: str) -> Customer | None:
    return one(cursor, Customer, f"SELECT {columns(Customer)} FROM customer WHERE id = $1", id)


def _close(cursor: Cursor, conversation_id: str, now: datetime) -> None:
    conversation = state.conversation(cursor, conversation_id)
    state.change(cursor, conversation, now, state="closed", **_buried(conversation))
    for turn in state.unanswered(cursor, conversation_id):
        state.end(cursor, turn, "superseded", now)


def _buried(conversation: Conversation) -> dict[str, str | None]:
    """The conversation's outside ids as tombstones. A chat's external id is its access hash."""
    access, name = conversation.access_hash, conversation.external_id
    hidden = access if access is None or tombstones.is_one(access) else tombstones.of_secret(access)
    if name is None or tombstones.is_one(name):
        return {"access_hash": hidden, "external_id": name}
    if name == access:
        return {"access_hash": hidden, "external_id": hidden}
    return {"access_hash": hidden, "external_id": tombstones.of_name(conversation.integration_id or "", name)}


# Each takes the customer's id as $1.
_FORGET = (
    "UPDATE customer SET wrapped_key = NULL, sealed_profile = NULL, contact_hash = NULL WHERE id = $1",
    f"""UPDATE message SET redacted = '{ERASED}', sealed_text = NULL, findings = NULL,
        external_id = NULL WHERE {_THEIRS}""",
    f"DELETE FROM message_search WHERE {_THEIRS}",
    f"UPDATE note SET text = '{ERASED}', folded = '' WHERE {_THEIRS}",
    f"UPDATE hand_back SET summary = '{ERASED}' WHERE {_THEIRS}",
    f"DELETE FROM conversation_tag WHERE {_THEIRS}",
    f"DELETE FROM placeholder WHERE {_THEIRS}",
    f"""UPDATE draft SET text = '{ERASED}', sources = '[]', notes = '[]', checks = '[]', sentences = '[]',
        guidance = NULL WHERE {_THEIRS}""",
    f"""UPDATE desk SET edit_text = NULL, version = version + 1
        WHERE draft_id IN (SELECT id FROM draft WHERE {_THEIRS})""",
    f"UPDATE decision SET text = CASE WHEN text IS NULL THEN NULL ELSE '{ERASED}' END, guidance = NULL WHERE {_THEIRS}",
    f"UPDATE undone_decision SET text = CASE WHEN text IS NULL THEN NULL ELSE '{ERASED}' END, guidance = NULL WHERE {_THEIRS}",
    f"UPDATE snooze SET note = NULL WHERE {_THEIRS}",
    f"UPDATE approval_request SET text = '{ERASED}', reason = '{ERASED}', checks = '[]' WHERE {_THEIRS}",
    f"""UPDATE canary SET text = '{ERASED}', was = '', planted = '', truth = '', checks = '[]' WHERE {_THEIRS}""",
    f"""UPDATE approval_answer SET note = NULL
        WHERE request_id IN (SELECT id FROM approval_request WHERE {_THEIRS})""",
    f"""UPDATE outbox SET redacted = '{ERASED}', sealed_text = NULL,
        refused = CASE WHEN status IN ('queued', 'sending') THEN 'the customer was erased' ELSE refused END,
        status = CASE WHEN status IN ('queued', 'sending') THEN 'refused' ELSE status END WHERE {_THEIRS}""",
    f"""UPDATE takeover SET detail = NULL, ended_at = coalesce(ended_at, (SELECT updated_at FROM conversation
        WHERE id = takeover.conversation_id)) WHERE {_THEIRS}""",
    "UPDATE turn SET error = NULL, reasons = NULL, chances = NULL, version = version + 1 WHERE customer_id = $1",
    "DELETE FROM term_withdrawal WHERE term_id IN (SELECT id FROM term WHERE customer_id = $1)",
    "DELETE FROM term WHERE customer_id = $1",
    "DELETE FROM example_switch WHERE example_id IN (SELECT id FROM example WHERE customer_id = $1)",
    "DELETE FROM example WHERE customer_id = $1",
)
