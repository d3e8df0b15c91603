"""A conversation in which redaction has missed a word, for tests of masking by hand."""

from __future__ import annotations

from data import audit
from data.records import Conversation
from tests.graph.shop import Shop

QUESTION = (
    "Where is my parcel? Please write yellow submarine on it.\nYellow submarine!\nMy name is Ingrid Solberg."
)
REPLY = "Dear customer, we have written yellow submarine on your parcel, Yellow submarine it is."
WORD = "yellow submarine"


def said(shop: Shop, conversation: Conversation, place: int = 0) -> str:
    return shop.messages(conversation)[place].redacted or ""


def mask(shop: Shop, conversation: Conversation, words: str = WORD, everywhere: bool = False) -> None:
    shop.desk.mask(conversation.id, shop.reviewer, words, everywhere=everywhere)


def unmask(shop: Shop, conversation: Conversation, name: str, everywhere: bool = False) -> None:
    shop.desk.unmask(conversation.id, shop.reviewer, name, everywhere=everywhere)


def kinds(shop: Shop) -> list[str]:
    return [event.kind for event in audit.events(shop.db)]


def columns(shop: Shop) -> str:
    """Every value of every table, as it would be read from the database."""

    def work(cursor):  # type: ignore[no-untyped-def]
        names = [name for (name,) in cursor.rows("SELECT table_name FROM duckdb_tables()")]
        return "\n".join(str(cursor.rows(f'SELECT * FROM "{name}"')) for name in names)

    return shop.db.read(work).casefold()
