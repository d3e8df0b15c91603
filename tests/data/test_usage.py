"""What drafts took, added up by day and since a moment, on both databases."""

from __future__ import annotations

from datetime import date

from data import drafts
from data.records import Filters, Period, UsageDay, UsageSum
from data.usage import usage_by_day, usage_since
from tests.data.test_insights import turn_of

DAY = date(2026, 11, 20)
WEEK = Period(date(2026, 11, 16), DAY)


def written(shop, drafter="openai", model="m", fallback=None, seconds=2.0, language="en", **usage):
    _, turn = turn_of(shop, language=language)
    return drafts.add(
        shop.db, turn_id=turn.id, version=1, text="Hello", language=language, drafter=drafter, model=model,
        prompt_version="1", seconds=seconds, usage=usage or None, fallback=fallback, now=shop.now(),
    )  # fmt: skip


def test_a_day_is_added_up_by_drafter_and_model(shop):
    taken = {"input_tokens": 1000, "output_tokens": 200, "seconds": 1.5, "cost": 0.004, "calls": 1}
    written(shop, **taken)
    written(shop, **{**taken, "calls": 2, "cost": 0.002}, language="da")
    written(shop, "offline", "composer", fallback="the model server can't be reached", seconds=0.5)
    offline, model = usage_by_day(shop.db, WEEK)
    assert offline == UsageDay(DAY, "offline", "composer", 1, 0, 0, 0, 0.0, 0.5, 1)
    assert model == UsageDay(DAY, "openai", "m", 2, 2000, 400, 3, 0.006, 3.0, 0)
    (danish,) = usage_by_day(shop.db, WEEK, Filters(language="da"))
    assert (danish.drafts, danish.cost) == (1, 0.002)
    assert usage_by_day(shop.db, Period(date(2026, 11, 1), date(2026, 11, 2))) == []


def test_what_was_spent_since_a_moment(shop):
    assert usage_since(shop.db, shop.now()) == UsageSum(0, 0, 0, 0.0)
    before = shop.now()
    written(shop, input_tokens=70, output_tokens=30, cost=0.5, calls=1, seconds=1.0)
    assert usage_since(shop.db, before) == UsageSum(70, 30, 1, 0.5)
    assert usage_since(shop.db, shop.now(60)) == UsageSum(0, 0, 0, 0.0)
