"""A reviewer's words for an earlier draft of the conversation: they go on in the new draft's editor, and nothing is lost.

The customer wrote while somebody was editing, so another draft answers everything together. What was typed stands in its
editor at once, with what the new draft would have said instead, one click away.
"""

from __future__ import annotations

import streamlit as st

from console import pile, session
from console.markup import plain, tag
from console.opened import Opened, opened
from console.texts import say
from console.views import decide, diff, editing
from console.views.work import Work
from data.records import Account


def bring(work: Work, account: Account, memory: Opened) -> None:
    """Put the words into the new draft's editor, once, where this person has typed nothing yet."""
    if memory.typed is not None or editing.unsent(pile.desk_of(work.draft.id), account.id) is not None:
        return
    text = _earlier(work, account, memory)
    if text is not None:
        memory.carried = True
        _put(work.draft.id, account, text)


def note(work: Work, account: Account, text: str | None) -> None:
    """That the words were brought along, with the way to the new draft; or the way back to the words."""
    memory = opened(work.draft.id)
    earlier = _earlier(work, account, memory)
    if earlier is None:
        return
    if memory.carried or text == earlier:
        with st.container(border=True, key="carried"):
            st.html(tag("p", tag("b", plain(say("carried.title"))) + " " + plain(say("carried.told"))))
            with st.expander(say("carried.difference")):
                st.html(diff.as_html(work.draft.text, text or earlier))
            st.button(say("carried.use_new"), on_click=_use, args=(work.draft.id, work.draft.text, False))
        return
    with st.expander(say("earlier.title"), icon=":material/history:", expanded=True):
        st.code(earlier, language=None, wrap_lines=True)
        st.button(say("earlier.use"), on_click=_use, args=(work.draft.id, earlier, True))


def stale(work: Work) -> list[str]:
    """The ids of the conversation's other drafts that turned stale."""
    return [desk.draft_id for desk in work.desks if desk.status == "stale" and desk.draft_id != work.draft.id]


def _earlier(work: Work, account: Account, memory: Opened) -> str | None:
    """The words: what the browser sent last for the draft that was left, else what was saved of an earlier one."""
    drafted = {draft.text for draft in work.drafts}
    left_id, left = memory.left
    texts = [left] if left_id in stale(work) else []
    texts += editing.earlier_edits(work.desks, work.draft, account.id)
    return next((text for text in texts if text.strip() and text not in drafted), None)


def _use(draft_id: str, text: str, carried: bool) -> None:
    """Put a text into the editor, by a click."""
    opened(draft_id).carried = carried
    _put(draft_id, session.require(), text)


def _put(draft_id: str, account: Account, text: str) -> None:
    memory = opened(draft_id)
    try:
        pile.keep(draft_id, account, text)
    except decide.REFUSALS as error:
        memory.message = decide.refusal(error).message
    else:
        memory.saved = text
    memory.typed = text
    memory.insert += 1
