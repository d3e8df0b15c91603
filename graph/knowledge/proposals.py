"""Reviewers' habits as changes to the texts that drafts are made of: where a sentence belongs, and the text with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.knowledge.item import Item, Words
from graph.learning.changes import same
from graph.learning.habits import Habit


@dataclass(frozen=True, slots=True)
class Change:
    """A text with a habit's change in it. uses: of the habit's decisions, how many were about drafts that cite it."""

    item: Item
    words: Words
    uses: int


def change(habit: Habit, uses: Mapping[str, int], templates: Sequence[Item]) -> Change | None:
    """The template most of a habit's drafts were made of, changed as reviewers did; None where it doesn't fit.

    A sentence to leave out or reword must stand in the template word for word, but for case and a comma.
    """
    known = {item.id: item for item in templates if not item.archived and item.language == habit.language}
    for id, number in sorted(uses.items(), key=lambda use: (-use[1], use[0])):
        item = known.get(id)
        if item is None or 2 * number < habit.decisions:
            continue
        body = _changed(item.words.body, habit)
        if body is not None:
            return Change(item, Words(item.words.title, body, item.words.details), number)
    return None


def _changed(body: str, habit: Habit) -> str | None:
    if habit.kind == "add":
        return None if _holds(body, habit.new) else f"{body.rstrip()} {habit.new}"
    if habit.old and habit.old in body:
        changed = body.replace(habit.old, habit.new, 1)
        return (
            changed
            if habit.new
            else "\n".join(" ".join(line.split()) for line in changed.splitlines()).strip()
        )
    return None


def _holds(body: str, sentence: str) -> bool:
    return sentence in body or any(same(line, sentence) for line in body.replace(". ", ".\n").splitlines())
