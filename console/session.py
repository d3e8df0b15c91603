"""Who is looking: the cookie names a session, the database knows whose it is and whether it still runs."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Mapping
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from console.context import COOKIE, moment, parts
from console.roles import EVERYONE
from console.texts import FIRST, closest
from data import accounts
from data.records import Account, Role

LANGUAGE = "language"  # of the console, in the session's state
MARK = "session-mark"  # there too: the session's own name
_run = threading.local()  # the run that a thread is in, and its language


def signed_in() -> Account | None:
    """The active account of this browser's session, or None. Asked at each run, so that signing out ends it."""
    token = cookie()
    if not token:
        return None
    return accounts.session(parts().db, hashlib.sha256(token.encode()).hexdigest(), now=moment())


def cookie() -> str | None:
    """The session's token, as the browser holds it."""
    return st.context.cookies.get(COOKIE)


def mark() -> str:
    """A name of this browser's session. A page that stayed open sees by it that a new session knows nothing of the one before."""
    made: str = st.session_state.setdefault(MARK, secrets.token_hex(4))
    return made


def address(page: str, query: Mapping[str, str]) -> str:
    """Where to sign in, so that one comes back to this page with this query."""
    return "/sign-in?" + urlencode({"next": f"/{page}" + (f"?{urlencode(query)}" if query else "")})


def require(roles: tuple[Role, ...] = EVERYONE) -> Account:
    """The account that a page or fragment works for.

    When the session has ended or the role is another one by now, the whole console runs again, which then
    shows only what is allowed.
    """
    account = signed_in()
    if account is None or account.role not in roles:
        st.rerun()
    return account


def settle_language(account: Account | None) -> None:
    """Settle the language of this run: what the account has chosen, else the browser's if the console speaks it."""
    chosen = account.language if account else None
    st.session_state[LANGUAGE] = closest(chosen or st.context.locale or "")
    _run.context = None


def language() -> str:
    """The language of this browser's session, as its last run settled it; the first one outside of sessions.

    Asked for each text, thousands of times a run, also in callbacks and fragments, which Streamlit runs in threads of their own:
    so a thread keeps the answer for the run that it is in.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return FIRST
    if getattr(_run, "context", None) is not context:
        _run.language, _run.context = str(st.session_state.get(LANGUAGE, FIRST)), context
    return str(_run.language)


def zone() -> ZoneInfo:
    """The browser's time zone; UTC when it doesn't say or says something unknown."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
