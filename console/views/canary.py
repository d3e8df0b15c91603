"""A canary as the review page shows it: like a draft that has just come in. And what is said once it is answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from console.markup import chips, plain, tag
from console.texts import known, say
from console.views.decide import Action
from console.views.work import Work
from data import accounts, canaries, conversations, drafts, messages, turns
from data.database import Database
from data.ids import text_hash
from data.records import Canary, Desk, Draft, JsonDicts
from graph.canaries import still_there

MODEL = "openai"  # the drafter that words sentences itself; the others take set phrases
AROUND = 60  # characters of the reply that are shown on either side of the wrong words


@dataclass(frozen=True, slots=True)
class Feedback:
    """What whoever answered is told: whether they spotted it, what was wrong, and what the source says."""

    spotted: bool
    canary: Canary


def load(db: Database, canary_id: str) -> Work | None:
    """The canary with the conversation that it copies, as of the draft then; None when there is no such canary.

    Times are moved to its arrival in the queue. Work that was done on the conversation since isn't shown.
    """
    found = canaries.find(db, canary_id)
    if found is None:
        return None
    past = drafts.get(db, found.draft_id)
    turn = turns.get(db, past.turn_id)
    conversation = conversations.get(db, past.conversation_id)
    moved = found.planted_at - turn.created_at
    said = [one for one in messages.of_conversation(db, conversation.id) if one.seq <= past.last_seq]
    draft, own = _draft(past, found), desk_of(db, found)
    return Work(
        draft=draft,
        desk=own,
        turn=replace(turn, status="review", created_at=found.planted_at),
        conversation=replace(
            conversation, state="ai", last_seq=past.last_seq, last_inbound_seq=past.last_seq
        ),
        messages=tuple(replace(one, created_at=one.created_at + moved) for one in said),
        drafts=(draft,),
        desks=(own,),
        names={account.id: account.display_name for account in accounts.listing(db)},
        newer=None,
        canary=found,
    )


def desk_of(db: Database, canary: Canary, now: datetime | None = None) -> Desk:
    """Its place on the desk, in the form that drafts have; `decided` once it is answered, withdrawn or too old."""
    status = "open" if canaries.is_open(db, canary.id, now=now) else "decided"
    holder = canaries.holder(db, canary.id, now=now)
    return Desk(canary.id, status, holder, None, None, None, None, None, 1)  # type: ignore[arg-type]


def spotted(canary: Canary, action: Action) -> bool:
    """Whether what somebody wants done shows that they saw the error: nothing is sent, or the error is out of the text."""
    if action.kind in ("reject", "take_over"):
        return True
    return not still_there(canary, action.text)


def feedback_html(feedback: Feedback) -> str:
    """What was wrong and where, and what is right, with the page's own marks."""
    canary = feedback.canary
    lines = [tag("p", plain(known("canary.fault", canary.fault)))]
    lines.append(_pair("canary.here", _here(canary), canary.language))
    if canary.truth:
        lines.append(_pair("canary.source", chips(canary.truth)))
    if canary.was:
        lines.append(_pair("canary.was", chips(canary.was), canary.language))
    said = say("canary.kind_spotted" if feedback.spotted else "canary.kind_missed")
    lines.append(tag("p", plain(said), classes="gd-quiet"))
    return tag("div", "".join(lines), classes="gd-canary")


def _pair(label: str, value: str, language: str = "") -> str:
    quoted = tag("q", value, lang=language) if language else tag("q", value)
    return tag("p", tag("b", plain(say(label))) + " " + quoted)


def _here(canary: Canary) -> str:
    """The wrong words, marked, with some of the reply around them."""
    end = canary.place + len(canary.planted)
    before, behind = canary.text[: canary.place], canary.text[end:]
    before = before if len(before) <= AROUND else "…" + before[-AROUND:].partition(" ")[2]
    behind = behind if len(behind) <= AROUND else behind[:AROUND].rpartition(" ")[0] + "…"
    return chips(before) + tag("mark", chips(canary.planted), classes="gd-mark-warn") + chips(behind)


def _draft(past: Draft, canary: Canary) -> Draft:
    return replace(
        past,
        id=canary.id,
        version=1,
        text=canary.text,
        text_hash=text_hash(canary.text),
        checks=canary.checks,
        sentences=_sentences(past, canary),
        guidance=None,
        created_at=canary.planted_at,
    )


def _sentences(past: Draft, canary: Canary) -> JsonDicts:
    """The draft's pieces with the error in them: a swapped value in its sentence, an added sentence as one without a source."""
    made: list[dict[str, object]] = []
    start = 0
    for piece in past.sentences:
        text = str(piece.get("text", ""))
        inside, start = canary.place - start, start + len(text)
        if not 0 <= inside <= len(text) or any("planted" in one for one in made):
            made.append(dict(piece))
        elif canary.was and inside + len(canary.was) <= len(text):
            after = text[:inside] + canary.planted + text[inside + len(canary.was) :]
            made.append({**piece, "text": after, "planted": True})
        elif not canary.was:
            own = {"source": None, "kind": "ai" if past.drafter == MODEL else "phrase", "planted": True}
            made += [{**piece, "text": text[:inside]}, {**own, "text": canary.planted}]
            made += [{**piece, "text": text[inside:]}] if text[inside:] else []
        else:
            made.append(dict(piece))
    if "".join(str(one["text"]) for one in made) != canary.text:
        return ()  # the error runs across two pieces: the draft then tells nothing of where it comes from
    return tuple({name: value for name, value in one.items() if name != "planted"} for one in made)
