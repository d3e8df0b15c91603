"""Reviewers' habits as changes to the texts that drafts are made of: where a sentence belongs, and the text with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.records import KnowledgeKind
from graph.knowledge.item import Item, Words
from graph.learning.changes import same
from graph.learning.habits import Habit

# What drafts fill in, leave out or lead to isn't read as words: fields, the mark of a part for mails, addresses.
_NO_WORDS = re.compile(r"\{\{.*?\}\}|\[\[mail:|\]\([^)\n]*\)|https?://[^\s<>)\]]*", re.DOTALL)
_BLANKS = re.compile(r"(?<=\S) {2,}")


@dataclass(frozen=True, slots=True)
class Change:
    """A text with a habit's change in it. uses: of the habit's decisions, how many were about drafts that cite it."""

    item: Item
    words: Words
    uses: int


def change(
    habit: Habit, uses: Mapping[tuple[KnowledgeKind, str], int], items: Sequence[Item]
) -> Change | None:
    """The text most of a habit's drafts were made of, changed as reviewers did; None where it doesn't fit.

    uses: of the habit's decisions, how many were about drafts that cite each item, by kind and id. Templates come
    before articles that as many cite. A sentence to leave out or reword must stand in the text word for word.
    """
    known = {
        (item.kind, item.id): item for item in items if not item.archived and item.language == habit.language
    }
    for key, number in sorted(uses.items(), key=lambda use: (-use[1], use[0][0] != "template", use[0])):
        item = known.get(key)
        if item is None or 2 * number < habit.decisions:
            continue
        body = _changed(item, habit)
        if body is not None:
            return Change(item, Words(item.words.title, body, item.words.details), number)
    return None


def _changed(item: Item, habit: Habit) -> str | None:
    body = item.words.body
    if habit.kind == "add":
        between = " " if item.kind == "template" else "\n\n"
        return None if _holds(body, habit.new) else f"{body.rstrip()}{between}{habit.new}"
    place = _where(body, habit.old)
    if place is None:
        return None
    changed = body[: place.start()] + habit.new + body[place.end() :]
    return changed if habit.new else _tidy(changed)


def _where(body: str, old: str) -> re.Match[str] | None:
    """Where the words stand first, whole and as words: "ship" is neither in "shipment" nor in `{{ order.ship }}`."""
    either = re.compile(rf"{_NO_WORDS.pattern}|(?P<words>(?<!\w){re.escape(old)}(?!\w))", re.DOTALL)
    return next((found for found in either.finditer(body) if found["words"]), None)


def _tidy(body: str) -> str:
    """Without the blanks that a sentence left behind; line breaks and indents stay."""
    return "\n".join(_BLANKS.sub(" ", line).rstrip() for line in body.splitlines()).strip()


def _holds(body: str, sentence: str) -> bool:
    return sentence in body or any(same(line, sentence) for line in body.replace(". ", ".\n").splitlines())
