"""From what reviewers change again and again to the template it belongs in: one click opens it with the change made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal
from console.opened import go
from console.roles import LEADS
from console.texts import say
from console.views import learning
from data import cited, versions
from data.records import Account, KnowledgeKind, Unfinished
from graph.knowledge.item import Item, Words
from graph.knowledge.proposals import Change, change
from graph.learning import Habit
from redaction import RedactionError

SLOT = "knowledge-proposal"


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposal that a text on the screen holds. item: as `kind:id`."""

    item: str
    habit: Habit


def homes(proposals: Sequence[Habit], account: Account) -> dict[str, Change]:
    """The template or article that each habit belongs in, with the change made, by the habit's key. What somebody has
    typed of it and not saved stays.
    """
    begun = {(edit.kind, edit.item_id): edit for edit in versions.begun(parts().db, account.id)}
    kinds: tuple[KnowledgeKind, ...] = ("template", "article")
    items = [item for kind in kinds for item in parts().knowledge.items(kind)] if proposals else []
    typed = [_typed(item, begun.get((item.kind, item.id))) for item in items]
    found = {habit.key: change(habit, cited.items_of(parts().db, habit.cases), typed) for habit in proposals}
    return {key: into for key, into in found.items() if into is not None}


def open_with(habit: Habit, into: Change) -> None:
    """Keep the changed text as an unfinished edit of whoever clicked, and open it."""
    account, item = session.require(LEADS), into.item
    edit = versions.unfinished(parts().db, item.kind, item.id, account.id)
    history = parts().knowledge.history(item)
    based_on = edit.based_on if edit else (history[0].number if history else 0)
    parts().knowledge.typed(item, account, into.words, based_on)
    st.session_state[SLOT] = Proposed(f"{item.kind}:{item.id}", habit)
    go("knowledge", item=f"{item.kind}:{item.id}")


def show(item: str) -> None:
    """What the text on the screen proposes, above it."""
    proposed = st.session_state.get(SLOT)
    if isinstance(proposed, Proposed) and proposed.item == item:
        habit = proposed.habit
        said = learning.rule(habit.kind, habit.old, habit.new)
        st.info(say("knowledge.proposal", n=habit.decisions, said=literal(said)))


def settle(item: str, saved: Words) -> None:
    """The text was saved: what stands in it now is proposed no more."""
    proposed = st.session_state.get(SLOT)
    if not isinstance(proposed, Proposed) or proposed.item != item:
        return
    del st.session_state[SLOT]
    habit = proposed.habit
    made = habit.new in saved.body if habit.new else habit.old not in saved.body
    try:
        if made and any(one.key == habit.key for one in parts().learning.proposals()):
            parts().learning.dismiss(habit, session.require(LEADS))
    except RedactionError:
        return  # it can't be looked at just now; it stays proposed


def forget(item: str) -> None:
    """The text was thrown away, and the proposal with it; it stays on the list."""
    proposed = st.session_state.get(SLOT)
    if isinstance(proposed, Proposed) and proposed.item == item:
        del st.session_state[SLOT]


def _typed(item: Item, edit: Unfinished | None) -> Item:
    return item if edit is None else replace(item, words=Words(edit.title, edit.body, dict(edit.details)))
