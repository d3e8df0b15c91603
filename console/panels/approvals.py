"""A second pair of eyes: what was asked, of whom, and the answer."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from console import session
from console.context import parts
from console.markup import chips, literal, plain, tag
from console.opened import open_draft, opened, tell
from console.panels import handy
from console.spoken import told
from console.texts import known, say
from console.views import decide, evidence, thread, times, words
from console.views.work import Work
from data.approvals import hold_second
from data.errors import NotSecond
from data.records import Account, Asked, Second


def sent_back(work: Work, asked: Asked | None) -> None:
    """Tell that a second person said no, and why."""
    if asked is not None and asked.answer is not None and asked.answer.answer == "declined":
        name = literal(work.names.get(asked.answer.account_id, "?"))
        st.warning(
            say("second.declined", name=name, note=literal(asked.answer.note or "")), icon=":material/undo:"
        )


def show(work: Work, account: Account, asked: Asked) -> None:
    """An open request: to whoever asked with a way back, to everybody else with the answer's buttons."""
    request = asked.request
    mine = request.asked_by == account.id
    at = times.at(request.asked_at, session.zone())
    name = plain(work.names.get(request.asked_by, "?"))
    head = say("second.yours" if mine else "second.wanted", name=name, at=at)
    why = ", ".join(known("check", want) if want not in ("two_people", "supervisor") else known("approval", want)
                    for want in request.wants)  # fmt: skip
    body = tag("h3", head) + tag("p", tag("b", plain(say("second.for", why=why))))
    body += tag("p", plain(say("second.reason")) + " " + tag("q", chips(request.reason)))
    with st.container(border=True, key="second"):
        st.html(body)
        checks = evidence.checks(request.checks, request.text, request.wants)
        shown = _as_read(work, account, request.text, request.kind == "edit")
        st.html(evidence.marked_html(shown, checks))
        st.html(evidence.checks_html([replace(check, todo="", places=()) for check in checks]))
        if mine:
            st.button(say("second.withdraw"), on_click=_withdraw, args=(work.draft.id,))
        else:
            _answer(work, account, asked)


def _answer(work: Work, account: Account, asked: Asked) -> None:
    """Yes, or no with a note; or why this account may not."""
    try:
        hold_second(asked.request, Second(asked.request.id, account.id, account.role))
    except NotSecond:
        st.info(say("second.senior"), icon=":material/supervisor_account:")
        return
    if message := opened(work.draft.id).message:
        st.warning(message, icon=":material/info:")
    id, request_id = work.draft.id, asked.request.id
    st.button(say("second.approve"), type="primary", on_click=_approve, args=(id, request_id))
    with st.form(f"decline-{request_id}", border=False):
        st.text_input(say("second.note"), key=f"note-{request_id}", max_chars=500)
        st.form_submit_button(say("second.decline"), on_click=_decline, args=(id, request_id))


def _as_read(work: Work, account: Account, text: str, edited: bool) -> str:
    authorship = "ai_edited" if edited else "ai_approved"
    try:
        shown = parts().desk.preview(work.draft, text, authorship, account)  # type: ignore[arg-type]
    except decide.REFUSALS as error:
        return tag("p", plain(told(error)), classes="gd-warn")
    name = f"{parts().company.assistant} · {words.author('outbound', 'reply', authorship)}"
    return thread.preview_html(name, shown.text, shown.disclosure, shown.language)


def _asked(draft_id: str, request_id: str) -> Asked | None:
    """The request that was on the screen, if it is the newest still."""
    asked = parts().desk.second(draft_id)
    return asked if asked is not None and asked.request.id == request_id else None


def _approve(draft_id: str, request_id: str) -> None:
    account, asked = session.require(), _asked(draft_id, request_id)
    try:
        if asked is not None:
            parts().desk.let_out(asked, account)
    except decide.REFUSALS as error:
        opened(draft_id).message = decide.refusal(error).message
        return
    if asked is None:
        tell(say("second.gone"))
    elif not handy.speaks_of(draft_id, account):
        tell(say("second.approved"))
    open_draft(None)


def _decline(draft_id: str, request_id: str) -> None:
    account, asked = session.require(), _asked(draft_id, request_id)
    try:
        if asked is not None:
            parts().desk.decline(asked, account, str(st.session_state.get(f"note-{request_id}") or ""))
    except decide.REFUSALS as error:
        opened(draft_id).message = decide.refusal(error).message
        return
    tell(say("second.said_no" if asked is not None else "second.gone"))
    open_draft(None)


def _withdraw(draft_id: str) -> None:
    account, asked = session.require(), parts().desk.second(draft_id)
    try:
        if asked is not None:
            parts().desk.withdraw_request(asked, account)
    except decide.REFUSALS as error:
        opened(draft_id).message = decide.refusal(error).message
