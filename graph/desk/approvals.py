"""Asking a second person to let a reply out, and answering: where a check forbids it, or the use case wants two."""

from __future__ import annotations

from collections.abc import Sequence

from data import accounts, approvals, conversations, decisions, drafts
from data.records import (
    Account,
    ApprovalKind,
    ApprovalRequest,
    Asked,
    Decision,
    Draft,
    JsonDicts,
    NewApproval,
    Second,
)
from graph.desk.base import EmptyText
from graph.desk.reviews import BlockedDraft, Reviews
from graph.overriding import RULES, never, rules, senior_wanted


class NothingToAsk(ValueError):
    """One person can send this text; nobody else is needed and nothing was written."""

    def __init__(self) -> None:
        super().__init__("nothing stands against this text: send it yourself")


class NoReason(ValueError):
    """A second person is asked, or told no, with a reason; nothing was written."""

    def __init__(self) -> None:
        super().__init__("say why, so that the other one can judge it")


class Approvals(Reviews):
    """Second persons. Who asks and who answers are never the same account."""

    def ask_second(
        self,
        draft_id: str,
        account: Account,
        text: str,
        reason: str,
        *,
        reasons: Sequence[str] = (),
        starred: bool = False,
        seconds_open: float | None = None,
    ) -> ApprovalRequest:
        """Ask for a second person for exactly this text, the draft's own or an edit of it.

        Raises NothingToAsk, NoReason, BlockedDraft (a check that nobody can override), what `edit` raises of a text,
        and what `data.approvals.ask` raises.
        """
        draft = drafts.get(self._db, draft_id)
        fit = text if text == draft.text else self._sendable(draft, text)
        # Decided on what is kept: a value written out may be all that was changed, and it becomes its placeholder.
        kind: ApprovalKind = "approve" if fit == draft.text else "edit"
        wants, checks = self._wants(draft, fit, account)
        if not wants:
            raise NothingToAsk
        new = NewApproval(
            draft_id=draft.id,
            kind=kind,
            text=fit,
            draft_version=draft.version,
            last_seq=draft.last_seq,
            wants=wants,
            checks=checks,
            senior=senior_wanted(self.module(draft), account),
            reason=self._told(draft, reason),
            asked_by=account.id,
            reasons=tuple(reasons),
            starred=starred,
            seconds_open=seconds_open,
        )
        return self._ring(draft.conversation_id, approvals.ask(self._db, new))

    def second(self, draft_id: str) -> Asked | None:
        """What was last asked of a second person about this draft, and what became of it."""
        return approvals.newest(self._db, draft_id)

    def let_out(self, asked: Asked, account: Account) -> Decision:
        """Approve what somebody else asked for; it becomes their decision, and both stand in the audit.

        The checks run once more: what has begun to forbid the text since makes the request stale. Raises NotSecond,
        Stale, BlockedDraft, Unchecked, and what decisions raise.
        """
        request = asked.request
        draft = drafts.get(self._db, request.draft_id)
        asking = accounts.get(self._db, request.asked_by)
        wants, _ = self._wants(draft, request.text, asking)
        decision = decisions.decide(
            self._db,
            draft_id=draft.id,
            reviewer_id=asking.id,
            kind=request.kind,
            text=request.text,
            last_seq=request.last_seq,
            draft_version=request.draft_version,
            failing=[name for name in wants if name not in RULES],
            rules=[name for name in wants if name in RULES],
            reasons=request.reasons,
            starred=request.starred,
            seconds_open=request.seconds_open,
            second=_by(asked, account),
            hold_seconds=self._undo_seconds,
        )
        return self._ring(draft.conversation_id, decision)

    def decline(self, asked: Asked, account: Account, note: str) -> Asked:
        """Don't let it out, and say why; it goes back to who asked. Raises NoReason, NotSecond, Stale."""
        draft = drafts.get(self._db, asked.request.draft_id)
        done = approvals.decline(self._db, _by(asked, account), self._told(draft, note))
        return self._ring(draft.conversation_id, done)

    def withdraw_request(self, asked: Asked, account: Account) -> Asked:
        """Take one's own request back, to go on with the draft. Raises NotSecond, Stale."""
        done = approvals.withdraw(self._db, _by(asked, account))
        return self._ring(asked.request.conversation_id, done)

    def _wants(self, draft: Draft, text: str, account: Account) -> tuple[tuple[str, ...], JsonDicts]:
        """Why this text takes a second person, and all checks of it. Raises BlockedDraft where none can help."""
        checks = self.checks(draft, text)
        failing = self.failing(draft, checks, edited=text != draft.text)
        if never(failing):
            raise BlockedDraft(failing)
        return (*failing, *rules(self.module(draft), account)), checks

    def _told(self, draft: Draft, words: str) -> str:
        """A reason, with placeholders for personal data in it."""
        conversation = conversations.get(self._db, draft.conversation_id)
        try:
            return self._masked(words, conversation, draft.language, draft.text)
        except EmptyText:
            raise NoReason from None


def _by(asked: Asked, account: Account) -> Second:
    return Second(asked.request.id, account.id, account.role)
