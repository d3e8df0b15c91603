"""What is known of a customer, as safe HTML for beside a draft."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from babel.dates import format_date

from console.markup import PLACEHOLDER, plain, tag
from console.texts import known, locale, say
from console.views import spark, times, words
from console.views.readable import readable
from data.about import Felt, Talk
from data.records import Order
from graph.desk.customer import Known, Promise

ORDERS = 4
CUT = 90  # characters of what was asked in an earlier conversation


def html(found: Known, zone: tzinfo, now: datetime) -> str:
    """All parts, the empty ones with a word."""
    earlier = [talk for talk in found.about.talks if talk.id != found.conversation_id]
    return tag("p", plain(facts(found, zone, now)), classes="gd-quiet") + "".join(
        tag("h4", plain(say(f"customer.{name}"))) + (body or tag("p", plain(say(f"customer.no_{name}")), classes="gd-quiet"))
        for name, body in (
            ("mood", mood_html(found.about.felt)),
            ("promises", promises_html(found.promises, zone, now)),
            ("orders", orders_html(found.orders)),
            ("earlier", talks_html(earlier, zone, now)),
        )
    )  # fmt: skip


def facts(found: Known, zone: tzinfo, now: datetime) -> str:
    """Since when they are known, and how often they wrote."""
    return say("customer.facts", n=found.about.conversations, at=times.at(found.about.since, zone, now))


def heading(found: Known) -> str:
    """The panel's title, with what one should know before opening it."""
    counts = [
        say(f"customer.count_{name}", n=number)
        for name, number in (
            ("promises", len(found.promises)),
            ("orders", len(found.orders)),
            ("earlier", found.about.conversations - 1),
        )
        if number > 0
    ]
    return " · ".join([say("customer.title"), *counts])


def mood_html(felt: tuple[Felt, ...]) -> str:
    """The line of moods, and the newest of them in a word."""
    if not felt:
        return ""
    now = words.mood(felt[-1].sentiment, felt[-1].emotion)
    said = tag("span", plain(f"{now.sign} {now.word}"), classes=f"gd-{now.tone}")
    line = spark.html([one.sentiment for one in felt])
    told = tag("p", plain(spark.told([one.sentiment for one in felt])), classes="gd-quiet") if line else ""
    return line + tag("p", said, classes="gd-felt") + told


def promises_html(found: tuple[Promise, ...], zone: tzinfo, now: datetime) -> str:
    """What they were promised, the newest first, each with its conversation."""
    if not found:
        return ""
    rows = [
        tag("li", tag("q", plain(unnumbered(one.text))) + " " + _link(one.conversation_id, times.at(one.at, zone, now)))
        for one in found
    ]  # fmt: skip
    return tag("ul", "".join(rows), classes="gd-known")


def orders_html(found: tuple[Order, ...]) -> str:
    """The newest orders in a line each."""
    if not found:
        return ""
    rows = [
        tag("li", tag("b", plain(one.number)) + " " + plain(" · ".join(_order(one))))
        for one in found[:ORDERS]
    ]
    more = len(found) - ORDERS
    rest = tag("p", plain(say("customer.more", n=more)), classes="gd-quiet") if more > 0 else ""
    return tag("ul", "".join(rows), classes="gd-known") + rest


def talks_html(found: list[Talk], zone: tzinfo, now: datetime) -> str:
    """Earlier conversations, the one that moved last first."""
    rows = []
    for talk in found:
        asked = unnumbered(readable(talk.asked or ""))
        short = asked if len(asked) <= CUT else asked[: CUT - 1].rstrip() + "…"
        state = known("state", talk.state)
        head = _link(talk.id, f"{times.at(talk.updated_at, zone, now)} · {words.intent(talk.intent)}")
        rows.append(
            tag("li", head + " " + plain(f"· {state}") + tag("div", plain(short), classes="gd-quiet"))
        )
    return tag("ul", "".join(rows), classes="gd-known") if rows else ""


def unnumbered(text: str) -> str:
    """A text of another conversation: its placeholders count otherwise than this one's, so they lose their numbers."""
    return PLACEHOLDER.sub(lambda found: f"({known('entity', found[1].lower())})", re.sub(r"\s+", " ", text))


def _order(one: Order) -> list[str]:
    items = ", ".join(str(item.get("name", "")) for item in one.items)
    day = one.delivered_on or one.promised_on or one.placed_on
    key = "delivered" if one.delivered_on else "promised" if one.promised_on else "placed"
    when = say(f"customer.{key}", at=format_date(day, "medium", locale=locale()))
    return [known("order_state", one.status), when, *([items] if items else [])]


def _link(conversation_id: str, text: str) -> str:
    return tag("a", plain(text), href=f"/conversations?conversation={conversation_id}", target="_self")
