"""What lies behind the placeholders of a conversation: shown one at a time, to those who may, and never kept."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from console import roles, session
from console.context import parts
from console.markup import PLACEHOLDER, placeholder_name, plain, tag
from console.texts import say
from console.views.decide import REFUSALS, refusal
from data.records import Message


@st.fragment
def hidden_details(conversation_id: str, messages: Sequence[Message], texts: Sequence[str] = ()) -> None:
    """A button for each placeholder. A value is shown until the next run; each look is an audit event."""
    account = session.require()
    found = placeholders([message.redacted or "" for message in messages] + list(texts))
    if not found:
        return
    st.html(tag("h3", say("hidden.title")))
    if not roles.may_reveal(account.role, parts().reveal_roles):
        st.caption(say("hidden.forbidden"))
        return
    st.caption(say("hidden.note"))
    with st.container(horizontal=True, gap="xsmall", key="hidden"):
        asked = [name for name in found if st.button(placeholder_name(name), key=f"reveal-{name}")]
    for name in asked:
        try:
            value = parts().desk.reveal(conversation_id, account, name)
        except REFUSALS as error:
            st.warning(refusal(error).message)
            continue
        st.html(
            tag("p", plain(placeholder_name(name)) + ": " + tag("b", plain(value)), classes="gd-revealed")
        )


def placeholders(texts: Sequence[str]) -> list[str]:
    """The placeholders in these texts, each once, in order of appearance."""
    return list(dict.fromkeys(found[0] for text in texts for found in PLACEHOLDER.finditer(text)))
