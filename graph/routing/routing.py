"""Sees to the open work: deals it out, starts clocks, reminds before a promise runs out and tells everybody when it has."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from math import ceil
from typing import Literal

from data import accounts, assignments, conversations, open_work, sla, staffing
from data.database import Database
from data.ids import clock
from data.records import NewOutbox, OpenWork, SlaClock, SlaWait, Unclocked
from graph.company import Company
from graph.events import Bus
from graph.notices import Notices
from graph.routing.clocks import Policy
from graph.routing.crew import crew
from graph.routing.dealing import Item, deal
from graph.vault import Erased, Vault

log = logging.getLogger(__name__)

AutoAssign = Literal["auto", "on", "off"]
EVERY = 15.0  # seconds between two looks
BACK = timedelta(
    days=2
)  # what was over before that gets no clock; after a longer stop its figures are missing
TOO_OLD = timedelta(hours=24)  # past its limit for longer than this, an apology by machine helps nobody


class Routing:
    """What one look does; `graph.learning.Rounds` calls `look` every few seconds. Several processes may do so at once."""

    def __init__(
        self,
        db: Database,
        vault: Vault,
        company: Company,
        bus: Bus,
        policy: Policy,
        auto: AutoAssign = "auto",
        tell: bool = True,
    ) -> None:
        """auto: whether open work is dealt out; `auto`: as soon as something is set for somebody. tell: customers, when it takes longer."""
        self._db, self._vault, self._bus = db, vault, bus
        self._notices = Notices(vault, company)
        self._policy, self._auto, self._tell = policy, auto, tell

    def look(self, now: datetime | None = None) -> None:
        """Deal, start clocks, remind and escalate, all as of one moment."""
        at = clock(now)
        if self.dealing():
            self.deal(at)
        self.wind(at)
        for wait in sla.waiting(self._db, now=at):
            if at >= wait.due_at and wait.escalated_at is None:
                self._escalate(wait, at)
            elif wait.remind_at <= at < wait.due_at and wait.reminded_at is None:
                sla.note(self._db, wait, "reminder", now=at)

    def dealing(self) -> bool:
        """Whether open work is dealt out."""
        if self._auto == "auto":
            active = {account.id for account in accounts.listing(self._db) if account.active}
            return any(found.limits for id, found in staffing.listing(self._db).items() if id in active)
        return self._auto == "on"

    def deal(self, now: datetime) -> None:
        """Give open work to whoever should have it. What changes hands meanwhile stays where it is until the next look."""
        work = {one.conversation_id: one for one in open_work.listing(self._db, now=now)}
        for move in deal([_item(one) for one in work.values()], crew(self._db, now)):
            was = work[move.item]
            done = assignments.deal(self._db, move.item, move.to, move.reason, was.number, now=now)
            if done is not None:
                self._bus.publish(move.item)

    def wind(self, now: datetime) -> None:
        """Start the clocks of what has begun to wait since the last look, also of what is over again."""
        sla.start(self._db, [self._clock(one) for one in sla.unclocked(self._db, now - BACK)])

    def _clock(self, item: Unclocked) -> SlaClock:
        promise = self._policy.promise(item.queue, item.urgency, item.since)
        return SlaClock(
            item_id=item.item_id,
            queue=item.queue,
            conversation_id=item.conversation_id,
            wait_id=item.wait_id,
            urgency=item.urgency,
            minutes=promise.minutes,
            since=promise.since,
            remind_at=promise.remind_at,
            due_at=promise.due_at,
        )

    def _escalate(self, wait: SlaWait, now: datetime) -> None:
        """The limit has passed: supervisors see it, the customer is told. No draft is ever sent for that."""
        if sla.note(self._db, wait, "escalation", self._notice(wait, now), now=now):
            self._bus.publish(wait.conversation_id)

    def _notice(self, wait: SlaWait, now: datetime) -> NewOutbox | None:
        """What the customer is told, unless a person is there already or it is far too late for that."""
        if not self._tell or now - wait.due_at > TOO_OLD or (wait.queue == "people" and wait.held_by):
            return None
        conversation = conversations.get(self._db, wait.conversation_id)
        try:
            return self._notices.late(
                conversation, wait.queue, max(1, ceil(wait.minutes)), sla.notice_id(wait.wait_id)
            )
        except Erased:
            log.info("nobody to tell in conversation %s: the customer was erased", wait.conversation_id)
            return None


def _item(work: OpenWork) -> Item:
    return Item(
        id=work.conversation_id,
        queue=work.queue,
        language=work.language,
        intent=work.intent,
        urgency=work.urgency,
        since=work.since,
        owner=work.owner,
        by_hand=work.number > 0 and work.actor != assignments.SYSTEM,
        assigned_at=work.assigned_at,
        held_by=work.held_by,
        knows=work.knows,
    )
