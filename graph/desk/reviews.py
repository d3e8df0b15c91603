"""Decisions on drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from data import conversations, decisions, desk, drafts, turns
from data.approvals import forbidding
from data.records import Account, Authorship, Decision, DecisionKind, Draft, JsonDicts
from data.said import Said, named
from disclosure import Disclosed
from graph.desk import approval
from graph.desk.base import Base, EmptyText
from graph.modules import Module
from graph.overriding import OF_EDITS, never


class BlockedDraft(ValueError):
    """Checks forbid sending this text; `checks` names them. It can be edited, or a second person asked."""

    def __init__(self, checks: tuple[str, ...]) -> None:
        final = never(checks)
        against = tuple(named("check", one) for one in final or checks)
        if final:
            said = Said(
                "refusal.never", "this text can't be sent as it is ({checks}); edit it", checks=against
            )
        else:
            english = "this text can't be sent as it is ({checks}); edit it, or ask a second person"
            said = Said("refusal.blocked", english, checks=against)
        super().__init__(said)
        self.checks = checks


class Reviews(Base):
    """Approve, edit, reject, take over; and look first."""

    def checks(self, draft: Draft, text: str) -> JsonDicts:
        """The checks of a text, with placeholders, that may be sent in place of the draft: the draft's own, or anew.

        Raises Unchecked; without a way to check anew the draft's own, whose places may not fit the text.
        """
        if text == draft.text or self._rechecking is None:
            return draft.checks
        return tuple(asdict(result) for result in self._rechecking.results(draft, text))

    def failing(self, draft: Draft, checks: JsonDicts, edited: bool) -> tuple[str, ...]:
        """Those of a text's checks that forbid it: in the draft all that say so, in an edit as `graph.overriding` has it."""
        blocking = [str(check["name"]) for check in checks if check["verdict"] == "block"]
        if not edited:
            return tuple(blocking)
        counting = OF_EDITS | set(forbidding(draft))
        return tuple(name for name in blocking if name in counting)

    def module(self, draft: Draft) -> Module:
        """The use case of what this draft answers, by the rules in force now; `approval` says who may let it out."""
        turn = turns.get(self._db, draft.turn_id)
        asked = "\n\n".join(message.redacted or "" for message in turns.inbound(self._db, turn.id))
        return self._modules.for_(turn.intent or "other", asked, draft.language)

    def approve(
        self, draft_id: str, account: Account, *, starred: bool = False, seconds_open: float | None = None
    ) -> Decision:
        """Send the draft as it is; a starred one is learnt from.

        Raises ApprovalNeeded, BlockedDraft, and what decisions raise.
        """
        draft = drafts.get(self._db, draft_id)
        approval.hold(self.module(draft), account)
        if blocked := forbidding(draft):
            raise BlockedDraft(blocked)
        return self._decide(
            draft, account, "approve", text=draft.text, starred=starred, seconds_open=seconds_open
        )

    def edit(
        self,
        draft_id: str,
        account: Account,
        text: str,
        *,
        reasons: Sequence[str] = (),
        starred: bool = False,
        seconds_open: float | None = None,
    ) -> Decision:
        """Send a changed text. Personal data the reviewer wrote out is kept as placeholders and sent as written.

        Raises ApprovalNeeded, BlockedDraft, Unchecked, EmptyText, UnknownPlaceholder, DisclosureError, RedactionError, Erased, and what
        decisions raise.
        """
        draft = drafts.get(self._db, draft_id)
        approval.hold(self.module(draft), account)
        masked = self._sendable(draft, text)
        if blocked := self.failing(draft, self.checks(draft, masked), edited=True):
            raise BlockedDraft(blocked)
        return self._decide(
            draft,
            account,
            "edit",
            text=masked,
            failing=(),
            reasons=reasons,
            starred=starred,
            seconds_open=seconds_open,
        )

    def reject(
        self,
        draft_id: str,
        account: Account,
        *,
        guidance: str | None = None,
        reasons: Sequence[str] = (),
        seconds_open: float | None = None,
    ) -> Decision:
        """Send nothing. With guidance the draft is made anew, at most three times; without, that is the end of it."""
        draft = drafts.get(self._db, draft_id)
        conversation = conversations.get(self._db, draft.conversation_id)
        wanted = guidance.strip() if guidance else ""
        return self._decide(
            draft,
            account,
            "reject",
            guidance=self._masked(wanted, conversation, draft.language, draft.text) if wanted else None,
            reasons=reasons,
            seconds_open=seconds_open,
        )

    def take_over(
        self,
        draft_id: str,
        account: Account,
        *,
        reasons: Sequence[str] = (),
        seconds_open: float | None = None,
    ) -> Decision:
        """Send nothing and answer in person; the customer is told who is there."""
        draft = drafts.get(self._db, draft_id)
        notice = self._notices.person_joined(conversations.get(self._db, draft.conversation_id), account)
        return self._decide(
            draft, account, "take_over", reasons=reasons, seconds_open=seconds_open, notice=notice
        )

    def preview(
        self, draft: Draft, text: str, authorship: Authorship, account: Account, masked: bool = True
    ) -> Disclosed:
        """A text as the customer will read it: with placeholders, or (masked=False, an audit event) word for word.

        Raises EmptyText, DisclosureError, and word for word also UnknownPlaceholder and Erased.
        """
        if not text.strip():
            raise EmptyText
        if not masked:
            conversation = conversations.get(self._db, draft.conversation_id)
            text = self._replies.restored(conversation, text)
            self._revealed(conversation.id, account, {"draft": draft.id})
        person = account.display_name if authorship == "human" else None
        return self._replies.disclosed(text, authorship=authorship, language=draft.language, person=person)

    def autosave(self, draft_id: str, account: Account, text: str) -> None:
        """Keep an edit that isn't decided yet, with placeholders for what the reviewer wrote out.

        Raises ClaimLost, Stale, RedactionError, Erased.
        """
        draft = drafts.get(self._db, draft_id)
        conversation = conversations.get(self._db, draft.conversation_id)
        masked = self._masking.typed(text, conversation, draft.language, draft.text, unfinished=True)
        desk.autosave(self._db, draft_id, account.id, masked)

    def _sendable(self, draft: Draft, text: str) -> str:
        """An edit as it is kept. Put together once already here, so that the reviewer hears of one that can't be sent."""
        conversation = conversations.get(self._db, draft.conversation_id)
        masked = self._masked(text, conversation, draft.language, public=draft.text)
        self._replies.disclosed(
            self._replies.restored(conversation, masked), authorship="ai_edited", language=draft.language
        )
        return masked

    def _decide(self, draft: Draft, account: Account, kind: DecisionKind, **details: Any) -> Decision:
        """The decision binds what the reviewer saw: this version, and the last message it answers."""
        made = decisions.decide(
            self._db,
            draft_id=draft.id,
            reviewer_id=account.id,
            kind=kind,
            last_seq=draft.last_seq,
            draft_version=draft.version,
            hold_seconds=self._undo_seconds,
            **details,
        )
        return self._ring(draft.conversation_id, made)
