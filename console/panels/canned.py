"""Replies that someone keeps ready for chats: one more, and those to remove."""

from __future__ import annotations

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal
from console.opened import tell
from console.roles import LEADS
from console.spoken import told
from console.texts import say
from console.views import words
from console.views.decide import LONGEST, REFUSALS
from data import accounts, canned
from data.records import CannedReply
from graph.desk import PersonalData

READY = "ready-replies"  # where the chat remembers what lies ready
FIELDS = "{{ customer.name }}, {{ me }}, {{ company.name }}, {{ order.number }}, {{ order.item }}, {{ order.promised_on }}"


@st.fragment
def show(language: str) -> None:
    """A way to keep a reply in this language, and those that may be removed: the own ones, for leads all that are shared."""
    account = session.require()
    there = canned.visible(parts().db, account.id, language)
    removable = [one for one in there if one.account_id == account.id or account.role in LEADS]
    names = {one.id: one.display_name for one in accounts.listing(parts().db)}
    with st.popover(say("canned.keep_own"), icon=":material/quickreply:"):
        with st.form("canned", border=False, clear_on_submit=False):
            title = st.text_input(say("canned.title"), max_chars=canned.LONGEST_TITLE)
            text = st.text_area(
                say("canned.text", language=words.language(language)), max_chars=LONGEST, height=110
            )
            st.caption(say("canned.fields", fields=literal(FIELDS)))
            shared = st.checkbox(say("view.shared"))
            if st.form_submit_button(say("view.keep")):
                try:
                    parts().desk.keep_reply(account, title, language, text, shared)
                except (*REFUSALS, PersonalData) as error:
                    st.error(literal(told(error)))
                else:
                    st.session_state.pop(READY, None)
                    tell(say("canned.kept"))
                    st.rerun()
        for one in removable:
            theirs = one.account_id != account.id
            st.button(
                say("view.remove", name=literal(one.title)), key=f"canned-{one.id}", type="tertiary",
                icon=":material/delete:", on_click=_drop, args=(one,),
                help=literal(names.get(one.account_id, "?")) if theirs else None,
            )  # fmt: skip


def _drop(reply: CannedReply) -> None:
    account = session.require()
    canned.remove(parts().db, reply.id, account.id, lead=account.role in LEADS)
    st.session_state.pop(READY, None)
    tell(say("canned.removed", name=literal(reply.title)))
