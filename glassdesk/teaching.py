"""What people's decisions teach, as lines for other tools: chats for fine-tuning, cases for evaluation.

Everything here is redacted, and nothing of erased customers is in it. `docs/interop.md` shows a line of each form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from data import examples
from data.database import Database
from data.reviewed import Reviewed, reviewed

Form = Literal["chat", "evaluation"]
Line = dict[str, Any]
LANGUAGES = {"en": "English", "de": "German", "da": "Danish", "nl": "Dutch", "sv": "Swedish"}
SYSTEM = (
    "You draft replies of {company}'s customer service, in {language}. People's names, addresses and numbers stand as "
    "placeholders such as <PERSON_1>: keep them as they are."
)


def example_lines(db: Database, company: str, form: Form = "chat") -> Iterator[Line]:
    """The active examples, newest first as chats, in the order of their decisions as cases."""
    active = {example.decision_id: example for example in examples.active(db)}
    if form == "evaluation":
        yield from (_case(one) for one in reviewed(db) if one.decision_id in active)
        return
    for example in active.values():
        labels = {
            "decision": example.decision_id,
            "language": example.language,
            "intent": example.intent,
            "reasons": list(example.reasons),
            "created_at": example.created_at.isoformat(),
        }
        yield _chat(company, example.language, example.request, example.reply, labels)


def decision_lines(db: Database, company: str, form: Form = "evaluation") -> Iterator[Line]:
    """All decisions as cases; as chats those whose reply a person let out and that has left."""
    for one in reviewed(db):
        if form == "evaluation":
            yield _case(one)
        elif one.sent and one.reply and one.request:
            labels = {
                "decision": one.decision_id,
                "language": one.language,
                "intent": one.intent,
                "reasons": list(one.reasons),
                "created_at": one.decided_at.isoformat(),
            }
            yield _chat(company, one.language, one.request, one.reply, labels)


def _chat(company: str, language: str, request: str, reply: str, labels: Line) -> Line:
    """The form that fine-tuning of chat models takes: one exchange, and what it was beside it."""
    system = SYSTEM.format(company=company, language=LANGUAGES.get(language, language))
    return {
        "messages": [
            {"role": "system", "content": system},
            {"role": "user", "content": request},
            {"role": "assistant", "content": reply},
        ],
        "metadata": labels,
    }


def _case(one: Reviewed) -> Line:
    """The form that evaluation tools take: input, output and reference, with all that is known of them."""
    return {
        "id": one.decision_id,
        "input": one.request,
        "draft": one.draft,
        "reference": one.reply,
        "edit_distance": one.edit_distance,
        "decision": {
            "kind": one.kind,
            "decided_at": one.decided_at.isoformat(),
            "reasons": list(one.reasons),
            "guidance": one.guidance,
            "starred": one.starred,
            "seconds_open": one.seconds_open,
            "sent": one.sent,
        },
        "labels": {
            "language": one.language,
            "intent": one.intent,
            "emotion": one.emotion,
            "sentiment": one.sentiment,
            "urgency": one.urgency,
            "wants_human": one.wants_human,
            "must_escalate": one.must_escalate,
            "injection": one.injection,
        },
        "sources": list(one.sources),
        "sentences": list(one.sentences),
        "checks": list(one.checks),
        "drafter": {
            "name": one.drafter,
            "model": one.model,
            "prompt_version": one.prompt_version,
            "version": one.draft_version,
            "examples": list(one.examples),
            "usage": one.usage or {},
            "stood_in": one.fallback,
        },
    }
