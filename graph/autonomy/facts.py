"""What the fixed list is asked about: a turn's labels, its draft's text and checks, and what was found for it."""

from __future__ import annotations

from data.records import Draft, Turn
from graph.autonomy.never import Facts
from graph.material import CheckResult, DraftRequest
from graph.modules.autonomy import kept_back
from language import detect
from language.text import plain


def facts_of(turn: Turn, draft: Draft, request: DraftRequest) -> Facts:
    """The facts of a draft. All that the customer has written in the conversation counts, not only the last of it."""
    module = request.module
    results = [CheckResult(str(check["name"]), check["verdict"], "") for check in draft.checks]
    earlier = [line.text for line in request.history if line.author == "customer"]
    return Facts(
        request="\n\n".join((*earlier, request.text)),
        reply=draft.text,
        language=turn.language,
        detected=detect(plain(request.text), fallback=turn.language or ""),
        reply_language=draft.language,
        sentiment=turn.sentiment,
        emotion=turn.emotion,
        intent=turn.intent,
        wants_human=turn.wants_human,
        must_escalate=turn.must_escalate,
        injection=turn.injection,
        chances=turn.chances,
        verdicts=tuple(result.verdict for result in results),
        flags=kept_back(module, request, draft.text, results) if module else ("always",),
        approval=module.approval if module else None,
    )
