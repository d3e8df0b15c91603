"""What staff wrote beside a conversation is found again, whatever it belongs to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from data import customers, remarks, snoozes, takeovers
from data.said import Said


def test_remarks_of_every_kind_come_in_order_of_time(shop: Any) -> None:
    of, draft = shop.drafted()
    snoozes.snooze(
        shop.db, draft.id, "ann", shop.now(1) + timedelta(hours=1), "Ask the carrier.", now=shop.now()
    )
    ask = """INSERT INTO approval_request VALUES ('r', $1, 1, $2, 'approve', 'x', 'h', 1, 1, '[]', '[]', FALSE,
             'Is it ours?', '[]', FALSE, NULL, 'ann', $3)"""
    answer = "INSERT INTO approval_answer VALUES ('r', 'declined', 'bob', 'reviewer', 'No.', NULL, $1)"
    shop.db.write(lambda cursor: cursor.run(ask, draft.id, of.id, shop.now(1)), quiet=True)
    shop.db.write(lambda cursor: cursor.run(answer, shop.now(1)), quiet=True)
    takeovers.request(shop.db, of.id, "failed", Said("x.y", "It failed."), None, now=shop.now(1))
    found = remarks.of(shop.db, of.id)
    assert [(one.about, str(one.text)) for one in found] == [
        ("snooze", "Ask the carrier."),
        ("approval asked", "Is it ours?"),
        ("approval answered", "No."),
        ("takeover", "It failed."),
    ]
    assert all(one.at.tzinfo for one in found) and remarks.of(shop.db, "another") == []
    customers.erase(shop.db, of.customer_id, "ann")
    assert {one.text for one in remarks.of(shop.db, of.id)} == {"[erased]"}


def test_guidance_is_among_them(shop: Any) -> None:
    of, draft = shop.drafted()
    shop.decide(draft, "reject", guidance="Name the price.")
    assert [(one.about, one.text) for one in remarks.of(shop.db, of.id)] == [("guidance", "Name the price.")]
