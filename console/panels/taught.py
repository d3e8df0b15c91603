"""Examples one by one: what each taught, how it fares, and its switch."""

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
from console.views import learning, words
from data import accounts, examples
from data.errors import DataError
from data.records import Account, Example, Switch
from graph.learning import Report, Standing

PAGE = 20  # examples shown at once
SHOWN = "examples-shown"
ORDERS = ("newest", "uses", "help", "harm")


def show(report: Report, account: Account) -> None:
    """The filter, the examples, the export."""
    if not report.examples:
        st.info(say("examples.empty"))
        return
    shown = _sorted(views.filtered(report.examples, *_filters(report)), report)
    _export(report)
    names = {one.id: one.display_name for one in accounts.listing(parts().db)}
    switches = examples.switches(parts().db)
    for example in shown[: st.session_state.get(SHOWN, PAGE)]:
        _example(example, report.standings[example.id], switches.get(example.id), account, names)
    if len(shown) > st.session_state.get(SHOWN, PAGE):
        st.button(say("page.more"), on_click=_more)
    if not shown:
        st.caption(say("examples.none_match"))


def _filters(report: Report) -> tuple[str | None, str | None, bool | None]:
    languages = sorted({example.language for example in report.examples}, key=words.language)
    intents = sorted({example.intent for example in report.examples}, key=words.intent)
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


def _sorted(found: list[Example], report: Report) -> list[Example]:
    """In the order asked for; the newest first among equals."""
    names = {order: say(f"lift.by_{order}") for order in ORDERS}
    order = st.selectbox(say("lift.order"), list(names), format_func=names.__getitem__, key="examples-order")
    standing = report.standings
    if order == "uses":
        return sorted(found, key=lambda example: -standing[example.id].with_it.number)
    if order in ("help", "harm"):
        sign = -1 if order == "help" else 1
        return sorted(found, key=lambda example: sign * standing[example.id].difference)
    return found


def _export(report: Report) -> None:
    company = parts().company
    st.download_button(
        say("examples.export"),
        views.as_jsonl(report.examples, company.name, company.assistant).encode(),
        file_name="examples.jsonl",
        mime="application/jsonl",
        icon=":material/download:",
        disabled=not any(example.active for example in report.examples),
    )


def _example(
    example: Example, standing: Standing, switch: Switch | None, account: Account, names: dict[str, str]
) -> None:
    star = ":material/star:" if example.starred else ":material/edit_note:"
    title = views.title(example, names, session.zone())
    if standing.with_it.number:
        title = f"{title} · {learning.used(standing.with_it)}"
    with st.expander(f"{literal(title)}  \n{literal(learning.excerpt(example))}", icon=star):
        why = learning.switched(switch, names, session.zone())
        off = tag("p", plain(why), classes="gd-why-off") if why else ""
        st.html(off + learning.fares_html(example, standing))
        st.html(views.taught_html(example))
        if example.active:
            _switch_off(example, account)
        else:
            st.button(say("example.switch_on"), key=f"on-{example.id}", on_click=partial(_switch_on, example))


def _switch_off(example: Example, account: Account) -> None:
    """Switching off needs a reason, so that others know why."""
    with st.form(f"switch-{example.id}", border=False):
        reason = st.text_input(say("example.reason"), max_chars=300, key=f"reason-{example.id}").strip()
        if not st.form_submit_button(say("example.switch_off")):
            return
        if not reason:
            st.error(say("example.needs_reason"))
        elif _switched(example, False, account, reason):
            tell(say("example.switched_off"))
            st.rerun()


def _switch_on(example: Example) -> None:
    if _switched(example, True, session.require(LEADS), None):
        tell(say("example.switched_on"))


def _switched(example: Example, active: bool, account: Account, reason: str | None) -> bool:
    try:
        examples.switch(parts().db, example.id, active, account.id, reason)
    except DataError as error:
        tell(say("refused.other", why=literal(told(error))), ":material/error:")
        return False
    return True


def _more() -> None:
    st.session_state[SHOWN] = st.session_state.get(SHOWN, PAGE) + PAGE
