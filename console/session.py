"""Who is looking: the cookie names a session, the database knows whose it is and whether it still runs."""

from __future__ import annotations

import hashlib
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from console.context import parts
from console.roles import EVERYONE
from data import accounts
from data.records import Account, Role

COOKIE = "glassdesk_session"


def signed_in() -> Account | None:
    """The active account of this browser's session, or None. Asked at each run, so that signing out ends it."""
    token = cookie()
    return accounts.session(parts().db, hashlib.sha256(token.encode()).hexdigest()) if token else None


def cookie() -> str | None:
    """The session's token, as the browser holds it."""
    return st.context.cookies.get(COOKIE)


def require(roles: tuple[Role, ...] = EVERYONE) -> Account:
    """The account that a page or fragment works for.

    When the session has ended or the role is another one by now, the whole console runs again, which then
    shows only what is allowed.
    """
    account = signed_in()
    if account is None or account.role not in roles:
        st.rerun()
    return account


def zone() -> ZoneInfo:
    """The browser's time zone; UTC when it doesn't say or says something unknown."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
