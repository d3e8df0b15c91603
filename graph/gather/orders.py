"""Which order a customer means, and what state it is in. Another customer's order never gets past here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from data.records import Order

# Anything that could be an order or tracking number; the database decides what is one.
_CANDIDATE = re.compile(r"(?<![\w<])#?((?:[A-Za-z]{1,5}[ -]?)?\d[\d -]{2,18}\d(?:[A-Za-z]{1,3})?)(?![\w>])")
_PLACEHOLDER = re.compile(r"<[A-Z][A-Z_]*_\d+>")
_WORD = re.compile(r"[^\W\d_]{4,}")
MOST_CANDIDATES = 20

_ON_THE_WAY = ("late", "in_transit", "processing")
_AT_HOME = ("delivered", "returned")
#: The states of an order that a request of this intent is usually about.
_EXPECTED = {
    "delivery_delay": _ON_THE_WAY,
    "order_status": _ON_THE_WAY,
    "cancellation": _ON_THE_WAY,
    "address_change": _ON_THE_WAY,
    "return_refund": _AT_HOME,
    "complaint_damaged": _AT_HOME,
    "warranty": _AT_HOME,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The customer's own orders, the one asked about first; and whether numbers were named that aren't theirs."""

    orders: tuple[Order, ...]
    named: bool = False
    foreign: bool = False
    unknown: bool = False


def asked_about(
    own: Sequence[Order],
    texts: Sequence[str],
    intent: str,
    today: date,
    owner_of: Callable[[str], str | None],
) -> Asked:
    """Which of a customer's `own` orders is meant. `texts`: this turn's first, then earlier ones, newest first.

    A number in this turn outweighs earlier ones. If it isn't this customer's, no order is passed on at all:
    a reply about another one would be an answer to a question nobody asked.
    """
    for text in texts:
        numbers = candidates(text)
        named = [order for order in own if _is_named(order, numbers)]
        foreign = any(_is_foreign(number, own, owner_of) for number in numbers)
        unknown = not named and not foreign and any(_looks_like(number, own) for number in numbers)
        if named or foreign or unknown:
            return Asked(tuple(named), bool(named), foreign, unknown)
    return Asked(tuple(_likeliest_first(own, texts[0] if texts else "", intent, today)))


def _likeliest_first(own: Sequence[Order], text: str, intent: str, today: date) -> list[Order]:
    """By items the customer mentions, then by the state that fits the request, then the most recent."""
    said = {word.casefold() for word in _WORD.findall(text)}
    expected = _EXPECTED.get(intent, ())

    def unlikely(order: Order) -> tuple[int, bool, int]:
        mentioned = len(said & item_words(order))
        return -mentioned, condition_of(order, today) not in expected, -order.placed_on.toordinal()

    return sorted(own, key=unlikely)


def candidates(text: str) -> list[str]:
    """What could be an order or tracking number, as written, without placeholders."""
    found = _CANDIDATE.findall(_PLACEHOLDER.sub(" ", text))
    return list(dict.fromkeys(found))[:MOST_CANDIDATES]


def condition_of(order: Order, today: date) -> str:
    """The state templates are written for; "unclear" when the order's data contradict each other.

    late: promised before `today` and not delivered, cancelled or returned.
    """
    if (order.status == "delivered") != (order.delivered_on is not None) and order.status not in (
        "returned",
        "refunded",
    ):
        return "unclear"
    if order.status in ("delivered", "returned", "cancelled"):
        return order.status
    if order.status in ("processing", "packed", "in_transit", "delayed"):
        if order.promised_on and order.promised_on < today:
            return "late"
        return "processing" if order.status in ("processing", "packed") else "in_transit"
    return order.status


def words_of(order: Order) -> frozenset[str]:
    """What marks a reply as being about this order: number, tracking, carrier and the words of its items."""
    codes = {code.casefold() for code in (order.number, order.tracking, order.carrier) if code}
    return item_words(order) | codes


def item_words(order: Order) -> frozenset[str]:
    """The words of the names of what was ordered."""
    names = (str(item.get("name", "")) for item in order.items)
    return frozenset(word.casefold() for name in names for word in _WORD.findall(name))


def _plain(code: str) -> str:
    return re.sub(r"[\W_]+", "", code).upper()


def _is_named(order: Order, numbers: Sequence[str]) -> bool:
    digits = "".join(filter(str.isdigit, order.number))
    keys = {_plain(order.number), digits, _plain(order.tracking or "")} - {""}
    return any(_plain(number) in keys for number in numbers)


def _is_foreign(number: str, own: Sequence[Order], owner_of: Callable[[str], str | None]) -> bool:
    """Whether a number, as written or in the shape of this customer's numbers, is somebody else's order."""
    if own and any(_is_named(order, [number]) for order in own):
        return False
    theirs = {
        _plain(order.number) for order in own
    }  # INV-1001 is no stranger's order where 1001 is this customer's
    spelled = [spelling for spelling in _spellings(number, own) if _plain(spelling) not in theirs]
    return any(owner_of(spelling) is not None for spelling in spelled)


def _spellings(number: str, own: Sequence[Order]) -> list[str]:
    """How the number may stand in the database: with a dash, without, with the prefix of the customer's orders."""
    plain = _plain(number)
    letters = re.match(r"[A-Z]*", plain)
    prefix = letters[0] if letters else ""
    digits = plain[len(prefix) :]
    prefixes = {re.split(r"\d", order.number)[0] for order in own}
    spelled = [number.strip(), number.strip().upper(), plain, f"{prefix}-{digits}" if prefix else digits]
    return list(dict.fromkeys(spelled + [before + digits for before in sorted(prefixes)]))


def _looks_like(number: str, own: Sequence[Order]) -> bool:
    """Whether a number that isn't known has letters and length like this customer's order numbers."""
    shape = re.sub(r"\d", "0", _plain(number))
    return any(shape == re.sub(r"\d", "0", _plain(order.number)) for order in own)
