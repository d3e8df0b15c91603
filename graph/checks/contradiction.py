"""What the draft says of the order against the order's data: its state, its days, its sum.

Only plain statements count. A clause that asks, sets a condition, denies, or speaks of a return or another parcel is left
alone: a check that cries wolf is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data.records import Order
from data.said import Said, named
from graph.checks.claims import Claims, claims, clauses, sentences, stated
from graph.checks.grounds import Grounds
from graph.checks.known import alike
from graph.checks.quantities import MONEY, measures, readings
from graph.checks.results import blocked, passed, quoted, warned
from graph.checks.tokens import plain, tokens
from graph.material import CheckResult, DraftRequest

#: The order's states in which a statement can't be true.
UNTRUE = {
    "delivered": {"processing", "packed", "in_transit", "delayed", "cancelled"},
    "on_way": {"processing", "packed", "delivered", "returned", "cancelled", "refunded"},
    "sent": {"processing", "packed", "cancelled"},
    "not_sent": {"in_transit", "delayed", "delivered", "returned", "refunded"},
    "cancelled": {"processing", "packed", "in_transit", "delayed", "delivered"},
    "refunded": {"processing", "packed", "in_transit", "delayed", "delivered", "returned"},
    "returned": {"processing", "packed", "in_transit", "delayed", "cancelled"},
}
#: Statements that clauses about a return or another parcel make as well, with another meaning.
_ABOUT_OTHERS = {"delivered", "on_way", "sent", "not_sent"}
Found = tuple[tuple[int, int], str]


def contradiction(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """The draft doesn't contradict the data of the order it speaks of."""
    if not request.material.orders:
        return passed(
            "contradiction", Said("evidence.contradiction.no_order", "There is no order to contradict.")
        )
    known = claims(request.understanding.language)
    found = [
        *_states(text, request, known),
        *_days(text, request, known, sources),
        *_sums(text, request, known),
    ]
    found += _over(text, known, sources)
    if found:
        spans = [span for span, _ in found]
        why = tuple(dict.fromkeys(why for _, why in found))
        said = Said("evidence.contradiction.found", "{words}: {why}.", words=quoted(text, spans), why=why)
        return blocked("contradiction", said, spans)
    late = _early_apology(text, request, sources)
    if late:
        return warned(
            "contradiction",
            Said(
                "evidence.contradiction.not_late",
                "The order isn't late yet: {words}.",
                words=quoted(text, late),
            ),
            late,
            "low",
        )
    return passed(
        "contradiction", Said("evidence.contradiction.none", "Nothing in the draft contradicts the order.")
    )


def _states(text: str, request: DraftRequest, known: Claims) -> Iterator[Found]:
    """Statements on the order's state that no order at hand bears out."""
    for start, sentence in sentences(text):
        for state, pattern in known.states.items():
            for match in pattern.finditer(sentence):
                clause = _clause_around(sentence, *match.span())
                about_others = state in _ABOUT_OTHERS and known.others.search(clause)
                if about_others or not stated(sentence, *match.span(), known, denial=state == "not_sent"):
                    continue
                orders = _meant(sentence, request)
                if all(order.status in UNTRUE[state] for order in orders) and not _papers_say(state, request):
                    place = (start + match.start(), start + match.end())
                    yield (
                        place,
                        Said(
                            "evidence.contradiction.status",
                            "the order's status is “{status}”",
                            status=named("order_status", orders[0].status),
                        ),
                    )


def _days(text: str, request: DraftRequest, known: Claims, sources: Grounds) -> Iterator[Found]:
    """A day of the data that the draft gives to something else: the day of sending as that of delivery."""
    found = [token for token in tokens(text) if token.kind == "date"]
    for start, clause in clauses(text):
        inside = [token for token in found if start <= token.start < start + len(clause)]
        roles = [role for role, pattern in known.roles.items() if pattern.search(clause)]
        if len(inside) != 1 or len(roles) != 1 or known.others.search(clause) or known.open.search(clause):
            continue
        real = {day for order in _meant(clause, request) for day in _role_days(roles[0], order, request)}
        if real and sources.hold_firmly(inside[0]) and not real & sources.days_of(inside[0]):
            yield (inside[0].start, inside[0].end), _by_the_data(roles[0], tuple(map(str, sorted(real))))


