"""Examples that contradict each other, side by side, and one click to settle it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal, plain, tag
from console.opened import tell
from console.roles import LEADS
from console.spoken import told
from console.texts import say
from console.views import examples as views
from console.views import learning
from data import accounts
from data.errors import DataError
from data.records import Example
from graph.learning import Conflict

PAGE = 10  # pairs shown at once: settling one often settles others


def show(conflicts: tuple[Conflict, ...]) -> None:
    """The pairs, the most alike requests first."""
    if not conflicts:
        st.info(say("contradictions.none"))
        return
    st.caption(say("contradictions.what"))
    names = {account.id: account.display_name for account in accounts.listing(parts().db)}
    for conflict in conflicts[:PAGE]:
        _pair(conflict, names)
    if len(conflicts) > PAGE:
        st.caption(say("contradictions.more", n=len(conflicts) - PAGE))


def _pair(conflict: Conflict, names: dict[str, str]) -> None:
    key = f"{conflict.one.id}-{conflict.other.id}"
    with st.container(border=True, key=f"pair-{key}"):
        st.html(tag("h3", plain(learning.conflict_title(conflict))))
        columns = st.columns(2, gap="medium")
        pair = (conflict.one, conflict.other)
        shown = zip(columns, pair, reversed(pair), learning.sides_html(conflict), strict=True)
        for column, example, other, html in shown:
            with column:
                title = views.title(example, names, session.zone())
                st.html(tag("p", plain(title), classes="gd-quiet") + html)
                st.button(
                    say("contradictions.keep"),
                    key=f"keep-{key}-{example.id}",
                    on_click=partial(_keep, example, other, title),
                )
        st.button(say("contradictions.both"), key=f"both-{key}", on_click=partial(_both, conflict))


def _keep(example: Example, other: Example, title: str) -> None:
    account = session.require(LEADS)
    try:
        parts().learning.keep(other, account, say("contradictions.reason", title=title))
    except DataError as error:
        tell(say("refused.other", why=literal(told(error))), ":material/error:")
    else:
        tell(say("contradictions.kept"))


def _both(conflict: Conflict) -> None:
    account = session.require(LEADS)
    try:
        parts().learning.keep_both(conflict.one, conflict.other, account)
    except DataError as error:
        tell(say("refused.other", why=literal(told(error))), ":material/error:")
    else:
        tell(say("contradictions.both_kept"))
