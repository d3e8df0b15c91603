"""What drafts and decisions tell in hindsight: how drafts fared with and without an example, what reviewers changed."""

from __future__ import annotations

from datetime import datetime

from data import audit, outcomes
from data.cursor import Cursor
from data.customers import ERASED
from data.database import Database
from data.ids import clock
from data.measures import REVIEWED
from data.records import Edit, Trial
from data.rows import many

MOST_TRIALS, MOST_EDITS = 20_000, 2_000  # the newest ones; older habits are no habits any more


def trials(db: Database, most: int = MOST_TRIALS) -> list[Trial]:
    """Return the newest decided drafts, newest first.

    A takeover says nothing about the draft and is left out; what left without a person neither.
    """
    sql = f"""SELECT f.id, d.id, f.language, coalesce(t.intent, 'other'), f.drafter, d.kind, d.edit_distance,
                     d.decided_at, s.score
              FROM decision d JOIN draft f ON f.id = d.draft_id JOIN turn t ON t.id = d.turn_id
              LEFT JOIN ({outcomes.scores()}) s ON s.decision_id = d.id
              WHERE d.kind <> 'take_over' AND {REVIEWED} ORDER BY d.decided_at DESC, d.id DESC LIMIT $1"""
    return db.read(lambda cursor: many(cursor, Trial, sql, most))


def uses(db: Database) -> dict[str, set[str]]:
    """Return the ids of the drafts that were shown each example, by the example's id."""
    found: dict[str, set[str]] = {}
    for example_id, draft_id in db.read(
        lambda cursor: cursor.rows("SELECT example_id, draft_id FROM example_use")
    ):
        found.setdefault(example_id, set()).add(draft_id)
    return found


def edits(db: Database, most: int = MOST_EDITS) -> list[Edit]:
    """Return what was sent of the newest decided drafts, newest first; texts of erased customers are left out."""
    sql = f"""SELECT d.id, d.reviewer_id, t.customer_id, coalesce(t.intent, 'other'), f.language, f.text, d.text
              FROM decision d JOIN draft f ON f.id = d.draft_id JOIN turn t ON t.id = d.turn_id
              WHERE d.text IS NOT NULL AND d.text <> '{ERASED}' AND {REVIEWED} ORDER BY d.decided_at DESC, d.id DESC LIMIT $1"""
    return db.read(lambda cursor: many(cursor, Edit, sql, most))


def keep_both(
    db: Database, one_id: str, other_id: str, account_id: str, *, now: datetime | None = None
) -> None:
    """Note that two examples don't contradict each other in a supervisor's eyes; once is enough."""
    first, second = sorted((one_id, other_id))
    at = clock(now)

    def work(cursor: Cursor) -> None:
        known = "SELECT 1 FROM example_pair WHERE first_id = $1 AND second_id = $2"
        if cursor.row(known, first, second) is not None:
            return
        cursor.run("INSERT INTO example_pair VALUES ($1, $2, $3, $4)", first, second, account_id, at)
        audit.append(
            cursor, actor=account_id, kind="examples.kept", subject={"examples": [first, second]}, now=at
        )

    db.write(work)


def kept_pairs(db: Database) -> set[tuple[str, str]]:
    """Return the pairs of examples that are both kept, the smaller id first."""
    return set(db.read(lambda cursor: cursor.rows("SELECT first_id, second_id FROM example_pair")))
