"""What people agreed with the customer and wrote down when they handed the conversation back."""

from __future__ import annotations

from data import accounts, conversations, handbacks, merging
from data.customers import ERASED
from data.database import Database
from data.records import Conversation, HandBack
from graph.gather.view import View
from graph.masking import Masking
from graph.material import Agreed
from language import detect


def agreements(
    db: Database, masking: Masking | None, conversation: Conversation, view: View
) -> tuple[Agreed, ...]:
    """The newest first, of this conversation and of those that are joined with it. Raises RedactionError, Erased."""
    family = merging.family(db, conversation.id)
    found = [one for one in view.agreed(handbacks.of(db, *family)) if one.summary != ERASED]
    if not found:
        return ()
    names = {account.id: account.display_name for account in accounts.listing(db)}
    return tuple(
        Agreed(
            id=one.takeover_id,
            day=one.created_at.date(),
            by=names.get(one.account_id, "a person"),
            text=text,
        )
        for one in found
        if (text := _here(db, masking, conversation, one))
    )


def _here(db: Database, masking: Masking | None, conversation: Conversation, one: HandBack) -> str:
    """The summary with this conversation's placeholders; one of another conversation is left out where that can't be."""
    if one.conversation_id == conversation.id:
        return one.summary
    if masking is None:
        return ""
    there = conversations.get(db, one.conversation_id)
    values = masking.vault.placeholders(there.id, there.customer_id)
    spoken = detect(one.summary, conversation.language)
    return masking.told(one.summary, conversation, spoken, values=values)
