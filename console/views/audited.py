"""The audit as a table: what happened, by whom, and the facts of it in the reader's words and time zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from console.texts import known, say
from data.brake import OPERATOR
from data.records import AuditEvent
from data.records.policy import POLICY

SYSTEM_ACTORS = ("customer", "system", POLICY, OPERATOR)
HASH = 16  # characters of a hash that are shown


def table(
    events: Sequence[AuditEvent], names: Mapping[str, str], zone: tzinfo
) -> list[dict[str, str | int | datetime]]:
    """Audit events as rows; `names` maps account ids to display names."""
    return [
        {
            say("column.number"): event.seq,
            say("column.at"): f"{datetime.fromisoformat(event.at).astimezone(zone):%Y-%m-%d %H:%M:%S}",
            say("column.kind"): known("event", event.kind),
            say("column.actor"): actor(event.actor, names),
            say("column.subject"): facts(event.subject, names),
            say("column.conversation"): event.conversation_id or "",
            say("column.hash"): event.hash[:HASH],
        }
        for event in events
    ]


def facts(subject: Mapping[str, object], names: Mapping[str, str]) -> str:
    """The facts of one event in a line; accounts by their names, other ids as they are."""
    return "; ".join(f"{known('fact', key)}: {_value(value, names)}" for key, value in subject.items())


def _value(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return say("fact.yes" if value else "fact.no")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_value(one, names) for one in value)
    return "–" if value is None else actor(str(value), names)


def actor(name: str, names: Mapping[str, str]) -> str:
    """Who did it: a person's name, the customer, or the system."""
    return known("actor", name) if name in SYSTEM_ACTORS else names.get(name, name)
