"""One look at a draft: whether anything that is shown of it has changed since it was read."""

from __future__ import annotations

from dataclasses import dataclass, fields

from data.database import Database
from data.records import Desk
from data.rows import columns, record

_GLANCE = f"""
    SELECT {columns(Desk, "k")}, c.version, t.version,
           (SELECT count(*) FROM draft o WHERE o.conversation_id = d.conversation_id)
    FROM desk k JOIN draft d ON d.id = k.draft_id JOIN turn t ON t.id = d.turn_id
    JOIN conversation c ON c.id = d.conversation_id WHERE k.draft_id = $1"""


@dataclass(frozen=True, slots=True)
class Glance:
    """Its place on the desk, and marks that move whenever its conversation, turn or the number of drafts do."""

    desk: Desk
    marks: tuple[int, int, int]


def glance(db: Database, draft_id: str) -> Glance | None:
    """Return it, in one transaction; None when there is no such draft."""
    row = db.read(lambda cursor: cursor.row(_GLANCE, draft_id))
    if row is None:
        return None
    width = len(fields(Desk))
    return Glance(record(Desk, row[:width]), (int(row[-3]), int(row[-2]), int(row[-1])))
