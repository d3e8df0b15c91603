"""Errors that swap a value for another one that the sources hold as well, for something else: figures, dates, numbers, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from data.records import Order
from graph.canaries.fault import Case, Fault
from graph.canaries.sources import line_with
from graph.canaries.words import companies, words
from graph.checks.data import data_days, order_codes
from graph.checks.derived import sums
from graph.checks.greeting import OPENING, signed
from graph.checks.grounds import company_text
from graph.checks.quantities import MONEY
from graph.checks.tokens import PLACEHOLDER, Token, plain, tokens

_CENTS = re.compile(r"\d+([.,])\d\d$")
_DAY_MONTH = re.compile(
    r"(?P<d>\d{1,2})(?P<dot>\.?) (?P<m>[^\W\d_]+)(?P<y> \d{4})?$|(?P<m2>[^\W\d_]+) (?P<d2>\d{1,2})(?P<y2>,? \d{4})?$"
)
_NUMERIC = re.compile(r"(?P<d>\d{1,2})(?P<s>[./-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})$")


def figures(case: Case) -> Iterator[Fault]:
    """Another number of the same unit: an item's price for the total, the days of one rule for those of another."""
    others = [one for one in tokens(company_text(case.request.material)) if one.kind == "number"]
    for token in _of(case, "number"):
        truth = line_with(case.sources, lambda line, t=token: _holds(line, t))  # type: ignore[misc]
        if not truth:
            continue
        same = {
            o.text
            for o in others
            if o.unit == token.unit and not o.values & token.values and o.text.isdigit()
        }
        found = _amounts(case, token) if token.unit in MONEY else (same if token.text.isdigit() else set())
        start, end = token.reach if token.reach != (0, 0) else (token.start, token.end)
        before, behind = case.draft[start : token.start], case.draft[token.end : end]
        for text in sorted(found):  # with its unit: "7 days" can be found again where "7" can't
            yield Fault("figure", start, case.draft[start:end], before + text + behind, truth)


def dates(case: Case) -> Iterator[Fault]:
    """Another day of the data, written as the draft writes its days."""
    known = words(case.language)
    for token in _of(case, "date"):
        if token.day is None or known is None:
            continue
        truth = line_with(case.sources, lambda line, t=token: _names_day(line, t))  # type: ignore[misc]
        for day in sorted(set(data_days(case.request.material))):
            written = (
                None
                if token.day.may_be(day)
                else _written(case.draft[token.start : token.end], day, known.months)
            )
            if truth and written and written != token.text:
                yield Fault("date", token.start, token.text, written, truth)


def orders(case: Case) -> Iterator[Fault]:
    """The number of another order of this customer, or of its parcel, in place of the one asked about."""
    material = case.request.material
    for token in _of(case, "code"):
        for order in material.orders:
            mine = [plain(code) for code in order_codes(order)]
            if plain(token.text) not in mine:
                continue
            truth = line_with(case.sources, lambda line, t=token: plain(t.text) in plain(line))  # type: ignore[misc]
            for other in (one for one in material.orders if one is not order and truth):
                code = [*order_codes(other)][mine.index(plain(token.text)) :][:1]
                yield from (Fault("order", token.start, token.text, one, truth) for one in code)


def names(case: Case) -> Iterator[Fault]:
    """Somebody else is greeted, another company signs, or another item of the customer's is spoken of."""
    yield from _signatures(case)
    said = "\n".join([case.request.text, *(line.text for line in case.request.history)])
    people = sorted({one for one in PLACEHOLDER.findall(said) if one.startswith("<PERSON_")})
    for match in PLACEHOLDER.finditer(case.draft[:OPENING]):
        for other in people:
            if match[0] in people and other != match[0]:
                yield Fault("name", match.start(), match[0], other)
    yield from _items(case)


def _signatures(case: Case) -> Iterator[Fault]:
    company = case.request.material.facts.get("company.name", "")
    place = case.draft.rfind(company) if company else -1
    if place >= signed(case.draft):
        for other in companies():
            yield Fault("name", place, company, other)


def _items(case: Case) -> Iterator[Fault]:
    named = [name for order in case.request.material.orders for name in _names_of(order)]
    for name in dict.fromkeys(named):
        place = case.draft.find(name)
        truth = line_with(case.sources, lambda line, n=name: n in line)  # type: ignore[misc]
        if place >= 0 and truth:
            for other in dict.fromkeys(named):
                if other not in case.draft:
                    yield Fault("name", place, name, other, truth)


def _of(case: Case, kind: str) -> Iterator[Token]:
    return (token for token in tokens(case.draft) if token.kind == kind)


def _names_of(order: Order) -> list[str]:
    return [str(item["name"]) for item in order.items if item.get("name")]


def _holds(line: str, token: Token) -> bool:
    found = (one for one in tokens(line) if one.kind == "number")
    return any(
        one.measures & token.measures if token.measures else one.values & token.values for one in found
    )


def _names_day(line: str, token: Token) -> bool:
    return any(one.day and token.day and token.day.agrees(one.day) for one in tokens(line))


def _amounts(case: Case, token: Token) -> set[str]:
    """Other amounts of these orders, with the draft's decimal mark."""
    mark = _CENTS.fullmatch(token.text)
    amounts = {f"{amount:.2f}" for amount, _ in sums(case.request.material.orders) if amount > 0}
    return {one.replace(".", mark[1]) for one in amounts} - {token.text} if mark else set()


def _written(like: str, day: date, months: tuple[str, ...]) -> str | None:
    """A day in the notation of another one; None where it stands with a weekday, or in no notation of the language."""
    if match := _NUMERIC.fullmatch(like):
        return f"{day.day:02}{match['s']}{day.month:02}{match['s']}{day.year}"
    match = _DAY_MONTH.fullmatch(like)
    if match is None or (match["m"] or match["m2"]) not in months:
        return None
    month = months[day.month - 1]
    if match["m2"]:
        comma = "," if (match["y2"] or "").startswith(",") else ""
        return f"{month} {day.day}" + (f"{comma} {day.year}" if match["y2"] else "")
    return f"{day.day}{match['dot']} {month}" + (f" {day.year}" if match["y"] else "")
