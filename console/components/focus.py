"""Takes the keyboard to a part of the page that has just come, for those who see it last: users of keys and of screen readers."""

from __future__ import annotations

import streamlit as st

from console.components.files import read

_component = st.components.v2.component("glassdesk_focus", js=read("focus.js"))


def focus(part: str, once: str) -> None:
    """Focus the first heading within the container with the key `part`; once for each value of `once`."""
    _component(key=f"focus-{part}", data={"part": part, "once": once})
