"""The versions of an article or template, what changed between them, and the way back; and its translations."""

from __future__ import annotations

from functools import partial

import streamlit as st

from console import session
from console.context import parts
from console.markup import literal, plain, tag
from console.opened import tell
from console.panels import knowledge_new
from console.roles import LEADS
from console.spoken import told
from console.texts import known, say
from console.views import diff, words
from console.views import knowledge as views
from data import accounts
from data.errors import DataError
from data.records import Account, Version
from graph.knowledge import overview
from graph.knowledge.item import Item
from graph.knowledge.writing import UnfitKnowledge

PAGE = 10  # versions shown at once


def show(item: Item, history: list[Version], account: Account) -> None:
    """The versions, newest first; each with what it changed."""
    names = {one.id: one.display_name for one in accounts.listing(parts().db)}
    leads = account.role in LEADS
    if leads and item.version:
        _file_and_archive(item, history)
    by_number = {one.number: one for one in history}
    most = st.session_state.get("versions-shown", PAGE)
    for version in history[:most]:
        _version(item, version, by_number, history[0].number, names, leads)
    if len(history) > most:
        st.button(say("page.more"), on_click=_more)


def _version(
    item: Item,
    version: Version,
    by_number: dict[int, Version],
    newest: int,
    names: dict[str, str],
    leads: bool,
) -> None:
    title = views.version(version, names, session.zone())
    in_force = version.number == item.version
    label = f"**{literal(title)}**" if in_force else literal(title)
    notes = [say("knowledge.in_force")] if in_force else []
    notes += [say("knowledge.state.archived")] if version.archived else []
    with st.expander(" · ".join([label, *notes, literal(views.remark(version))]), expanded=in_force):
        other = by_number.get(version.number - 1) if in_force else by_number.get(item.version)
        against = say("knowledge.before" if in_force else "knowledge.now")
        if other is not None:
            st.html(
                tag("p", plain(f"{say('knowledge.compare')}: {against}"), classes="gd-quiet")
                + diff.as_html(_text(other), _text(version))
            )
        else:
            st.html(tag("div", plain(_text(version)), classes="gd-text"))
        if leads and (not in_force or item.archived):
            st.button(
                say("knowledge.restore"), key=f"restore-{version.number}", on_click=partial(_restore, item, version.number, newest)
            )  # fmt: skip


def _text(version: Version) -> str:
    return f"{version.title}\n\n{version.body}"


def _file_and_archive(item: Item, history: list[Version]) -> None:
    newest = history[0].number
    if item.held and item.path and any(one.origin == "file" for one in history):
        st.button(say("knowledge.follow"), on_click=partial(_follow, item, newest))
    if item.archived:
        return
    with st.expander(say("knowledge.archive")), st.form("archive", border=False):
        st.caption(say("knowledge.archive_what"))
        why = st.text_input(say("knowledge.archive_why"), max_chars=300).strip()
        if st.form_submit_button(say("knowledge.archive")):
            if not why:
                st.error(say("knowledge.needs_why"))
            else:
                _archive(item, newest, why)


def _archive(item: Item, newest: int, why: str) -> None:
    try:
        parts().knowledge.archive(item, session.require(LEADS), newest, why)
    except DataError as error:
        st.error(say("knowledge.not_saved", why=literal(told(error))))
    else:
        tell(say("knowledge.archived_now"))
        st.rerun()


def _restore(item: Item, number: int, newest: int) -> None:
    account, why = session.require(LEADS), say("knowledge.why_restored", n=number)
    try:
        saved = parts().knowledge.restore(item, account, number, newest, why)
    except UnfitKnowledge as problem:
        said = " ".join(say(f"problem.{one.code}", about=literal(one.about)) for one in problem.problems)
        tell(say("knowledge.not_saved", why=said), ":material/error:")
    except DataError as error:
        tell(say("knowledge.not_saved", why=literal(told(error))), ":material/error:")
    else:
        tell(say("knowledge.restored_now", n=number, new=saved.number))


def _follow(item: Item, newest: int) -> None:
    account = session.require(LEADS)
    try:
        parts().knowledge.follow_file(item, account, newest, say("knowledge.why_followed"))
    except DataError as error:
        tell(say("knowledge.not_saved", why=literal(told(error))), ":material/error:")
    else:
        tell(say("knowledge.followed"))


def translations(item: Item, items: list[Item], account: Account) -> None:
    """The same text in the other languages, side by side; a missing one can be begun with this one's words."""
    living = [one for one in items if not one.archived]
    members = {one.language: one for one in living if one.group == item.group}
    states = overview.groups(living).get(item.group, {})
    missing = overview.missing(living).get(item.group, ())
    st.caption(say("knowledge.translations_what"))
    for code in sorted({*members, *missing}, key=words.language):
        other = members.get(code)
        state = known("knowledge.state", states[other.id] if other else "missing")
        with st.container(border=True, key=f"translation-{code}"):
            if other is None:
                st.html(tag("p", plain(f"{words.language(code)} · {state}")))
                if account.role in LEADS:
                    st.button(
                        say("knowledge.translation_write"), key=f"translate-{code}",
                        on_click=partial(_translate, item, code),
                    )  # fmt: skip
                continue
            link = f'<a href="{plain(views.address(other.kind, other.id))}" target="_self">{plain(other.words.title)}</a>'
            text = tag(
                "details",
                tag("summary", plain(say("knowledge.part.read")))
                + tag("div", plain(other.words.body), classes="gd-text"),
            )
            st.html(tag("p", f"{plain(words.language(code))} · {link} · {plain(state)}") + text)


def _translate(item: Item, language: str) -> None:
    knowledge_new.begin(item.kind, language, item.words.title, item)


def _more() -> None:
    st.session_state["versions-shown"] = st.session_state.get("versions-shown", PAGE) + PAGE
