"""Learning, in a real browser against the real process: a customer's thumb, repeated edits, a rule, the draft after it."""

from __future__ import annotations

import re

import pytest

from tests.e2e.test_whole_way import People, add_sentence, open_draft, people, press, read, write

__all__ = ["people"]  # the fixture

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
ADDED = "The label works in every parcel shop near you."
ASKED = (
    "Hello, I would like to return a lamp. How many days do I have? Sofie Mikkelsen",
    "I changed my mind about a lamp I bought. How do I return it? Karim Haddad",
    "How long is the return period for a lamp? Jonas Lindgren",
    "Can I return a lamp that I no longer want, and how long do I have? Ines Moreau",
)


def edited(mette, customer, text: str) -> None:
    """The customer writes, Mette adds her sentence, the customer reads it."""
    write(customer, text)
    open_draft(mette, text[:30])
    assert ADDED not in mette.get_by_role("textbox", name="Reply").input_value()
    add_sentence(mette, ADDED)
    press(mette, "Send my edit")
    read(customer, ADDED)


def newest_example(people: People, signe) -> None:
    """The examples page, fresh, with its newest example open."""
    signe.goto(f"{people.served.url}/examples")
    signe.get_by_text(re.compile(r"Return or refund · English")).first.click()
    signe.get_by_text("What the person changed").first.wait_for()


def switch_off(people: People, signe) -> None:
    """An example would carry the edit over by itself; here people are to do it again and again."""
    newest_example(people, signe)
    signe.get_by_label("Reason").first.fill("Not for everybody")
    press(signe, "^Switch off$")
    signe.get_by_text("New drafts don't see it any more").wait_for()


def test_a_thumb_and_repeated_edits_teach(people: People) -> None:
    mette, signe = people.staff("mette"), people.staff("signe")
    first = people.customer("en")
    edited(mette, first, ASKED[0])
    first.get_by_role("group", name="Was this reply helpful?").get_by_role("button", name="Yes").click()
    first.locator(".thumb[value=up][aria-pressed=true]").wait_for()
    newest_example(people, signe)
    signe.get_by_text("Customers took well to it").wait_for()

    for text in ASKED[1:3]:
        switch_off(people, signe)
        edited(mette, people.customer("en"), text)
    switch_off(people, signe)

    signe.get_by_text(re.compile(r"Proposed rules \(1\)")).click()
    signe.get_by_role("heading", name=f"Add “{ADDED}”").wait_for()
    press(signe, "^Accept$")
    signe.get_by_text(re.compile("In force since")).wait_for()

    last = people.customer("en")
    write(last, ASKED[3])
    open_draft(mette, ASKED[3][:30])
    mette.get_by_text(re.compile("Rules that your supervisors put in force")).wait_for()
    assert ADDED in mette.get_by_role("textbox", name="Reply").input_value()
    press(mette, "Approve and send")
    read(last, ADDED)
