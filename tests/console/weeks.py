"""Weeks of a desk for tests of figures, as rows and at moments of one's choice; `write` puts them into the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from data.cursor import Cursor
from data.database import Database
from data.ids import new_id

BEFORE = datetime(2026, 11, 9, 9, tzinfo=UTC)  # the week before's Monday
MONDAY = BEFORE + timedelta(days=7)  # the week's that is told of
AFTER = (MONDAY + timedelta(days=7)).date()


class Weeks:
    """What happened, one row after the other."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._rows: list[tuple[str, tuple[object, ...]]] = []

    def write(self) -> None:
        """Write all rows in one transaction."""

        def work(cursor: Cursor) -> None:
            for sql, given in self._rows:
                cursor.run(sql, *given)

        self.db.write(work, quiet=True)
        self._rows.clear()

    def talk(self, channel: str = "chat", language: str = "en") -> tuple[str, str]:
        """A conversation; gives its id and its customer's."""
        conversation, customer = new_id(), new_id()
        self._add(
            "customer", id=customer, wrapped_key=b"k", contact_hash="h", language=language, created_at=BEFORE
        )
        self._add(
            "conversation", id=conversation, customer_id=customer, channel=channel, language=language, state="ai",
            last_seq=1, last_inbound_seq=1, version=1, created_at=BEFORE, updated_at=BEFORE,
        )  # fmt: skip
        return conversation, customer

    def request(
        self, at: datetime, talk: tuple[str, str] | None = None, seq: int = 1, sentiment: float = 0.0
    ) -> tuple[str, str]:
        """A customer's message with its turn; gives the turn's id and the conversation's."""
        conversation, customer = talk or self.talk()
        turn = new_id()
        self._add(
            "message", id=new_id(), conversation_id=conversation, seq=seq, direction="inbound", kind="customer",
            content_hash="h", redacted="x", created_at=at,
        )  # fmt: skip
        self._add(
            "turn", id=turn, conversation_id=conversation, customer_id=customer, first_seq=seq, last_seq=seq,
            status="done", ready_at=at, attempts=0, created_at=at, version=1, language="en", intent="delivery",
            sentiment=sentiment,
        )  # fmt: skip
        return turn, conversation

    def answered(self, at: datetime, wait: float, reaction: float | None = None, text: str = "ok") -> None:
        """A request whose draft was sent as it was, after so many seconds; reaction: the customer's thumb."""
        turn, conversation = self.request(at)
        decision, left = new_id(), at + timedelta(seconds=wait)
        self._add(
            "decision", id=decision, draft_id=new_id(), turn_id=turn, conversation_id=conversation, kind="approve",
            reviewer_id="ann", text=text, text_hash="h", draft_version=1, last_seq=1, reasons="[]", starred=False,
            edit_distance=0.0, decided_at=left, wants_second="[]",
        )  # fmt: skip
        self._add(
            "outbox", id=new_id(), conversation_id=conversation, decision_id=decision, kind="reply",
            authorship="ai_approved", language="en", redacted="x", last_seq=1, status="sent", attempts=0,
            created_at=left, send_after=left, sent_at=left, sealed_text=b"s", disclosure="", label="{}",
        )  # fmt: skip
        if reaction is not None:
            self._add(
                "outcome", decision_id=decision, kind="thumbs", number=1, conversation_id=conversation,
                value=reaction, noted_at=left,
            )  # fmt: skip

    def for_a_person(self, asked: datetime, came: datetime, due: datetime | None = None) -> None:
        """Somebody asked for a person, who came; due: what was promised for this wait."""
        (conversation, _), wait = self.talk(), new_id()
        self._add(
            "takeover", id=wait, conversation_id=conversation, reason="customer_asked", requested_at=asked,
            reviewer_id="ann", started_at=came, first_reply_at=came,
        )  # fmt: skip
        if due is not None:
            self._add(
                "sla_clock", item_id=wait, queue="people", conversation_id=conversation, wait_id=wait, minutes=11,
                since=asked, remind_at=due, due_at=due,
            )  # fmt: skip

    def _add(self, table: str, **row: object) -> None:
        places = ", ".join(f"${place}" for place in range(1, len(row) + 1))
        sql = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"  # names are this module's own
        self._rows.append((sql, tuple(row.values())))
