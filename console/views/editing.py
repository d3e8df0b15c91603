"""The editor's sheet: which text it shows, what may be done with it, and what was typed before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from console.texts import say
from console.views.checked import Checked
from data.approvals import forbidding
from data.decisions import MAX_REDRAFTS
from data.records import Desk, Draft, UndoneDecision

REASONS = ("tone", "facts", "missing_answer", "too_long", "policy", "language", "other")
WORDS = (
    "label", "region", "approve", "approve_help", "approve_blocked", "edit", "edit_help", "reject", "reject_help", "take_over", "take_over_help",
    "ask", "ask_help", "ask_why", "ask_hint", "ask_now", "undo", "star", "tags", "guidance", "guidance_hint", "redraft", "send_none", "send_none_help", "cancel", "saved", "unsaved", "sending", "blocked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Again:
    """What went with a decision that was taken back: it stands in the editor again."""

    kind: str
    reasons: tuple[str, ...]
    starred: bool
    guidance: str

    @classmethod
    def of(cls, undone: UndoneDecision) -> Again:
        """The part of an undone decision that isn't its text."""
        return cls(undone.kind, tuple(undone.reasons), undone.starred, undone.guidance or "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the editor is given. `saved` is what the server has; `insert` changes when `text` must be put in anew.

    earlier: ids of the conversation's drafts that turned stale. again: what went with a decision that was taken back.
    """

    draft_id: str
    original: str
    text: str
    saved: str
    language: str
    blocked: bool
    redrafts_left: int
    can_approve: bool
    can_ask: bool = False
    marks: tuple[dict[str, Any], ...] = ()
    insert: int = 0
    earlier: tuple[str, ...] = ()
    again: Again | None = None

    def for_browser(self) -> dict[str, Any]:
        """The sheet with all its words, as the component reads it."""
        return {
            "draft": self.draft_id,
            "original": self.original,
            "text": self.text,
            "saved": self.saved,
            "language": self.language,
            "blocked": self.blocked,
            "insert": self.insert,
            "earlier": list(self.earlier),
            "again": asdict(self.again) if self.again else None,
            "can_approve": self.can_approve,
            "can_ask": self.can_ask,
            "marks": list(self.marks),
            "can_redraft": self.redrafts_left > 0,
            "redrafts": redrafts_line(self.redrafts_left),
            "tags": [{"id": reason, "word": say(f"reason.{reason}")} for reason in REASONS],
            "words": {word: say(f"editor.{word}") for word in WORDS},
        }


def sheet(
    draft: Draft,
    text: str | None,
    *,
    saved: str | None = None,
    blocked: bool = False,
    insert: int = 0,
    found: Checked | None = None,
    earlier: Sequence[str] = (),
    again: Again | None = None,
) -> Sheet:
    """The sheet of a draft: with a text that was typed before, if there is one, else with the draft's.

    saved: what the browser sent and the server kept, where that is known; else the text counts as saved. found: how the
    text stands with the checks; None asks those of the draft.
    """
    shown = draft.text if text is None else text
    left = max(0, MAX_REDRAFTS - (draft.version - 1))
    approvable = not forbidding(draft)
    return Sheet(
        draft.id,
        draft.text,
        shown,
        shown if saved is None else saved,
        draft.language,
        blocked,
        left,
        approvable if found is None else approvable and found.sendable,
        found is not None and found.askable,
        tuple(found.marks()) if found else (),
        insert,
        tuple(earlier),
        again,
    )


def unsent(desk: Desk, account_id: str) -> str | None:
    """What this person has typed and not sent, with placeholders for personal data they wrote out."""
    return desk.edit_text if desk.edit_by == account_id else None


def earlier_edits(desks: Sequence[Desk], current: Draft, account_id: str) -> list[str]:
    """This person's unsent texts for earlier drafts of the conversation, the latest first."""
    edited = [
        desk
        for desk in desks
        if desk.status == "stale"
        and desk.edit_by == account_id
        and desk.edit_text
        and desk.draft_id != current.id
    ]
    latest_first = sorted(edited, key=lambda desk: str(desk.edit_at), reverse=True)
    return [desk.edit_text for desk in latest_first if desk.edit_text]


def redrafts_line(left: int) -> str:
    """How many new drafts may still be asked for."""
    return say("editor.redrafts", n=left) if left else say("editor.no_redrafts")
