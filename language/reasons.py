"""Why a label was given, for reviewers: the cue words that speak for it, or that the network judged by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .cues import Hits

SHOWN = 3
# What is said when a yes-or-no label is a yes, and which cues speak for it.
RAISED = {
    "wants_human": ("asks for a person", "wants_human"),
    "must_escalate": ("must go to a person", "escalate."),
    "injection": ("addresses the AI", "injection"),
}


def reasons(
    hits: Hits, intent: str, emotion: str, raised: Mapping[str, bool], chances: Mapping[str, float]
) -> tuple[str, ...]:
    """Short English phrases that quote matched cue words and nothing else of the text.

    raised: the yes-or-no labels; chances: how likely the network thinks each of them.
    """
    lines: list[str] = []
    for name, (says, prefix) in RAISED.items():
        if raised[name]:
            lines += [*_cited(says, prefix, hits)] or [
                f"{says}: judged by the model ({chances[name]:.0%}), no cue word"
            ]
    lines += _cited("intent", f"intent.{intent}", hits)
    lines += _cited("emotion", f"emotion.{emotion}", hits)
    return tuple(lines)


def _cited(says: str, prefix: str, hits: Hits) -> Iterator[str]:
    """A line for each category that begins with `prefix`, the strongest first."""
    for category, found in sorted(hits.matched.items(), key=lambda item: -hits[item[0]]):
        if category.startswith(prefix):
            kind = category.rpartition(".")[2].replace("_", " ")
            plain = category == prefix and category in ("wants_human", "injection")
            yield f"{says if plain else f'{says} ({kind})'}: {', '.join(found[:SHOWN])}"
