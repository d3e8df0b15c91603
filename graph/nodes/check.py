"""check: look the draft over without a model, store it with what was found, and put it before reviewers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from data import drafts
from data.records import Draft
from graph.nodes.review import human_in_the_loop
from graph.parts import Parts
from graph.state import State, Work


def check(state: State, parts: Parts) -> dict[str, Any]:
    """Store a fresh draft with its checks; from then on it is in the reviewers' queue."""
    work = state.get("work")
    draft = _stored(state, parts, work) if work else drafts.get(parts.db, state["draft_id"])
    parts.bus.publish(draft.conversation_id)
    return {"draft_id": draft.id, "request": human_in_the_loop(draft)}


def _stored(state: State, parts: Parts, work: Work) -> Draft:
    drafted, text = work.drafted, work.drafted.text or ""
    return drafts.add(
        parts.db,
        turn_id=state["turn_id"],
        version=work.version,
        text=text,
        language=state["language"],
        drafter=drafted.drafter,
        model=drafted.model,
        prompt_version=drafted.prompt_version,
        sources=[asdict(source) for source in drafted.sources],
        notes=drafted.notes,
        checks=[asdict(result) for result in parts.check(text, work.request)],
        examples=drafted.examples,
        guidance=work.request.guidance,
        seconds=work.seconds,
        sentences=[asdict(sentence) for sentence in drafted.sentences],
        usage=asdict(drafted.usage) if drafted.usage else None,
        fallback=drafted.fallback,
    )
