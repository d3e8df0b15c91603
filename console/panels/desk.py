"""One draft on the desk: conversation, editor, preview, and beside it what the draft rests on."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import streamlit as st

from console import ahead, pile, session
from console.context import parts
from console.markup import plain, tag
from console.opened import Opened, left_behind, opened
from console.panels import approvals, assigning, customer, editing, joined, provenance, rest, snoozing
from console.panels.blocked import why_blocked
from console.panels.hidden import hidden_details
from console.texts import say
from console.turnstile import glance
from console.views import evidence, judged, noticed, thread, times, words
from console.views import work as works
from console.views.work import Work
from data.errors import ClaimTaken, NotFound, Stale
from data.records import Account, Asked

WATCH = 4  # seconds between two looks at whether the draft is still the newest


def show(draft_id: str) -> None:
    """The opened draft, or why there is none."""
    account = session.require()
    if previous := left_behind(draft_id):
        pile.release(previous, account)
    memory = opened(draft_id)
    asked = parts().desk.second(draft_id)
    holder = _claim(draft_id, account, memory, asked)
    work = ahead.work(draft_id) or pile.load(draft_id)
    if work is None:
        st.info(say("desk.unknown"))
        return
    blocked = works.blocked(work, account, holder)
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small", key="head"):
        _head(work)
        assigning.show(work.conversation.id)
        snoozing.menu(work, blocked != "no")
    snoozing.told(work)
    rest.hand_on(work, blocked != "no")
    main, side = st.columns([1.9, 1], gap="medium")
    with main:
        _conversation(work)
        if work.canary is None:  # a canary shows its conversation as it was then
            joined.beside(work.conversation.id)
        if blocked == "no" and asked is not None and asked.waits:
            approvals.show(work, account, asked)
        else:
            _reply(work, account, blocked, holder, asked)
    with side:
        customer.show(work)
        _evidence(work)
        hidden_details(work.conversation.id, work.messages, (work.draft.text,))
    _watch(work, works.pulse(work.desk, work.conversation, work.newer, asked))
    ahead.prepare(account, draft_id)


def _reply(
    work: Work, account: Account, blocked: works.Blocked, holder: str | None, asked: Asked | None
) -> None:
    """The editor, with what stands in the way of deciding."""
    if blocked != "no":
        why_blocked(work, account, blocked, holder)
    else:
        approvals.sent_back(work, asked)
        provenance.hold(work, account)
        provenance.kept_back(work)
    editing.panel(work, blocked != "no")


def _claim(draft_id: str, account: Account, memory: Opened, asked: Asked | None) -> str | None:
    """Claim the draft or renew the claim; the id of whoever has it instead. What waits for another person is left to them."""
    if asked is not None and asked.waits and asked.request.asked_by == account.id:
        return None
    try:
        pile.claim(draft_id, account)
        memory.claimed_at = time.time()
    except ClaimTaken as taken:
        return taken.by
    except (Stale, NotFound):
        return None  # what became of the draft is read from its rows
    return account.id


@st.fragment(run_every=WATCH)
@glance()
def _watch(work: Work, shown: tuple[object, ...]) -> None:
    """Keep the claim while the page is open, and run the page anew when the draft isn't what it was."""
    account = session.require()
    draft_id = work.draft.id
    memory = opened(draft_id)
    asked = parts().desk.second(draft_id)
    if time.time() - memory.claimed_at > parts().claim_seconds / 4:
        _claim(draft_id, account, memory, asked)
    if pile.pulse(work, asked) != shown:
        st.rerun()


def _head(work: Work) -> None:
    """What it is about, in one line."""
    turn, now = work.turn, datetime.now(UTC)
    mood, urgency = words.mood(turn.sentiment, turn.emotion), words.urgency(turn.urgency)
    facts = [
        tag("b", plain(words.intent(turn.intent))),
        plain(words.language(turn.language)),
        tag("span", plain(f"{mood.sign} {mood.word}"), classes=f"gd-{mood.tone}"),
        tag("span", plain(f"{urgency.sign} {urgency.word}".strip()), classes=f"gd-{urgency.tone}"),
        plain(say("desk.waiting", wait=times.since(turn.created_at, now))),
    ]
    facts.append(noticed.labels_html(noticed.noticed(turn.reasons)))
    st.html(tag("div", "".join(tag("span", fact) for fact in facts if fact), classes="gd-facts"))


def _conversation(work: Work) -> None:
    shown = thread.bubbles(work.messages, session.zone(), datetime.now(UTC), new_from=work.turn.first_seq)
    with st.container(
        height=380 if len(shown) > 3 else "content", border=False, autoscroll=True, key="thread"
    ):
        st.html(thread.as_html(shown))


def _evidence(work: Work) -> None:
    """Notes and sources of the draft."""
    with st.container(key="evidence"):
        st.html(
            (tag("h3", say("desk.notes")) + evidence.notes_html(work.draft.notes) if work.draft.notes else "")
            + tag("h3", say("desk.sources"))
            + evidence.sources_html(evidence.cited(work.draft.sources))
            + judged.why_html(work.turn.chances, work.turn.reasons, say("noticed.title"))
            + tag("p", plain(_made_by(work)), classes="gd-quiet")
            + provenance.facts_html(work)
        )


def _made_by(work: Work) -> str:
    draft = work.draft
    at = times.at(draft.created_at, session.zone())
    asked = " " + say("desk.guidance", text=draft.guidance) if draft.guidance else ""
    return say("desk.made_by", version=draft.version, model=draft.model or draft.drafter, at=at) + asked
