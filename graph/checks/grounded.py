"""Figures, amounts, dates, links, addresses and numbers: each must stand in a source, or follow from the data."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data.said import Said
from graph.checks.counted import counted
from graph.checks.derived import worked_out
from graph.checks.grounds import Grounds
from graph.checks.quantities import MONEY
from graph.checks.results import blocked, passed, quoted, warned
from graph.checks.tokens import Kind, Token, tokens
from graph.material import CheckResult, DraftRequest

_LINE_NUMBER = re.compile(r"^[ \t]*(\d{1,2})[.)][ \t]", re.M)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Spans = list[tuple[int, int]]


def figures(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Numbers, in digits or words, with their unit: 14 weeks are not grounded by 14 days."""
    markers = _markers(text)
    found = [one for one in _of("number", text) if one.unit not in MONEY and one.start not in markers]
    loose = [one for one in found if not sources.hold(one) and not counted(one, text, sources)]
    doubtful = [one for one in loose if _other_days(one, sources)]
    if doubtful and len(doubtful) == len(loose):
        spans = _reach(doubtful)
        return warned(
            "figures",
            Said(
                "evidence.days",
                "The sources count working days, or other days: {words}.",
                words=quoted(text, spans),
            ),
            spans,
        )
    return _result("figures", text, found, [one for one in loose if not _other_days(one, sources)])


def amounts(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Amounts of money, with their currency. One that only the customer names is for the reviewer to judge."""
    found = [one for one in _of("number", text) if one.unit in MONEY]
    loose = [one for one in found if not sources.hold(one)]
    claimed = [one for one in found if not sources.hold_firmly(one)]
    if claimed and not loose:
        spans = _reach(claimed)
        return warned(
            "amounts",
            Said("evidence.only_customer", "Only the customer names {words}.", words=quoted(text, spans)),
            spans,
        )
    return _result("amounts", text, found, loose)


def dates(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Dates in any notation, weekdays, "tomorrow"; a date without a year agrees with any year, its weekday must fit."""
    found = _of("date", text)
    counted_out = worked_out(text, sources.today, sources.firm.measures)
    loose = [one for one in found if not sources.hold(one) and not sources.days_of(one) & counted_out]
    wrong = [
        (one, day) for one in found if one not in loose and (day := _real_weekday(one, sources)) is not None
    ]
    if wrong and not loose:
        spans = _reach(one for one, _ in wrong)
        real = tuple(
            dict.fromkeys(Said(f"weekday.{_WEEKDAYS[day].lower()}", _WEEKDAYS[day]) for _, day in wrong)
        )
        said = Said("evidence.weekday", "{words}: that day is a {day}.", words=quoted(text, spans), day=real)
        return blocked("dates", said, spans)
    return _result("dates", text, found, loose)


def links(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Web addresses. One that only the customer wrote isn't sent back: it may lead anybody anywhere."""
    found = _of("link", text)
    return _result("links", text, found, [one for one in found if not sources.hold_firmly(one)])


def emails(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """E-mail addresses. A person's address would be a placeholder, so one in the clear must be the company's."""
    return _grounded("emails", "email", text, sources)


def phones(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Telephone numbers, like e-mail addresses."""
    return _grounded("phones", "phone", text, sources)


def order_numbers(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Order, tracking, invoice and similar numbers."""
    return _grounded("order_numbers", "code", text, sources)


def _of(kind: Kind, text: str) -> list[Token]:
    return [token for token in tokens(text) if token.kind == kind]


def _grounded(name: str, kind: Kind, text: str, sources: Grounds) -> CheckResult:
    found = _of(kind, text)
    return _result(name, text, found, [token for token in found if not sources.hold(token)])


def _result(name: str, text: str, found: list[Token], loose: list[Token]) -> CheckResult:
    if loose:
        spans = _reach(loose)
        return blocked(
            name, Said("evidence.loose", "No source holds {words}.", words=quoted(text, spans)), spans
        )
    if found:
        held = "This stands in a source or follows from the data: {words}."
        return passed(name, Said("evidence.held", held, words=quoted(text, _reach(found))))
    return passed(name, Said("evidence.none", "The draft holds nothing of this kind."))


def _reach(found: Iterable[Token]) -> Spans:
    """Figures with their units."""
    return [token.reach if token.reach != (0, 0) else (token.start, token.end) for token in found]


def _markers(text: str) -> set[int]:
    """Where the numbers of a list stand: lines that begin with 1, 2 …, at least two of them."""
    places = [(int(match[1]), match.start(1)) for match in _LINE_NUMBER.finditer(text)]
    in_order = [number for number, _ in places] == list(range(1, len(places) + 1))
    return {place for _, place in places} if len(places) > 1 and in_order else set()


def _other_days(token: Token, sources: Grounds) -> bool:
    """Whether a source has as many days of the other sort: "5 days" for "5 working days"; a month for 30 days."""
    swapped = {"workday": "day", "day": "workday"}.get(token.unit)
    if swapped:
        return sources.hold_measure(token.values, swapped)
    months = [
        int(value) for value in token.values if token.unit == "month" and len(value) < 4 and value.isdigit()
    ]
    return sources.hold_measure(frozenset(str(month * 30) for month in months), "day")


def _real_weekday(token: Token, sources: Grounds) -> int | None:
    """The weekday that a date has, if the draft gives it another."""
    days = sources.days_of(token) if token.weekday is not None else frozenset()
    if not days or any(day.weekday() == token.weekday for day in days):
        return None
    return min(days, key=lambda day: abs(day - sources.today)).weekday()
