"""The console's script: who is it, what may they open, show it. Streamlit runs this for each session."""

from __future__ import annotations

import importlib
from pathlib import Path

import streamlit as st

from console import roles, session, texts
from console.components.frame import frame
from console.context import parts
from console.opened import going
from console.panels import who
from console.texts import say
from console.views.counts import people_waiting


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
    st.html(HERE / "style.css")
    frame(texts.language())
    if account is None:
        # The same addresses as for those who are signed in, so that each leads here.
        everywhere = [st.Page(signed_out, title=say("app.title"), url_path=spec.name) for spec in roles.PAGES]
        st.navigation(everywhere, position="hidden").run()
        return
    pages = {spec.name: _page(spec) for spec in roles.pages_for(account.role)}
    page = st.navigation(list(pages.values()), position="top")
    target = going()
    if target is not None and target[0] in pages:
        st.switch_page(pages[target[0]], query_params=target[1])
    who.show(account)
    page.run()


def signed_out() -> None:
    """What someone without a session sees."""
    with st.container(key="signed-out", horizontal_alignment="center"):
        st.title(say("app.title"), anchor=False)
        st.write(say("signin.needed"))
        # A link of our own: st.link_button would open a new tab.
        st.html(f'<a class="gd-button" href="/sign-in" target="_self">{say("signin.link")}</a>')


def _page(spec: roles.PageSpec) -> st.Page:
    module = importlib.import_module(f"console.pages.{spec.name}")
    title = say(f"page.{spec.name}")
    if spec.name == "waiting" and (waiting := people_waiting(parts().db)):
        title = f"{title} ({waiting})"
    default = spec.name == "review"
    return st.Page(module.show, title=title, icon=spec.icon, url_path=spec.name, default=default)


HERE = Path(__file__).parent

main()
