"""Accounts and integrations: who may sign in, and which programs may write in. For admins."""

from __future__ import annotations

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal
from console.opened import show_told, tell
from console.roles import ADMINS, EVERYONE
from console.spoken import told
from console.texts import say
from console.views import accounts as views
from data import accounts, integrations
from data.errors import DataError, NameTaken
from data.records import Account

ADDED, TOKEN = (
    "programs-added",
    "program-token",
)  # how many in this session; what is to be shown at the next run


def show() -> None:
    """The whole page."""
    show_told()
    admin = session.require(ADMINS)
    people, programs = st.tabs([say("accounts.people"), say("accounts.programs")])
    with people:
        _add_person(admin)
        _people(admin)
    with programs:
        _add_program(admin)
        _programs(admin)


def _add_person(admin: Account) -> None:
    """A new account has no password: its one-time link, shown once, lets its owner choose one."""
    with st.form("add-account", clear_on_submit=False):
        st.html(f"<h3>{say('accounts.add')}</h3>")
        with st.container(horizontal=True):
            username = st.text_input(say("accounts.username"), max_chars=80)
            name = st.text_input(say("accounts.name"), max_chars=80, help=say("accounts.name_help"))
            role = st.selectbox(say("accounts.role"), EVERYONE, format_func=lambda role: say(f"role.{role}"))
        if not st.form_submit_button(say("accounts.add_button"), type="primary"):
            return
    problem = views.problem(username, name)
    if problem:
        st.error(literal(problem))
        return
    try:
        account = accounts.add(
            parts().db,
            username=username.strip().casefold(),
            display_name=name.strip(),
            role=role,
            actor=admin.id,
        )
    except NameTaken:
        st.error(say("accounts.taken", username=literal(username.strip())))
        return
    _show_link(account, admin)


def _show_link(account: Account, admin: Account) -> None:
    st.success(say("accounts.link", name=literal(account.username)))
    st.code(parts().issue_link(account, admin.id), language=None, wrap_lines=True)


def _people(admin: Account) -> None:
    for account in accounts.listing(parts().db):
        with st.container(
            horizontal=True, border=True, vertical_alignment="center", key=f"account-{account.id}"
        ):
            st.text(views.line(account), width="stretch")
            wanted = st.button(
                say("accounts.new_link"), key=f"link-{account.id}", disabled=not account.active
            )
            label = say("accounts.deactivate") if account.active else say("accounts.activate")
            own = account.id == admin.id  # nobody locks themselves out
            key = f"active-{account.id}-{account.active}"  # a click on what a colleague has switched by now does nothing
            if st.button(label, key=key, disabled=own, help=say("accounts.own") if own else None):
                accounts.set_active(parts().db, account.id, not account.active, admin.id)
                tell(say("accounts.changed", name=literal(account.username)))
                st.rerun()
        if wanted:
            _show_link(account, admin)


def _add_program(admin: Account) -> None:
    """A name that was refused stays to be changed; once there is a token, it is shown beneath an empty field."""
    number = st.session_state.get(ADDED, 0)
    with st.form("add-integration"):
        st.html(f"<h3>{say('programs.add')}</h3>")
        name = st.text_input(
            say("programs.name"), max_chars=80, help=say("programs.name_help"), key=f"program-name-{number}"
        )
        wanted = st.form_submit_button(say("programs.add_button"), type="primary")
    _show_token(*st.session_state.pop(TOKEN, ("", "")))
    if not wanted:
        return
    if not name.strip():
        st.error(say("programs.needs_name"))
        return
    try:
        token = parts().issue_integration(name.strip(), admin.id)
    except DataError as error:
        st.error(say("refused.other", why=literal(told(error))))
        return
    st.session_state[ADDED], st.session_state[TOKEN] = number + 1, (name.strip(), token)
    st.rerun()


def _show_token(name: str, token: str) -> None:
    """Once: it is kept nowhere."""
    if token:
        st.success(say("programs.token", name=literal(name)))
        st.code(token, language=None, wrap_lines=True)
        st.caption(say("programs.use", url=parts().url))


def _programs(admin: Account) -> None:
    found = integrations.listing(parts().db)
    if not found:
        st.caption(say("programs.none"))
    for program in found:
        with st.container(
            horizontal=True, border=True, vertical_alignment="center", key=f"program-{program.id}"
        ):
            st.text(views.program_line(program, session.zone()), width="stretch")
            if program.revoked_at is None and st.button(say("programs.revoke"), key=f"revoke-{program.id}"):
                integrations.revoke(parts().db, program.id, admin.id)
                tell(say("programs.revoked", name=literal(program.name)))
                st.rerun()
