"""When a draft of a use case may not leave without a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.material import CheckResult, DraftRequest
from graph.modules import NEVER_AUTO, Module, Modules
from graph.modules.autonomy import kept_back
from tests.graph.drafting import an_order, request

PLAIN = request("Where is it?", order=an_order("in_transit"))
EVERY = Module(
    "order_status", "Order status", never_auto=tuple(flag for flag in NEVER_AUTO if flag != "always")
)


def flags(asked: DraftRequest, text: str = "It is on its way.", *checks: CheckResult) -> tuple[str, ...]:
    return kept_back(EVERY, asked, text, checks)


def test_nothing_stands_in_the_way_of_a_plain_answer() -> None:
    assert flags(PLAIN, "It is on its way.", CheckResult("tone", "pass", "calm")) == ()


@pytest.mark.parametrize(
    ("flag", "changes"),
    [("upset", {"emotion": "worry"}), ("urgent", {"urgency": "high"}), ("injection", {"injection": True})],
)
def test_what_was_read_in_the_message_counts(flag: str, changes: dict[str, object]) -> None:
    read = replace(PLAIN.understanding, **changes)  # type: ignore[arg-type]
    assert flags(replace(PLAIN, understanding=read)) == (flag,)


@pytest.mark.parametrize(
    ("flag", "changes"),
    [
        ("guessed_order", {"order_named": False}),
        ("foreign_order", {"foreign_order": True}),
        ("foreign_order", {"unknown_order": True}),
    ],
)
def test_what_was_found_counts(flag: str, changes: dict[str, object]) -> None:
    material = replace(PLAIN.material, **changes)  # type: ignore[arg-type]
    assert flags(replace(PLAIN, material=material)) == (flag,)


def test_what_the_draft_says_and_how_it_was_checked_counts() -> None:
    assert flags(PLAIN, "We refund the full amount.") == ("promise",)
    assert flags(PLAIN, "It comes.", CheckResult("tone", "warn", "loud")) == ("warning",)


def test_only_the_flags_of_the_use_case_count() -> None:
    modules = Modules.load()
    upset = replace(PLAIN, understanding=replace(PLAIN.understanding, emotion="anger"))
    assert kept_back(modules.for_("address_change"), PLAIN, "It comes.", ()) == ("always",)
    assert kept_back(modules.for_("compliment"), upset, "Thank you.", ()) == ()
    assert kept_back(modules.for_("order_status"), upset, "It comes.", ()) == ("upset",)
