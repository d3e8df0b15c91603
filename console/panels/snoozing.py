"""Putting the opened draft off, what was said when that was done, and the switch to those that sleep."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from console import pile, session
from console.components.snooze import snooze_menu
from console.context import moment, parts
from console.opened import is_open, open_draft, tell
from console.texts import say
from console.views import decide, routed, snoozed
from console.views import queue as cards
from console.views.snoozed import Wish
from console.views.work import Work
from data import approvals, canaries, desk, snoozes
from data.records import QueueItem, Snooze


def menu(work: Work, blocked: bool) -> None:
    """The button that puts it off."""
    snooze_menu(work.draft.id, blocked, _snooze)


def told(work: Work) -> None:
    """That it sleeps, or slept, with the note and the way to bring it back now."""
    found = snoozes.newest(parts().db, work.conversation.id)
    if found is None or work.canary is not None or work.desk.status != "open":
        return
    now = datetime.now(UTC)
    name = work.names.get(found.account_id, "?")
    with st.container(horizontal=True, vertical_alignment="center", key="snoozed"):
        st.html(snoozed.line_html(found, name, session.zone(), now), width="content")
        if found.ended_at is None and found.until > now and found.draft_id == work.draft.id:
            st.button(say("snoozed.wake"), on_click=_wake, args=(work.draft.id,))


def switch(number: int) -> list[QueueItem]:
    """Those put off, when the reviewer wants to see them; the switch is there while any sleep."""
    if number and st.toggle(say("snoozed.filter", n=number), key="queue-snoozed"):
        return desk.queue(parts().db, snoozed=True)
    return []


def marks(found: Snooze | None) -> tuple[cards.Flag, ...]:
    """Until when a draft of the queue sleeps."""
    if found is None:
        return ()
    return (cards.Flag(snoozed.when(found, session.zone(), datetime.now(UTC)), "calm"),)


def _snooze(wish: Wish) -> None:
    """Put it off and go on with the next; a refusal says why."""
    account = session.require()
    if not is_open(wish.draft_id):
        return
    try:
        if (
            canaries.find(parts().db, wish.draft_id) is not None
        ):  # it leads nowhere, and mustn't look different
            pile.release(wish.draft_id, account)
        else:
            parts().desk.snooze(wish.draft_id, account, wish.until, wish.note)
    except decide.REFUSALS as error:
        tell(decide.refusal(error).message, ":material/error:")
        st.rerun()
    tell(say("snoozed.done"), ":material/snooze:")
    asked = approvals.of_open(parts().db)
    waiting = routed.order(pile.queue(account), account.id, routed.load(parts().db, parts().waits, moment()))
    open_draft(cards.next_draft(waiting, account.id, after=wish.draft_id, asked=asked))


def _wake(draft_id: str) -> None:
    account = session.require()
    parts().desk.wake(draft_id, account)
    tell(say("snoozed.woken"))
