"""Above the list of conversations: which ones a figure led to, and the way back to all."""

from __future__ import annotations

import streamlit as st

from console.context import parts
from console.markup import literal
from console.panels import filters
from console.texts import say
from console.views import insights_drill as drill
from data.records import Among

NARROWED = "narrowed-to"  # what it was narrowed to when the list was last shown


def show() -> Among | None:
    """What the address narrows the list to, said above it; None when it doesn't."""
    among = drill.read(st.query_params.to_dict())
    if among != st.session_state.get(NARROWED):  # the page that was turned to is one of other conversations
        st.session_state[NARROWED] = among
        st.session_state[filters.PAGE] = 0
    if among is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="narrowed"):
            st.markdown(literal(drill.said(among, parts().desk.titles())))
            st.button(say("among.all"), icon=":material/close:", on_click=_all)
    return among


def _all() -> None:
    for key in drill.KEYS:
        st.query_params.pop(key, None)
    st.session_state[filters.PAGE] = 0
