"""Masking by hand in a conversation: words that were missed are hidden, and what was hidden in vain is shown again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from console import roles, session
from console.components import marker
from console.context import parts
from console.opened import tell
from console.texts import say
from console.views import found
from console.views.marking import REFUSALS, refusal
from data.records import Account, MaskedAnew, Message

MESSAGE, DONE, ANSWER = "marks-message", "marks-done", "marks-answer"


def marks(conversation_id: str, messages: Sequence[Message]) -> None:
    """What was found and why, and the way to mark words; `messages` is the conversation as it is shown."""
    _marks(conversation_id, found.found(messages))


@st.fragment
def _marks(conversation_id: str, shown: Sequence[found.Found]) -> None:
    account = session.require()
    of, message = st.session_state.get(MESSAGE, ("", ""))
    marker(
        conversation_id,
        shown,
        may_show=_may_show(account),
        done=st.session_state.get(DONE, 0),
        answer=st.session_state.get(ANSWER, 0),
        message=message if of == conversation_id else "",
        on_mask=partial(_mask, conversation_id),
        on_unmask=partial(_unmask, conversation_id),
    )


def _mask(conversation_id: str, words: str, everywhere: bool) -> None:
    account, desk = session.require(), parts().desk
    done = "marks.hidden_always" if everywhere else "marks.hidden"
    _do(conversation_id, lambda: desk.mask(conversation_id, account, words, everywhere=everywhere), done)


def _unmask(conversation_id: str, name: str, everywhere: bool) -> None:
    """Let everybody see it. A browser can ask for anything: the role is looked at here."""
    account, desk = session.require(), parts().desk
    if not _may_show(account):
        return
    done = "marks.shown_always" if everywhere else "marks.shown"
    _do(conversation_id, lambda: desk.unmask(conversation_id, account, name, everywhere=everywhere), done)


def _do(conversation_id: str, change: Callable[[], MaskedAnew], done: str) -> None:
    """Change it and run the page anew, whose texts are others now; or say why not."""
    st.session_state.pop(MESSAGE, None)
    try:
        made = change()
    except REFUSALS as error:
        st.session_state[MESSAGE] = (conversation_id, refusal(error))
        st.session_state[ANSWER] = st.session_state.get(ANSWER, 0) + 1
    else:
        st.session_state[DONE] = st.session_state.get(DONE, 0) + 1
        again = " " + say("marks.drafting") if made.turn_id else ""
        tell(say(done) + again, ":material/visibility_off:")
    st.rerun()


def _may_show(account: Account) -> bool:
    return roles.may_reveal(account.role, parts().reveal_roles)
