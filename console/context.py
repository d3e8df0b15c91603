"""The parts that the console works with. Whoever starts the web app provides them once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.database import Database
from data.records import Account, Role
from graph.autonomy import Policies
from graph.company import Company
from graph.desk import ReviewDesk
from graph.knowledge.writing import Knowledge
from graph.learning import Learning
from graph.routing import Policy
from graph.vault import Vault


class NotProvided(RuntimeError):
    """The console runs without its parts: `console.context.provide` was not called in this process."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the console needs of the installation.

    drafter: name of the drafter in use. claim_seconds: how long an opened draft stays claimed.
    issue_link: makes a one-time sign-in address for an account, on behalf of an admin (id). issue_integration: registers an integration by
    name, on behalf of an admin (an account id, for the audit), and returns its token. url: address of this installation, without a slash at the end.
    currency: of what drafts cost. canary_rate: the share of drafts that a test draft follows. waits: how long customers may wait, and when those clocks run.
    dealing: whether open work is dealt out.
    """

    db: Database
    vault: Vault
    desk: ReviewDesk
    learning: Learning
    policies: Policies
    knowledge: Knowledge
    company: Company
    drafter: str
    issue_link: Callable[[Account, str], str]
    issue_integration: Callable[[str, str], str]
    reveal_roles: tuple[Role, ...] = ("supervisor", "admin")
    claim_seconds: float = 120.0
    url: str = ""
    currency: str = "EUR"
    canary_rate: float = 0.0
    waits: Policy = field(default_factory=Policy)
    dealing: Callable[[], bool] = bool


COOKIE = "glassdesk_session"
_provided: list[Parts] = []
_run = threading.local()  # the run that a thread is in, and for whom


def provide(parts: Parts) -> None:
    """Set the parts for all sessions of this process."""
    _provided[:] = [parts]


def parts() -> Parts:
    """The provided parts; raises `NotProvided` before `provide` was called.

    Whoever asks for them shows a page: from here on the thread's reads may be a second old (see `data.recent`).
    """
    if not _provided:
        raise NotProvided("call console.context.provide(parts) before the console's first run")
    if viewer := _viewer():
        _provided[0].db.shows_to(viewer)
    return _provided[0]


def _viewer() -> str:
    """Whom this thread runs for: who signed in, in this browser, and stays the same over a reload. Empty outside of any run."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return ""
    if getattr(_run, "context", None) is not context:  # the cookie is asked for once a run
        _run.context, _run.viewer = context, st.context.cookies.get(COOKIE) or context.session_id
    return str(_run.viewer)


def moment() -> datetime:
    """Now, to the second: pages that ask in the same second ask the database the same."""
    return datetime.now(UTC).replace(microsecond=0)
