"""Opening hours: whether it is open, and how much open time lies between two moments. Summer time is counted as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from types import MappingProxyType

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Times = Mapping[str, tuple[str, str]]
NEVER_CLOSED: Times = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening and closing time ("08:00", "24:00" at the latest) by weekday, in a time zone. No day at all: always open."""

    times: Times = field(default_factory=lambda: NEVER_CLOSED)
    zone: tzinfo = UTC
    _spans: dict[date, tuple[datetime, datetime] | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # by day, as worked out: pages ask for the same few days for each wait

    @property
    def always(self) -> bool:
        """Whether it never closes."""
        return not self.times

    def open_at(self, moment: datetime) -> bool:
        """Whether it is open then."""
        return self.always or any(start <= moment < end for start, end in self._around(moment, 0))

    def between(self, start: datetime, end: datetime) -> float:
        """Seconds of open time from `start` to `end`; 0 when `end` is not later."""
        if end <= start:
            return 0.0
        if self.always:
            return (end - start).total_seconds()
        spans = ((max(start, opened), min(end, closed)) for opened, closed in self._from(start, end))
        return sum((last - first).total_seconds() for first, last in spans if last > first)

    def after(self, start: datetime, seconds: float) -> datetime:
        """The moment when so many seconds of open time have passed since `start`."""
        if self.always:
            return start + timedelta(seconds=seconds)
        left = seconds
        for opened, closed in self._from(start):
            first = max(start, opened)
            if (room := (closed - first).total_seconds()) >= left:
                return first + timedelta(seconds=left)
            left -= max(room, 0.0)
        raise AssertionError("unreachable: weeks don't end")

    def opens(self, moment: datetime) -> datetime:
        """The next moment at which it is open: this one, if it is."""
        return moment if self.open_at(moment) else self.after(moment, 0.0)

    def closed_since(self, moment: datetime) -> datetime | None:
        """When it closed last; None while it is open."""
        if self.open_at(moment):
            return None
        return max(end for _, end in self._around(moment, 7) if end <= moment)

    def _from(self, start: datetime, until: datetime | None = None) -> Iterator[tuple[datetime, datetime]]:
        """Openings in order, from the one that `start` may lie in on."""
        day = self._day(start) - timedelta(days=1)
        while until is None or day <= self._day(until):
            if (span := self._span(day)) is not None and span[1] > start:
                yield span
            day += timedelta(days=1)

    def _around(self, moment: datetime, back: int) -> list[tuple[datetime, datetime]]:
        """The openings of the moment's day and of so many days before."""
        day = self._day(moment)
        spans = (self._span(day - timedelta(days=number)) for number in range(back + 1))
        return [span for span in spans if span is not None]

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _span(self, day: date) -> tuple[datetime, datetime] | None:
        if day not in self._spans:
            times = self.times.get(DAYS[day.weekday()])
            self._spans[day] = times and (self._moment(day, times[0]), self._moment(day, times[1]))
        return self._spans[day]

    def _moment(self, day: date, clock: str) -> datetime:
        whole = timedelta(days=1) if clock == "24:00" else timedelta()
        at = time() if whole else time.fromisoformat(clock)
        return datetime.combine(day + whole, at, self.zone).astimezone(UTC)


ALWAYS = Hours()