def _by_the_data(role: str, days: tuple[str, ...]) -> Said:
    return {
        "placed": Said("evidence.contradiction.placed", "by the data it was placed on {days}", days=days),
        "shipped": Said("evidence.contradiction.shipped", "by the data it was shipped on {days}", days=days),
        "promised": Said(
            "evidence.contradiction.promised", "by the data it was promised for {days}", days=days
        ),
        "delivered": Said(
            "evidence.contradiction.delivered", "by the data it was delivered on {days}", days=days
        ),
    }[role]


def _over(text: str, known: Claims, sources: Grounds) -> Iterator[Found]:
    """Something is said to arrive on a day that has passed."""
    found = [token for token in tokens(text) if token.kind == "date" and token.day]
    for start, sentence in sentences(text):
        arrives = known.arrives.search(sentence)
        if arrives is None or not stated(sentence, *arrives.span(), known):
            continue
        for token in found:
            last = start + min(arrives.end() + 40, len(sentence))
            near = start + arrives.start() <= token.start < last
            days = sources.days_of(token)
            if near and days and max(days) < sources.today:
                yield (
                    (start + arrives.start(), token.end),
                    Said("evidence.contradiction.over", "that day has passed"),
                )


def _sums(text: str, request: DraftRequest, known: Claims) -> Iterator[Found]:
    """An amount is called the total and isn't."""
    money = [token for token in tokens(text) if token.unit in MONEY]
    for start, clause in clauses(text):
        inside = [token for token in money if start <= token.start < start + len(clause)]
        total = known.total.search(clause)
        if len(inside) != 1 or total is None:
            continue
        orders = _meant(clause, request)
        real = {measure for order in orders for measure in _total(order.total, order.currency)}
        real |= {measure for one in request.material.invoices for measure in _total(one.amount, one.currency)}
        if not real & inside[0].measures:
            yield (
                inside[0].reach,
                Said(
                    "evidence.contradiction.total",
                    "the order's total is {total}",
                    total=f"{orders[0].total:.2f} {orders[0].currency}",
                ),
            )


def _early_apology(text: str, request: DraftRequest, sources: Grounds) -> list[tuple[int, int]]:
    known = claims(request.understanding.language)
    late = [order for order in request.material.orders if _is_late(order, sources)]
    if late:
        return []
    return [
        (start + match.start(), start + match.end())
        for start, sentence in sentences(text)
        for match in known.late.finditer(sentence)
        if stated(sentence, *match.span(), known)
    ]


def _is_late(order: Order, sources: Grounds) -> bool:
    last = order.delivered_on or sources.today
    return order.status == "delayed" or (order.promised_on is not None and order.promised_on < last)


def _meant(sentence: str, request: DraftRequest) -> tuple[Order, ...]:
    """The orders whose number the sentence names, else all."""
    said = plain(sentence)
    named = tuple(order for order in request.material.orders if plain(order.number) in said)
    return named or request.material.orders


def _papers_say(state: str, request: DraftRequest) -> bool:
    """Whether a parcel or an invoice bears out what the order's status doesn't say."""
    out = {parcel.status for parcel in request.material.shipments if parcel.direction == "out"}
    back = {parcel.status for parcel in request.material.shipments if parcel.direction == "back"}
    credited = any(invoice.status == "credited" for invoice in request.material.invoices)
    return {
        "delivered": "delivered" in out,
        "on_way": bool(out & {"in_transit", "delayed"}),
        "sent": bool(out - {"announced"}),
        "returned": "delivered" in back,
        "refunded": credited,
    }.get(state, False)


def _role_days(role: str, order: Order, request: DraftRequest) -> Iterator[date]:
    """The days on which this happened to the order or one of its parcels; a return's arrival is a delivery too."""
    parcels = [one for one in request.material.shipments if one.order_number == order.number]
    out = [one for one in parcels if one.direction == "out"]
    days: dict[str, list[date | None]] = {
        "placed": [order.placed_on],
        "shipped": [order.shipped_on, *(parcel.shipped_on for parcel in parcels)],
        "promised": [order.promised_on, *(parcel.promised_on for parcel in out)],
        "delivered": [order.delivered_on, *(parcel.delivered_on for parcel in parcels)],
    }
    yield from (day for day in days[role] if day)


def _total(amount: float, currency: str) -> set[str]:
    return alike(measures(readings(f"{amount:.2f}"), currency))


def _clause_around(sentence: str, start: int, end: int) -> str:
    """The part of a sentence between the commas around a place."""
    before = max(sentence.rfind(mark, 0, start) for mark in ",;:(")
    behind = min((at for mark in ",;:)" if (at := sentence.find(mark, end)) >= 0), default=len(sentence))
    return sentence[before + 1 : behind]
