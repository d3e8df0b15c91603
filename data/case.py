"""A draft with all that a decision about it depends on, as one transaction sees it."""

from __future__ import annotations

from dataclasses import dataclass

from data import desk, drafts, state
from data.cursor import Cursor
from data.errors import AlreadyDecided, Stale
from data.records import Conversation, Desk, Draft, Turn


@dataclass(frozen=True, slots=True)
class Case:
    """The draft, its place on the desk, its turn and conversation."""

    draft: Draft
    desk: Desk
    turn: Turn
    conversation: Conversation


def read(cursor: Cursor, draft_id: str) -> Case:
    """Return it; raises `NotFound`. The conversation is read before what hangs on it (`data.state` says why).

    Its place on the desk is read last: on PostgreSQL each row is as it is when it is read, and an open draft beside a decided turn would
    look outdated where somebody else has decided in between.
    """
    draft = drafts.read(cursor, draft_id)
    conversation = state.conversation(cursor, draft.conversation_id)
    turn = state.turn(cursor, draft.turn_id)
    return Case(draft, desk.read(cursor, draft_id), turn, conversation)


def demand_fresh(cursor: Cursor, case: Case, draft_version: int, last_seq: int) -> None:
    """Raise `AlreadyDecided` or `Stale` unless the draft is undecided and nothing has happened since somebody looked."""
    if case.desk.status == "decided":
        raise AlreadyDecided(f"draft {case.draft.id!r} was decided on before")
    if case.conversation.state != "ai":
        raise Stale(f"the conversation is {case.conversation.state}: a person answers")
    if not (case.conversation.last_inbound_seq == last_seq == case.draft.last_seq):
        raise Stale("the customer has written again since this draft")
    if case.desk.status != "open" or case.turn.status != "review":
        raise Stale(f"draft {case.draft.id!r} is {case.desk.status}, its turn is {case.turn.status}")
    newest = drafts.newest(cursor, case.turn.id)
    if newest is None or not (newest.version == draft_version == case.draft.version):
        raise Stale(f"version {draft_version} of the draft isn't the newest")
