"""How waits stand against what is promised: a sign and words on each card, and a banner when time runs out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from types import MappingProxyType
from urllib.parse import urlencode

from console.markup import plain, tag
from console.texts import say
from console.views import times, words
from data import sla
from data.database import Database
from data.records import Account, QueueItem, SlaWait, TakeoverRow
from graph.routing import Policy, Promise, Standing

SIGNS = MappingProxyType({"running": "◔", "soon": "◕", "over": "‼"})
TONES = MappingProxyType({"running": "calm", "soon": "warn", "over": "bad"})
LISTED = 4  # waits that a banner names


@dataclass(frozen=True, slots=True)
class Waits:
    """The running waits by their item (turn or takeover), and the policy for what has no clock yet."""

    of_item: Mapping[str, SlaWait]
    policy: Policy

    def promise(self, item: QueueItem | TakeoverRow) -> SlaWait | Promise | None:
        """What was promised for a draft or a wait for a person; None once the person has written."""
        if isinstance(item, QueueItem):
            known = self.of_item.get(item.turn_id)
            return known or self.policy.promise("drafts", item.urgency, item.waiting_since)
        if item.first_reply_at is not None:
            return None
        return self.of_item.get(item.id) or self.policy.promise("people", item.urgency, item.requested_at)

    def standing(self, item: QueueItem | TakeoverRow, now: datetime) -> Standing | None:
        """How its wait stands; None once the person has written."""
        promise = self.promise(item)
        if promise is None:
            return None
        return self.policy.standing(promise.due_at, promise.remind_at, now)

    def late(self, item: QueueItem | TakeoverRow, now: datetime) -> bool:
        """Whether it waits for longer than was promised."""
        promise = self.promise(item)
        return promise is not None and now > promise.due_at


NONE = Waits(MappingProxyType({}), Policy())


@dataclass(frozen=True, slots=True)
class Alarm:
    """A wait that is late or nearly so, in words. over: past its limit. address: where to see to it."""

    item_id: str
    over: bool
    text: str
    address: str


def load(db: Database, policy: Policy, now: datetime | None = None) -> Waits:
    """The waits as they stand now."""
    return Waits({wait.item_id: wait for wait in sla.waiting(db, now=now)}, policy)


def told(standing: Standing, zone: tzinfo = UTC, now: datetime | None = None) -> str:
    """The clock in words behind its sign: "◔ 48 min left", "‼ over by 2 min"."""
    left = times.span(standing.seconds)
    key = "clock.over" if standing.state == "over" else "clock.left"
    text = f"{SIGNS[standing.state]} {say(key, time=left)}"
    if standing.paused_until is None:
        return text
    return f"{text} · {say('clock.paused', time=times.at(standing.paused_until, zone, now))}"


def tone(standing: Standing) -> str:
    """The tone that goes with it."""
    return TONES[standing.state]


def alarms(
    waits: Waits, account: Account, lead: bool, names: Mapping[str, str], now: datetime
) -> list[Alarm]:
    """What this person must see to: their own that is late or nearly so, and for supervisors all that is late."""
    found = []
    for wait in waits.of_item.values():
        mine = account.id in (wait.held_by, wait.owner)
        if now > wait.due_at and (lead or mine) or now >= wait.remind_at and mine:
            standing = waits.policy.standing(wait.due_at, wait.remind_at, now)
            found.append(_alarm(wait, standing, "" if mine else names.get(wait.owner or "", "")))
    return found


def as_html(found: Sequence[Alarm]) -> str:
    """A banner with a link to each, the latest first; empty when all is well."""
    if not found:
        return ""
    over = [alarm for alarm in found if alarm.over]
    head = say("clock.banner_over", n=len(over)) if over else say("clock.banner_soon", n=len(found))
    links = [tag("a", plain(alarm.text), href=alarm.address, target="_self") for alarm in found[:LISTED]]
    more = [tag("span", plain(say("clock.more", n=len(found) - LISTED)))] if len(found) > LISTED else []
    items = "".join(tag("li", item) for item in (*links, *more))
    classes = "gd-alarm gd-alarm-over" if over else "gd-alarm"
    return tag("div", tag("b", plain(head)) + tag("ul", items), classes=classes, role="status")


def _alarm(wait: SlaWait, standing: Standing, owner: str) -> Alarm:
    what = words.intent(wait.intent) if wait.intent else words.language(wait.language)
    parts = [say(f"clock.queue.{wait.queue}"), what, told(standing), owner]
    if wait.draft_id is not None:
        address = "/?" + urlencode({"draft": wait.draft_id})
    else:
        address = "/waiting?" + urlencode({"conversation": wait.conversation_id})
    text = " · ".join(part for part in parts if part)
    return Alarm(wait.item_id, standing.state == "over", text, address)
