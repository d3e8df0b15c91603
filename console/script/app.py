"""The console's script: who is it, what may they open, show it. Streamlit runs this for each session."""

from __future__ import annotations

import importlib
from pathlib import Path

import streamlit as st

from console import roles, session, texts
from console.components.frame import frame
from console.context import parts
from console.markup import plain, tag
from console.opened import going
from console.panels import alarms, policy_stop, tour, who
from console.texts import say
from console.turnstile import turn
from console.views import counts
from data.records import Account


def main() -> None:
    """One run of the console."""
    texts.chosen_by(session.language)
    account = session.signed_in()
    session.settle_language(account)
    st.set_page_config(
        page_title=say("app.title"),
        page_icon=str(HERE / "favicon.svg"),
        layout="wide",
    )
    for style in ("style.css", "frame.css"):
        st.html(HERE / style)
    frame(texts.language())
    if account is None:
        # The same addresses as for those who are signed in, so that each leads here.
        everywhere = [st.Page(signed_out, title=say("app.title"), url_path=spec.name) for spec in roles.PAGES]
        page = st.navigation(everywhere, position="hidden")
        st.session_state[WANTED] = page.url_path
        page.run()
        return
    pages = {spec.name: _page(spec, account) for spec in roles.pages_for(account.role)}
    menus: dict[str, list[st.Page]] = {
        "" if group == "work" else say(f"menu.{group}"): [pages[spec.name] for spec in specs]
        for group, specs in roles.menus(account.role).items()
    }
    menus[""] += [_kept_from(spec) for spec in roles.PAGES if spec.name not in pages]
    page = st.navigation(menus, position="top")
    target = going()
    if target is not None and target[0] in pages:
        st.switch_page(pages[target[0]], query_params=target[1])
    who.show(account)
    tour.show(account)
    policy_stop.banner(account)
    alarms.show()
    page.run()


def signed_out() -> None:
    """What someone without a session sees."""
    with st.container(key="signed-out", horizontal_alignment="center"):
        st.title(say("app.title"), anchor=False)
        st.write(say("signin.needed"))
        # A link of our own: st.link_button would open a new tab.
        address = session.address(st.session_state[WANTED], st.query_params.to_dict())
        st.html(tag("a", plain(say("signin.link")), classes="gd-button", href=address, target="_self"))


def not_for_you() -> None:
    """What someone sees at the address of a page that their role may not open."""
    with st.container(key="signed-out", horizontal_alignment="center"):
        st.html(tag("h2", plain(say("kept_from.title"))))
        st.write(say("kept_from.why"))
        st.html(tag("a", plain(say("kept_from.link")), classes="gd-button", href="/", target="_self"))


def _page(spec: roles.PageSpec, account: Account) -> st.Page:
    module = importlib.import_module(f"console.pages.{spec.name}")
    title = say(f"page.{spec.name}")
    if number := counts.waits(parts().db, spec.name, account):
        title = f"{title} ({number})"
    default = spec.name == "review"
    return st.Page(module.show, title=title, icon=spec.icon, url_path=spec.name, default=default)


def _kept_from(spec: roles.PageSpec) -> st.Page:
    """An address that exists, for others."""
    return st.Page(not_for_you, title=say("kept_from.title"), url_path=spec.name, visibility="hidden")


HERE = Path(__file__).parent
WANTED = "wanted"  # the page somebody without a session came to

with turn():
    main()
