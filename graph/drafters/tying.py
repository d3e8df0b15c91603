"""A model's pieces as the sentences of a draft, each tied to the source it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.drafters.answer import Piece
from graph.drafters.sentences import Sentence, split
from graph.material import SentenceKind, Source

KINDS: Mapping[str, SentenceKind] = {
    "order": "order",
    "article": "article",
    "template": "template",
    "example": "example",
}


def tied(pieces: Sequence[Piece], offered: Mapping[str, Source]) -> list[Sentence]:
    """The pieces' sentences in order. A source that wasn't offered is none: the words are the model's own.

    The white space between two pieces is what the model put there, or a blank.
    """
    found: list[Sentence] = []
    gap = ""
    for piece in pieces:
        text = piece.text.lstrip()
        gap += piece.text[: len(piece.text) - len(text)]
        if not text:
            continue
        source = offered.get(piece.source or "")
        kind = KINDS.get(source.kind, "record") if source else "ai"
        own = split(text.rstrip(), kind, source.id if source else None)
        own[0] = Sentence(own[0].text, _lead(gap), own[0].source, own[0].kind)
        found += own
        gap = text[len(text.rstrip()) :]
    return found


def cited(pieces: Sequence[Piece], offered: Mapping[str, Source]) -> tuple[Source, ...]:
    """The sources that pieces name, each once, in the order of the reply."""
    named = dict.fromkeys(piece.source for piece in pieces if piece.source in offered)
    return tuple(offered[name] for name in named if name)


def _lead(gap: str) -> str:
    breaks = gap.count("\n")
    return "\n\n" if breaks > 1 else "\n" if breaks else " "
