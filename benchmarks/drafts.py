"""How much of the offline drafter's replies a good agent would change: the sample inbox through the whole graph.

Each draft is compared with the reply of gold/gold.yaml, as the product counts an edit (`data.decisions.edit_distance`).
No examples, no model server. `BENCH_SHOW=1` prints every draft beside its gold reply, `BENCH_HALF=development` or
`held` one half only.
"""

from __future__ import annotations

import os
import re
import statistics
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import yaml

from data import desk, drafts, takeovers
from data.decisions import edit_distance
from data.errors import DataError
from data.records import Draft
from data.sample import InboxMessage, Phrases, load_inbox, load_orders, load_phrases
from data.sample.model import LANGUAGES, SampleOrder
from glassdesk.house import House
from glassdesk.sample import load_sample
from glassdesk.sample.load import ensure_account
from glassdesk.settings import load
from graph.desk import BlockedDraft

GOLD = Path(__file__).parent / "gold" / "gold.yaml"
ACCEPTED = 0.4  # less change than this counts as accepted, as on the insights page
BURST = timedelta(
    seconds=20
)  # a later message of a conversation is an answer to our reply, not part of the burst
NEAR = timedelta(days=180)  # dates within are written without the year
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One routine message: what was drafted, what should have been, and how far apart they are (0..1)."""

    message: InboxMessage
    half: str
    gold: str
    draft: Draft | None
    change: float | None
    why: str | None

    @property
    def accepted(self) -> bool:
        """Whether little enough is changed."""
        return self.change is not None and self.change < ACCEPTED


def main() -> None:
    """Print the tables."""
    wanted = os.environ.get("BENCH_HALF")
    with tempfile.TemporaryDirectory() as place:
        house = House.open(
            load(data_dir=Path(place), settle_seconds=0.0, settle_at_most_seconds=0.0, undo_seconds=0.0)
        )
        try:
            outcomes = [one for one in measure(house) if wanted in (None, one.half)]
        finally:
            house.close()
    if os.environ.get("BENCH_SHOW"):
        _show(outcomes)
    _table(outcomes)
    _undrafted(outcomes)


def measure(house: House, today: date | None = None) -> list[Outcome]:
    """Play the sample inbox into an empty `house` and compare each draft with its gold reply."""
    day = today or datetime.now(UTC).date()
    played = _play(house, load_sample(house, day))
    gold, inbox = gold_replies(day), {message.id: message for message in load_inbox()}
    return [_outcome(house, inbox[id], gold[id], half, played[id]) for id, half in halves(gold).items()]


def halves(ids: Iterable[str]) -> dict[str, str]:
    """Which half each message belongs to, by turns in the order of their ids: "development" or "held"."""
    return {id: "held" if place % 2 else "development" for place, id in enumerate(sorted(ids))}


def gold_replies(today: date) -> dict[str, str]:
    """The gold replies by message id, with the days of the orders as of `today`."""
    written: dict[str, str] = yaml.safe_load(GOLD.read_text(encoding="utf-8"))
    inbox, phrases = {message.id: message for message in load_inbox()}, load_phrases()
    orders = {order.number: order for order in load_orders(today)}
    return {
        id: _filled(text, _order(inbox[id], inbox, orders), phrases[inbox[id].language], today)
        for id, text in written.items()
    }


def _order(
    message: InboxMessage, inbox: dict[str, InboxMessage], orders: dict[str, SampleOrder]
) -> SampleOrder | None:
    """The order that a message, or the one it follows, names."""
    named = next((order for number, order in orders.items() if number in message.text), None)
    before = inbox[message.follows] if message.follows else None
    return named or (_order(before, inbox, orders) if before else None)


def _filled(text: str, order: SampleOrder | None, phrases: Phrases, today: date) -> str:
    def value(slot: re.Match[str]) -> str:
        found = getattr(order, slot[1])
        return _day(found, phrases, today) if isinstance(found, date) else str(found)

    return _SLOT.sub(value, text)


def _day(day: date, phrases: Phrases, today: date) -> str:
    written = phrases.date(day)
    return written.removesuffix(f" {day.year}") if abs(day - today) <= NEAR else written


def _play(house: House, customers: dict[str, str]) -> dict[str, tuple[str, int]]:
    """Let the inbox arrive, later messages after our reply has gone; conversation and number of each message."""
    played: dict[str, tuple[str, int]] = {}
    inbox = load_inbox()
    first = {message.id: message for message in inbox}
    late = [m for m in inbox if m.after_seconds - _root(m, first).after_seconds > BURST.total_seconds()]
    for message in inbox:
        if message not in late:
            played[message.id] = _arrive(house, customers, message, first)
    house.runner.run_until_idle()
    _reply(house, {played[_root(message, first).id][0] for message in late})
    for message in late:
        played[message.id] = _arrive(house, customers, message, first)
    house.runner.run_until_idle()
    return played


def _root(message: InboxMessage, inbox: dict[str, InboxMessage]) -> InboxMessage:
    return _root(inbox[message.follows], inbox) if message.follows else message


def _arrive(
    house: House, customers: dict[str, str], message: InboxMessage, inbox: dict[str, InboxMessage]
) -> tuple[str, int]:
    conversation = house.intake.open_for_customer(
        customers[message.customer],
        channel=message.channel,
        language=message.language,
        integration_id="sample",
        external_id=_root(message, inbox).id,
    )
    receipt = house.intake.receive(
        conversation, message.text, external_id=message.id, integration_id="sample"
    )
    return conversation.id, receipt.seq


def _reply(house: House, conversations: set[str]) -> None:
    """Approve what waits in these conversations, so that what follows is an answer to it; no star, so no example."""
    mette = ensure_account(house, "signe", "Signe Holm", "supervisor")
    for item in desk.queue(house.db):
        if item.conversation_id in conversations:
            desk.claim(house.db, item.draft_id, mette.id)
            try:
                house.desk.approve(item.draft_id, mette)
            except (BlockedDraft, DataError) as problem:
                print(f"not approved ({type(problem).__name__}): its follow-up is answered together with it")
    house.runner.run_until_idle()
    house.delivery.run_until_idle()


def _outcome(house: House, message: InboxMessage, gold: str, half: str, place: tuple[str, int]) -> Outcome:
    conversation, seq = place
    found = [draft for draft in drafts.of_conversation(house.db, conversation) if draft.last_seq == seq]
    if found:
        draft = found[-1]
        return Outcome(message, half, gold, draft, edit_distance(draft.text, gold), None)
    taken = takeovers.open_for(house.db, conversation)
    why = f"{taken.reason}: {taken.detail}" if taken else "no turn of its own"
    return Outcome(message, half, gold, None, None, why)


def _table(outcomes: Sequence[Outcome]) -> None:
    print(f"\n{'':<20}{'routine':>8}{'drafts':>8}{'<40 %':>8}{'share':>8}{'median':>8}")
    for name, chosen in _groups(outcomes):
        changes = [one.change for one in chosen if one.change is not None]
        accepted = sum(one.accepted for one in chosen)
        share = f"{accepted / len(changes):.0%}" if changes else "–"
        middle = f"{statistics.median(changes):.2f}" if changes else "–"
        print(f"{name:<20}{len(chosen):>8}{len(changes):>8}{accepted:>8}{share:>8}{middle:>8}")


def _groups(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    """Named groups with anything in them: all, halves, halves by language, languages, intents."""

    def group(name: str, belongs: Callable[[Outcome], bool]) -> Iterator[tuple[str, list[Outcome]]]:
        chosen = [one for one in outcomes if belongs(one)]
        if chosen:
            yield name, chosen

    yield from group("all", lambda one: True)
    for half in ("development", "held"):
        yield from group(half, lambda one, half=half: one.half == half)  # type: ignore[misc]
        for language in LANGUAGES:
            yield from group(
                f"{half} {language}",
                lambda one, half=half, tongue=language: (one.half, one.message.language) == (half, tongue),  # type: ignore[misc]
            )
    for intent in sorted({one.message.expected.intent for one in outcomes}):
        yield from group(intent, lambda one, intent=intent: one.message.expected.intent == intent)  # type: ignore[misc]


def _undrafted(outcomes: Sequence[Outcome]) -> None:
    print("\nno draft:")
    for one in outcomes:
        if one.draft is None:
            print(f"  {one.message.id}  {one.why}")


def _show(outcomes: Sequence[Outcome]) -> None:
    for one in outcomes:
        print(f"\n==== {one.message.id} ({one.half}) {one.message.text[:300]!r}")
        if one.draft is None:
            continue
        flagged = [c["name"] + ": " + c["evidence"] for c in one.draft.checks if c["verdict"] != "pass"]
        print(f"---- draft, change {one.change:.2f} {flagged} {list(one.draft.notes)[:1]}\n{one.draft.text}")
        print(f"---- gold\n{one.gold}")
