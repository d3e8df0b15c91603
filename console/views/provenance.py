"""Where each sentence of a reply comes from, what its use case says, and what the draft took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from console.markup import chips, plain, tag
from console.spoken import spoken
from console.texts import known, say
from console.views import numbers
from console.views.readable import readable
from data.records import Draft, JsonDict, JsonDicts, Role
from graph.desk.approval import SENIORS
from graph.drafters.sentences import spans
from graph.modules import Module

LONGEST = 700  # characters of a passage that are shown; the whole of it stands among the sources
MODEL = "openai"  # the drafter whose sentences are worded by a model


@dataclass(frozen=True, slots=True)
class Mark:
    """A sentence with the white space behind it. label: its origin in a word; title, passage: of its source."""

    text: str
    kind: str
    label: str
    title: str = ""
    passage: str = ""


def marks(draft: Draft, text: str) -> list[Mark]:
    """The sentences of `text`, an edit of the draft or the draft itself, each with its origin.

    What doesn't stand in the draft was written by hand. Empty for drafts that don't tell where they come from.
    """
    if not draft.sentences:
        return []
    origins = _origins(draft.sentences)
    found = []
    for begin, end, behind in _pieces(text):
        origin = origins.get(text[begin:end], [])
        found.append(_mark(draft, text[begin:end] + behind, origin.pop(0) if origin else None))
    return found


def marks_html(shown: Sequence[Mark]) -> str:
    """The reply with a quiet word behind each sentence; pointing at one, or reaching it by keyboard, shows its source."""
    if not shown:
        return tag("p", plain(say("provenance.none")), classes="gd-quiet")
    paragraphs = [""]
    for mark in shown:
        behind = mark.text[len(mark.text.rstrip()) :]
        paragraphs[-1] += _mark_html(mark) + ("\n" if "\n" in behind else " ")
        if behind.count("\n") > 1:
            paragraphs.append("")
    body = "".join(tag("p", paragraph.rstrip()) for paragraph in paragraphs if paragraph)
    return tag("div", body, classes="gd-origins") + tag(
        "p", plain(say("provenance.help")), classes="gd-quiet"
    )


def rules(module: Module) -> str:
    """The use case and who lets its replies out, in one line."""
    case = f" ({spoken(module.case)})" if module.case else ""
    return say("provenance.rules", name=spoken(module.title) + case, who=known("approval", module.approval))


def held(module: Module, role: Role) -> bool:
    """Whether somebody with this role may not let a reply of this use case out."""
    return module.approval != "reviewer" and role not in SENIORS


def usage(took: JsonDict, currency: str) -> str:
    """What the draft took of a model, in one line; empty when no model was asked."""
    tokens = int(took.get("input_tokens", 0)) + int(took.get("output_tokens", 0))
    calls = int(took.get("calls", 0))
    if not calls:
        return ""
    cost = float(took.get("cost", 0.0))
    said = say(
        "provenance.usage",
        tokens=numbers.number(tokens),
        seconds=numbers.number(float(took.get("seconds", 0.0)), 1),
        n=calls,
    )
    return said + (f" · {_money(cost)} {currency}" if cost else "")


def _money(cost: float) -> str:
    """Two digits, or as many as show that it isn't nothing."""
    return numbers.number(cost, 2 if cost >= 0.1 else 4)


def _origins(sentences: JsonDicts) -> dict[str, list[Mapping[str, Any]]]:
    """The draft's sentences by their words, in order: the same words may stand twice."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for sentence in sentences:
        text = str(sentence.get("text", ""))
        for begin, end in spans(text):
            found.setdefault(text[begin:end], []).append(sentence)
    return found


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Begin and end of each sentence, and the white space behind it."""
    places = spans(text)
    for place, (begin, end) in enumerate(places):
        following = places[place + 1][0] if place + 1 < len(places) else end
        yield begin, end, text[end:following]


def _mark(draft: Draft, text: str, origin: Mapping[str, Any] | None) -> Mark:
    if origin is None:
        return Mark(text, "person", known("provenance.kind", "person"), say("provenance.person"))
    kind, id = str(origin.get("kind", "ai")), origin.get("source")
    source = next((source for source in draft.sources if source.get("id") == id), None) if id else None
    label = known("provenance.kind", kind)
    if source is None:
        return Mark(text, kind, label, known("provenance.why", kind))
    title = str(source.get("title") or id)
    if draft.drafter == MODEL:
        title = say("provenance.by_model", title=title)
    return Mark(text, kind, label, title, _short(readable(str(source.get("text", "")))))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " …"


def _mark_html(mark: Mark) -> str:
    passage = tag("span", chips(mark.passage), classes="gd-text") if mark.passage else ""
    shown = tag("b", chips(mark.title)) + passage
    inside = chips(mark.text.rstrip())
    inside += tag("span", plain(mark.label), classes="gd-origin")
    inside += tag("span", shown, classes="gd-passage")
    return tag("span", inside, classes=f"gd-sentence gd-of-{_class(mark.kind)}", tabindex="0")


def _class(kind: str) -> str:
    return kind if kind in ("ai", "person", "phrase") else "source"
