"""Accounts and integrations in words, and what is wrong with a new one."""

from __future__ import annotations

import re
from datetime import tzinfo

from console.texts import say
from console.views import times
from data.records import Account, Integration

USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,79}")


def problem(username: str, name: str) -> str | None:
    """Why this account can't be added, or None."""
    if not USERNAME.fullmatch(username.strip().casefold()):
        return say("accounts.bad_username", username=username.strip())
    return None if name.strip() else say("accounts.needs_name")


def line(account: Account) -> str:
    """An account in one line."""
    state = say("accounts.active") if account.active else say("accounts.inactive")
    waiting = f" · {say('accounts.no_password')}" if account.active and account.password_hash is None else ""
    return f"{account.display_name} ({account.username}) · {say('role.' + account.role)} · {state}{waiting}"


def program_line(program: Integration, zone: tzinfo) -> str:
    """An integration in one line."""
    made = say("programs.since", day=times.day(program.created_at, zone))
    if program.revoked_at is None:
        return f"{program.name} · {made}"
    return f"{program.name} · {made} · {say('programs.revoked_on', day=times.day(program.revoked_at, zone))}"
