"""What stands around the pages and is no part of them: the language of the document."""

from __future__ import annotations

import streamlit as st

from console.components.files import read

_component = st.components.v2.component("glassdesk_frame", js=read("frame.js"))


def frame(language: str) -> None:
    """Tell the browser in which language the page is written; Streamlit says English always."""
    _component(key="frame", data={"language": language})
