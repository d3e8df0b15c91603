"""Examples: what reviewers' edits taught, switched on and off by supervisors."""

from __future__ import annotations

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal
from console.opened import show_told, tell
from console.roles import LEADS
from console.texts import say
from console.views import examples as views
from console.views import words
from data import accounts, examples
from data.errors import DataError
from data.records import Account, Example

PAGE = 20  # examples shown at once


def show() -> None:
    """The whole page."""
    show_told()
    account = session.require(LEADS)
    found = examples.listing(parts().db)
    st.html(f"<h2>{say('examples.title')}</h2>")
    st.caption(say("examples.what"))
    if not found:
        st.info(say("examples.empty"))
        return
    shown = views.filtered(found, *_filters(found))
    _export(found)
    names = {one.id: one.display_name for one in accounts.listing(parts().db)}
    for example in shown[: st.session_state.get("examples-shown", PAGE)]:
        _example(example, account, names)
    if len(shown) > st.session_state.get("examples-shown", PAGE):
        st.button(say("page.more"), on_click=_more)
    if not shown:
        st.caption(say("examples.none_match"))


def _filters(found: list[Example]) -> tuple[str | None, str | None, bool | None]:
    languages = sorted({example.language for example in found}, key=words.language)
    intents = sorted({example.intent for example in found}, key=words.intent)
    states = {None: say("all"), True: say("example.on"), False: say("example.off")}
    with st.container(horizontal=True, key="filters"):
        language = st.selectbox(
            say("filter.language"),
            [None, *languages],
            format_func=lambda code: words.language(code) if code else say("all"),
        )
        intent = st.selectbox(
            say("filter.intent"),
            [None, *intents],
            format_func=lambda name: words.intent(name) if name else say("all"),
        )
        active = st.selectbox(say("filter.active"), list(states), format_func=states.__getitem__)
    return language, intent, active


def _export(found: list[Example]) -> None:
    company = parts().company
    st.download_button(
        say("examples.export"),
        views.as_jsonl(found, company.name, company.assistant).encode(),
        file_name="examples.jsonl",
        mime="application/jsonl",
        icon=":material/download:",
        disabled=not any(example.active for example in found),
    )


def _example(example: Example, account: Account, names: dict[str, str]) -> None:
    star = ":material/star:" if example.starred else ":material/edit_note:"
    with st.expander(literal(views.title(example, names, session.zone())), icon=star):
        st.html(views.taught_html(example))
        with st.form(f"switch-{example.id}", border=False):
            reason = st.text_input(say("example.reason"), max_chars=300, key=f"reason-{example.id}")
            label = say("example.switch_off") if example.active else say("example.switch_on")
            if st.form_submit_button(label):
                _switch(example, account, reason.strip())


def _switch(example: Example, account: Account, reason: str) -> None:
    """Switch it; switching off needs a reason, so that others know why."""
    if example.active and not reason:
        st.error(say("example.needs_reason"))
        return
    try:
        examples.switch(parts().db, example.id, not example.active, account.id, reason)
    except DataError as error:
        st.error(say("refused.other", why=literal(str(error))))
        return
    tell(say("example.switched_off" if example.active else "example.switched_on"))
    st.rerun()


def _more() -> None:
    st.session_state["examples-shown"] = st.session_state.get("examples-shown", PAGE) + PAGE
