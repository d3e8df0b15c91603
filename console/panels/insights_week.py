"""The last whole week in a few sentences."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from console.context import parts
from console.markup import plain, tag
from console.texts import language, say
from console.views import insights_week as views
from data.records.figures import Filters


def show(filters: Filters) -> None:
    """The sentences, and the same as files."""
    found = views.digest(parts().db, parts().company.name, datetime.now(UTC).date(), filters)
    st.html(f"<h3>{plain(found.title)}</h3>")
    st.html(tag("ul", "".join(tag("li", plain(sentence)) for sentence in found.sentences)))
    st.caption(say("week.note"))
    with st.container(horizontal=True):
        st.download_button(
            say("week.as_text"), views.as_text(found), file_name=views.file_name(found, "txt"), mime="text/plain",
            icon=":material/download:", type="tertiary", on_click="ignore", key="week-text",
        )  # fmt: skip
        st.download_button(
            say("week.as_html"), views.as_html(found, language()), file_name=views.file_name(found, "html"),
            mime="text/html", icon=":material/download:", type="tertiary", on_click="ignore", key="week-html",
        )  # fmt: skip
