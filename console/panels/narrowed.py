"""Above the list of conversations: which ones a figure led to, and the way back to all."""

from __future__ import annotations

import streamlit as st

from console.context import parts
from console.markup import literal
from console.texts import say
from console.views import insights_drill as drill
from data.records import Among


def show() -> Among | None:
    """What the address narrows the list to, said above it; None when it doesn't."""
    among = drill.read(st.query_params.to_dict())
    if among is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="narrowed"):
            st.markdown(literal(drill.said(among, parts().desk.titles())))
            st.button(say("among.all"), icon=":material/close:", on_click=_all)
    return among


def _all() -> None:
    for key in drill.KEYS:
        st.query_params.pop(key, None)
    st.session_state["conversations-page"] = 0
