"""What triage keeps for reviewers beside the labels."""

from __future__ import annotations

from data import takeovers
from graph.nodes.triage import likeliest
from tests.graph.shop import Shop


def test_the_chances_behind_the_labels_are_kept_for_reviewers(shop: Shop) -> None:
    conversation = shop.open()
    shop.write(conversation, "This lamp burnt my hand. My lawyer will call you.")
    shop.run()
    (row,) = takeovers.queue(shop.db)
    assert row.chances and row.chances["must_escalate"]["yes"] > 0.5
    assert list(row.chances["intent"].values()) == sorted(row.chances["intent"].values(), reverse=True)
    assert len(row.chances["emotion"]) == 3


def test_of_many_classes_the_likeliest_are_kept() -> None:
    shares = {
        "wants_human": {False: 0.1884, True: 0.8116},
        "sentiment": {-2: 0.1, -1: 0.5, 0: 0.2, 1: 0.15, 2: 0.05},
    }
    assert likeliest(shares) == {"wants_human": {"yes": 0.812}, "sentiment": {"-1": 0.5, "0": 0.2, "1": 0.15}}
