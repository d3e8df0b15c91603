"""The review page: the queue on the left, the opened draft on the right."""

from __future__ import annotations

import streamlit as st

from console import pile, session
from console.components import queue_list
from console.context import moment, parts
from console.markup import plain, tag
from console.opened import open_draft, show_told
from console.panels import assigning, canary, rest, snoozing
from console.panels import desk as desk_panel
from console.panels.handy import tools
from console.roles import LEADS
from console.texts import say
from console.turnstile import glance
from console.views import queue as cards
from console.views import routed, words
from data import approvals, snoozes

REFRESH = 5  # seconds between two looks at the queue
LISTED = 40  # drafts in the list until somebody asks for all
ALL = "queue-all"


def show() -> None:
    """The whole page."""
    show_told()
    opened = st.query_params.get("draft")
    tools(session.require())
    rest.hint(session.require())
    with st.container(key="review"):
        left, right = st.columns([1, 2.9], gap="medium")
        with left:
            _queue(opened)
        with right, st.container(key="work"):
            if opened:
                canary.forget()
                desk_panel.show(opened)
            elif told := canary.told():
                canary.show(told, session.require())
            else:
                _nothing_open()


@st.fragment(run_every=REFRESH)
@glance()
def _queue(opened: str | None) -> None:
    """The queue; it looks for news by itself and leaves the rest of the page alone."""
    account = session.require()
    now = moment()
    items = pile.queue(account)
    asleep = snoozes.asleep(parts().db, now=now)
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"
    ):
        st.html(tag("h2", plain(cards.summary(items, now)), classes="gd-heading"), width="content")
        chosen_language, chosen_intent = _filters(*cards.choices(items))
    wanted = assigning.shown(account.id, "queue-shown")
    known = routed.load(parts().db, parts().waits, now)
    if sleeping := snoozing.switch(len(asleep)):
        items = sleeping
    part = routed.part(items, account.id, known, wanted)
    narrowed = cards.filtered(part, chosen_language, chosen_intent)
    shown = routed.order(narrowed, account.id, known, now, account.role in LEADS)
    if not shown:
        empty = "queue.none_match" if part else f"routed.none_{wanted}" if items else "queue.rest"
        st.caption(say(empty))
        return
    asked = approvals.of_open(parts().db)
    listed = shown if st.session_state.get(ALL) else cards.top(shown, LISTED, opened)
    marked = [
        cards.card(
            item,
            account.id,
            now,
            asked.get(item.draft_id),
            (
                *snoozing.marks(asleep.get(item.draft_id)),
                *routed.clock(item, known, now, session.zone()),
                *routed.marks(item.conversation_id, account.id, known),
            ),
        )
        for item in listed
    ]
    queue_list(marked, opened, open_draft)
    if len(listed) < len(shown):
        st.button(say("queue.all", n=len(shown)), type="tertiary", on_click=_show_all)


def _show_all() -> None:
    st.session_state[ALL] = True


def _filters(languages: list[str], intents: list[str]) -> tuple[str | None, str | None]:
    """Narrow the queue; nothing is shown where there is nothing to choose. What was chosen stays, also when its last draft goes."""
    chosen = st.session_state.get("queue-language"), st.session_state.get("queue-intent")
    if len(languages) + len(intents) < 3 and chosen == (None, None):
        return None, None
    with st.popover(say("queue.filter"), icon=":material/filter_list:"):
        language = st.selectbox(
            say("filter.language"),
            [None, *_with(chosen[0], languages)],
            format_func=lambda code: words.language(code) if code else say("all"),
            key="queue-language",
        )
        intent = st.selectbox(
            say("filter.intent"),
            [None, *_with(chosen[1], intents)],
            format_func=lambda name: words.intent(name) if name else say("all"),
            key="queue-intent",
        )
    return language, intent


def _with(chosen: str | None, there: list[str]) -> list[str]:
    return there if chosen is None or chosen in there else [*there, chosen]


@st.fragment(run_every=REFRESH)
@glance()
def _nothing_open() -> None:
    """What to do when no draft is open; it notices by itself when a draft arrives or the last one goes."""
    account = session.require()
    waiting = routed.order(pile.queue(account), account.id, routed.load(parts().db, parts().waits, moment()))
    first = cards.next_draft(waiting, account.id, asked=approvals.of_open(parts().db))
    with st.container(key="nothing-open"):
        if first is None:
            st.subheader(say("review.all_done"), anchor=False)
            st.write(say("review.all_done_next"))
            return
        st.subheader(say("review.ready"), anchor=False)
        st.write(say("review.ready_next"))
        st.button(say("review.start"), type="primary", shortcut="S", on_click=open_draft, args=(first,))
        st.caption(canary.announced())
