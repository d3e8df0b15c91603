"""A person's chat with a customer, while the assistant is silent."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import NoReturn

import streamlit as st

from console import session
from console.components import composer
from console.context import parts
from console.markup import literal
from console.opened import tell
from console.panels import canned, handing, notes
from console.panels.hidden import hidden_details
from console.texts import say
from console.turnstile import glance
from console.views import refused, thread
from console.views.decide import REFUSALS, demand_length
from data import accounts, conversations, outbox, takeovers
from data.errors import NotFound
from data.records import Account, Takeover
from graph.desk import ReadyReply

REFRESH = 2  # seconds between two looks for new messages


def show(conversation_id: str) -> None:
    """The chat of one conversation, or why there is none."""
    account = session.require()
    try:
        conversation = conversations.get(parts().db, conversation_id)
    except NotFound:
        st.info(say("conversation.unknown"))
        return
    takeover = takeovers.open_for(parts().db, conversation_id)
    mine = takeover if takeover is not None and takeover.reviewer_id == account.id else None
    _state(account, takeover, closed=conversation.state == "closed")
    if message := st.session_state.pop("chat-refused", ""):
        st.error(message)
    if not mine:
        _keep_unsent(conversation_id)
    _messages(conversation_id, takeover.reviewer_id if takeover else None)
    if mine and handing.under_way(mine):
        handing.show(mine, _refused)
    elif mine:
        _write(mine, conversation.language or "")
        canned.show(conversation.language)
    elif takeover is not None and takeover.reviewer_id is None:
        st.button(
            say("waiting.join"), type="primary", key="join-here", on_click=join, args=(conversation_id,)
        )
    notes.show(conversation_id)
    hidden_details(conversation_id, parts().desk.messages(conversation_id))


def open_chat(conversation_id: str) -> None:
    """Show this conversation's chat. For callbacks."""
    st.query_params["conversation"] = conversation_id
    st.rerun()


def join(conversation_id: str) -> None:
    """Take the conversation: the customer is told who is there. For callbacks."""
    account = session.require()
    try:
        parts().desk.start_takeover(conversation_id, account)
    except REFUSALS as error:
        tell(refused.takeover(error, _names()), ":material/error:")
    open_chat(conversation_id)


def _state(account: Account, takeover: Takeover | None, *, closed: bool) -> None:
    """Who has the conversation, and whether the assistant is silent."""
    if takeover is None and closed:
        st.info(say("chat.closed"), icon=":material/lock:")
    elif takeover is None:
        st.info(say("chat.over"), icon=":material/smart_toy:")
    elif takeover.reviewer_id == account.id:
        st.success(say("chat.yours"), icon=":material/volume_off:")
    elif takeover.reviewer_id:
        st.warning(
            say("chat.theirs", name=literal(_names().get(takeover.reviewer_id, "?"))), icon=":material/lock:"
        )
    else:
        st.info(say("chat.nobody"), icon=":material/volume_off:")


@st.fragment(run_every=REFRESH)
@glance()
def _messages(conversation_id: str, holder: str | None) -> None:
    """The messages, kept up to date; a change of hands runs the page anew."""
    session.require()
    takeover = takeovers.open_for(parts().db, conversation_id)
    if (takeover.reviewer_id if takeover else None) != holder:
        st.rerun()
    said = parts().desk.whole(conversation_id)
    shown = thread.bubbles(said, session.zone(), datetime.now(UTC), here=conversation_id)
    queued = outbox.of_conversation(parts().db, conversation_id)
    shown = thread.with_held_back(shown, said, queued)
    shown += [thread.on_its_way(row) for row in queued if row.status in ("queued", "sending")]
    with st.container(height=460, border=False, autoscroll=True, key="thread"):
        st.html(thread.as_html(shown))
    if holder and parts().desk.customer_types(conversation_id):
        st.caption(say("chat.typing"))


@st.fragment
def _write(takeover: Takeover, language: str) -> None:
    """The field to write in. After a refusal the text stays; it is the browser's until the server has taken it in."""
    conversation_id = takeover.conversation_id
    composer(
        conversation_id,
        language,
        _ready(conversation_id),
        answer=st.session_state.get("chat-answer", 0),
        on_say=partial(_send, conversation_id),
        on_back=partial(handing.begin, takeover),
        on_typing=partial(_types, conversation_id),
    )


def _ready(conversation_id: str) -> list[ReadyReply]:
    """The replies that lie ready, looked up once for each message: signs of typing run this field every few seconds."""
    account, asked = session.require(), (conversation_id, st.session_state.get("chat-sent", 0))
    of, found = st.session_state.get(canned.READY, (None, []))
    if of != asked:
        found = parts().desk.ready(conversation_id, account)
        st.session_state[canned.READY] = (asked, found)
    return list(found)


def _keep_unsent(conversation_id: str) -> None:
    """What was sent off too late, when someone else had the conversation already, ready to be copied."""
    of, text = st.session_state.get("chat-unsent", ("", ""))
    if of == conversation_id:
        st.caption(say("blocked.your_text"))
        st.code(text, language=None, wrap_lines=True)


def _send(conversation_id: str, text: str) -> bool:
    try:
        demand_length(text)
        parts().desk.say(conversation_id, session.require(), text)
    except REFUSALS as error:
        st.session_state["chat-unsent"] = (conversation_id, text)
        _refused(error)
    st.session_state.pop("chat-unsent", None)
    st.session_state["chat-sent"] = st.session_state.get("chat-sent", 0) + 1
    return True


def _types(conversation_id: str) -> None:
    session.require()
    parts().desk.types(conversation_id)


def _refused(error: Exception) -> NoReturn:
    """Say why at the next run of the whole page: who has the conversation may have changed."""
    st.session_state["chat-refused"] = refused.takeover(error, _names())
    st.session_state["chat-answer"] = st.session_state.get("chat-answer", 0) + 1
    st.rerun()


def _names() -> dict[str, str]:
    return {account.id: account.display_name for account in accounts.listing(parts().db)}
