"""What the customers' side needs of the house. Glassdesk makes one and hands it to `channels.routes`."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from channels.intake import Intake
from channels.limits import Rate
from channels.waiting import Line
from data.database import Database
from graph.company import Company
from graph.desk import ReviewDesk
from graph.events import Bus
from graph.vault import Vault


@dataclass(frozen=True, slots=True)
class Parts:
    """The wired parts, and the numbers an operator may want to change.

    secure_cookies: only over https. max_body_bytes: longest request body. time_zone: IANA name, for times
    shown to browsers without JavaScript. max_streams: open live-update connections at one time,
    and of one conversation (its visitor's tabs).
    waiting: the line of customers who wait for a person.
    closing: set it when the server begins to shut down, so that live updates end at once.
    """

    db: Database
    vault: Vault
    company: Company
    intake: Intake
    review_desk: ReviewDesk
    bus: Bus
    secure_cookies: bool = False
    max_body_bytes: int = 256 * 1024
    time_zone: str = "UTC"
    conversation_rate: Rate = Rate(burst=20, per_minute=30)
    address_rate: Rate = Rate(burst=120, per_minute=120)
    integration_rate: Rate = Rate(burst=600, per_minute=6000)
    max_streams: int = 500
    max_streams_each: int = 40
    waiting: Line = field(default_factory=Line)
    closing: threading.Event = field(default_factory=threading.Event)
