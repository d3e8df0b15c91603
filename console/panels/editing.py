"""The editor with autosave, preview and diff."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import streamlit as st

from console import pile, session
from console.actions import carry_out
from console.components import editor
from console.components.frame import let_go_of
from console.context import moment, parts
from console.markup import plain, tag
from console.opened import Opened, go, is_open, open_draft, opened, tell
from console.panels import canary, carried, handy, provenance
from console.spoken import told
from console.texts import say
from console.turnstile import turn
from console.views import attention, checked, decide, diff, editing, evidence, routed, thread, words
from console.views import queue as cards
from console.views.decide import Action
from console.views.work import Work
from data import approvals, undoing
from data import attention as data_attention
from data.errors import DataError
from data.records import Account, ApprovalRequest, Authorship, Decision


@st.fragment
def panel(work: Work, blocked: bool) -> None:
    """The editor. Typing runs only this part of the page."""
    account = session.require()
    memory = opened(work.draft.id)
    if not blocked:
        carried.bring(work, account, memory)
    before = editing.unsent(pile.desk_of(work.draft.id), account.id)
    text = before if memory.typed is None else memory.typed
    found = checked.checked(parts().desk, work.draft, account, work.draft.text if before is None else before)
    sheet = editing.sheet(
        work.draft,
        text,
        saved=memory.saved,
        blocked=blocked,
        insert=memory.insert,
        found=found,
        earlier=carried.stale(work),
        again=_again(work, account, memory),
    )
    if not blocked:
        carried.note(work, account, text)
    if memory.message:
        st.warning(memory.message, icon=":material/info:")
    editor(
        sheet,
        memory.answer,
        on_typed=partial(_keep, work.draft.id, blocked),
        on_decided=partial(_decide, work, blocked),
    )
    checks(found)
    _preview(work, account, sheet.text)


def checks(found: checked.Checked) -> None:
    """What the checks say of the text as it stands; a click on one selects its words."""
    with st.container(key="checks"):
        if found.problem:
            st.warning(found.problem, icon=":material/rule:")
            return
        st.html(
            tag("h3", say("desk.checks"))
            + evidence.checks_line_html(found.checks)
            + evidence.checks_html(found.checks)
        )


def _again(work: Work, account: Account, memory: Opened) -> editing.Again | None:
    """What went with this person's decision on the draft, if they took one back; looked up when it is opened."""
    if memory.again is None:
        undone = undoing.of_draft(parts().db, work.draft.id, account.id)
        memory.again = (editing.Again.of(undone) if undone else None,)
    return memory.again[0]


def _keep(draft_id: str, blocked: bool, text: str) -> None:
    """Save what was typed. What can't be saved stays in this session and in the browser."""
    if not is_open(draft_id):
        return
    memory = opened(draft_id)
    memory.typed = text
    account = session.signed_in()
    if blocked or account is None:
        return
    try:
        decide.demand_length(text)
        pile.keep(draft_id, account, text)
    except decide.REFUSALS as error:
        memory.message = decide.refusal(error).message
    else:
        memory.saved, memory.message = text, ""


@turn()
def _decide(work: Work, blocked: bool, action: Action) -> None:
    """Carry a decision out and open the next draft; a refusal says why and loses nothing."""
    account = session.require()
    if blocked or not is_open(work.draft.id):
        return
    memory = opened(work.draft.id)
    try:
        if work.canary is not None:
            canary.answer(work, account, action)
            let_go_of(work.draft.id)
            open_draft(None)
            return
        made = carry_out(work.draft, account, action, memory.seconds)
        _note_reading(work, action, made)
    except decide.REFUSALS as error:
        refused = decide.refusal(error)
        memory.typed, memory.message = action.text, refused.message
        memory.answer += 1
        if refused.moved_on:
            st.rerun()
        return
    let_go_of(work.draft.id)
    if not handy.speaks_of(work.draft.id, account):
        tell(decide.done(action))
    if action.kind == "take_over":
        go("waiting", conversation=work.conversation.id)
    asked = approvals.of_open(parts().db)
    waiting = routed.order(pile.queue(account), account.id, routed.load(parts().db, parts().waits, moment()))
    open_draft(cards.next_draft(waiting, account.id, after=work.draft.id, asked=asked))


def _note_reading(work: Work, action: Action, made: Decision | ApprovalRequest) -> None:
    """Keep what the browser told of the reading, for the team's figures. No decision fails for want of it."""
    if isinstance(made, Decision):
        with suppress(DataError):
            data_attention.note(parts().db, made.id, attention.words(work), *action.seen)


def _preview(work: Work, account: Account, text: str) -> None:
    """What the customer will read, where its sentences come from, and what the edit changed."""
    edited = text != work.draft.text
    seen, whence, changed = st.tabs([say("preview.title"), say("provenance.title"), say("preview.changes")])
    with seen:
        st.html(_as_read(work, account, text, "ai_edited" if edited else "ai_approved"))
    with whence:
        provenance.origins(work, text)
    with changed:
        percent = round(diff.share_changed(work.draft.text, text) * 100)
        share = tag("p", plain(say("diff.share", percent=percent)), classes="gd-quiet") if edited else ""
        st.html(diff.as_html(work.draft.text, text) + share)


def _as_read(work: Work, account: Account, text: str, authorship: Authorship) -> str:
    """The reply with its disclosure, or why there is none."""
    try:
        shown = parts().desk.preview(work.draft, text, authorship, account)
    except decide.REFUSALS as error:
        return tag("p", plain(told(error)), classes="gd-warn")
    name = f"{parts().company.assistant} · {words.author('outbound', 'reply', authorship)}"
    return thread.preview_html(name, shown.text, shown.disclosure, shown.language)
