"""Orders, parcels and invoices as of a day, from nothing but their rows of today."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from data.records import Article, Draft, Invoice, Order, Shipment, Template
from graph.material import Material
from graph.replay.as_of import AsOf
from graph.replay.evidence import Evidence, evidence
from graph.replay.rewind import invoice_at, order_at, shipment_at

DAY = date(2026, 11, 10)
BEFORE, AFTER = DAY - timedelta(days=3), DAY + timedelta(days=3)
NOTHING = Evidence()


def order(status: str = "delivered", **more: object) -> Order:
    given = {
        "number": "NH-27934", "customer_id": "c", "status": status, "placed_on": date(2026, 11, 1),
        "promised_on": date(2026, 11, 9), "shipped_on": BEFORE, "delivered_on": None, "carrier": "Heronwing",
        "tracking": "HP1", "items": (), "total": 10.0, "currency": "GBP", "country": "GB", **more,
    }  # fmt: skip
    return Order(**given)  # type: ignore[arg-type]


def test_what_happened_after_the_day_is_undone_without_a_doubt() -> None:
    then, doubt = order_at(order(delivered_on=AFTER), DAY, NOTHING)
    assert then and (then.status, then.delivered_on, then.tracking, doubt) == (
        "in_transit",
        None,
        "HP1",
        None,
    )
    then, doubt = order_at(order(shipped_on=AFTER, delivered_on=AFTER), DAY, NOTHING)
    assert then and (then.status, then.shipped_on, then.tracking, then.carrier) == (
        "processing",
        None,
        None,
        None,
    )
    assert order_at(order(placed_on=AFTER), DAY, NOTHING) == (None, None)


def test_what_happened_before_stays() -> None:
    kept = order(delivered_on=BEFORE)
    assert order_at(kept, DAY, NOTHING) == (kept, None)
    waiting = order("packed", shipped_on=None)
    assert order_at(waiting, DAY, NOTHING) == (waiting, None)


@pytest.mark.parametrize("status", ["returned", "refunded", "cancelled"])
def test_a_state_without_a_date_is_not_used_unless_the_draft_then_shows_it(status: str) -> None:
    today = order(status, delivered_on=BEFORE)
    then, doubt = order_at(today, DAY, NOTHING)
    assert then and then.status == "delivered" and doubt == f"is {status} since nobody knows when"
    assert order_at(today, DAY, Evidence({"NH-27934": frozenset([status])})) == (today, None)


def test_the_day_itself_counts_as_not_yet_unless_the_draft_then_shows_it() -> None:
    today = order(delivered_on=DAY)
    then, doubt = order_at(today, DAY, NOTHING)
    assert then and then.status == "in_transit" and doubt and "that day" in doubt
    assert order_at(today, DAY, Evidence({"NH-27934": frozenset(["delivered"])})) == (today, None)
    placed = order("processing", placed_on=DAY, shipped_on=None)
    assert order_at(placed, DAY, NOTHING)[0] is None
    assert order_at(placed, DAY, Evidence(said="Please cancel 27934"))[0] == placed


def test_parcels_are_undone_by_their_dates() -> None:
    parcel = Shipment("P1", "NH-27934", "c", "out", "delivered", "H", "HP1", BEFORE, None, AFTER, AFTER)
    then, doubt = shipment_at(parcel, DAY)
    assert then and (then.status, then.delivered_on, doubt) == ("in_transit", None, None)
    lost = Shipment("P1", "NH-27934", "c", "out", "lost", "H", "HP1", BEFORE, None, None, AFTER)
    then, doubt = shipment_at(lost, DAY)
    assert then and then.status == "in_transit" and doubt == "is lost since nobody knows when"
    old = Shipment("P1", "NH-27934", "c", "out", "lost", "H", "HP1", BEFORE, None, None, BEFORE)
    assert shipment_at(old, DAY) == (old, None)
    back = Shipment("P2", "NH-27934", "c", "back", "in_transit", "H", "HP2", AFTER, None, None, AFTER)
    assert shipment_at(back, DAY) == (None, None)


def invoice(status: str, **more: object) -> Invoice:
    given = {
        "number": "R1", "customer_id": "c", "order_number": None, "status": status, "issued_on": BEFORE,
        "due_on": AFTER, "paid_on": None, "amount": 5.0, "currency": "EUR", "reminders": 0, **more,
    }  # fmt: skip
    return Invoice(**given)  # type: ignore[arg-type]


def test_invoices_are_undone_by_their_dates() -> None:
    assert invoice_at(invoice("open", issued_on=AFTER), DAY) == (None, None)
    then, doubt = invoice_at(invoice("paid", paid_on=AFTER), DAY)
    assert then and (then.status, then.paid_on, doubt) == ("open", None, None)
    then, doubt = invoice_at(invoice("reminded", reminders=2), DAY)
    assert then and (then.status, then.reminders, doubt) == (
        "open",
        0,
        None,
    )  # nobody is reminded before it is due
    then, doubt = invoice_at(invoice("collections", due_on=BEFORE, reminders=3), DAY)
    assert then and (then.status, then.reminders) == ("open", 0) and doubt


def draft(*sources: dict[str, object]) -> Draft:
    return Draft(
        id="d", turn_id="t", conversation_id="c", version=1, text="", text_hash="", language="en", last_seq=1,
        drafter="offline", model="", prompt_version="1", sources=tuple(sources), notes=(), checks=(), examples=(),
        guidance=None, seconds=0.0, interrupt_id=None, created_at=datetime(2026, 11, 10, tzinfo=UTC),
    )  # fmt: skip


def test_the_draft_of_then_shows_states_by_its_template_or_by_its_words() -> None:
    template = Template("en/back", "back", "en", "return_refund", "returned", None, "Back", "")
    cited = {"kind": "order", "id": "NH-1", "text": "number: NH-1", "title": "", "score": 1.0}
    used = {"kind": "template", "id": "en/back", "text": "", "title": "", "score": 1.0}
    assert evidence(draft(cited, used), "", {template.id: template}).states == {
        "NH-1": frozenset(["returned"])
    }
    words = {**cited, "text": "number: NH-1\nstatus: delivered"}
    assert evidence(draft(words), "", {}).states == {"NH-1": frozenset(["delivered"])}


def test_articles_of_later_and_those_that_read_otherwise_now_are_left_out() -> None:
    moment = datetime(2026, 11, 10, 9, tzinfo=UTC)

    def article(slug: str, updated: date) -> Article:
        at = datetime(updated.year, updated.month, updated.day, tzinfo=UTC)
        return Article(f"en/{slug}", slug, "en", slug, (), "", "", at)

    old, new, same_day = article("old", BEFORE), article("new", AFTER), article("today", DAY)
    shown = Evidence(passages={"en/old#0": "as it read then"})
    view = AsOf(moment, DAY, "c", shown, {"en/old#0": "as it reads now"})
    assert view.articles([old, new, same_day]) == []
    assert view.hidden == {"en/old", "en/new", "en/today"}
    assert [doubt.id for doubt in view.doubts(Material())] == ["en/old"]
    quoted = AsOf(moment, DAY, "c", Evidence(passages={"en/today#1": "x"}), {"en/today#1": "x"})
    assert quoted.articles([old, same_day]) == [old, same_day]
