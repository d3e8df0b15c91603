"""The last whole week in a few sentences (`insights_week_said`), on the page and in files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from console.markup import plain, tag
from console.texts import say
from console.views import insights as views
from console.views import insights_week_said as said
from console.views import times
from data import insights
from data.database import Database
from data.records.figures import Filters, GroupBy, Period
from data.samples import samples
from data.volumes import volumes
from graph.figures.changes import changes
from graph.figures.forecast import WEEK

_CHANNELS: tuple[GroupBy, ...] = ("channel",)  # together they are everybody


@dataclass(frozen=True, slots=True)
class Digest:
    """A week in sentences, without names of customers or staff. filters: what it was narrowed to; the title says so."""

    title: str
    period: Period
    filters: Filters
    sentences: tuple[str, ...]


def last_week(today: date) -> Period:
    """The last whole week, Monday to Sunday."""
    sunday = today - timedelta(days=today.weekday() + 1)
    return Period(sunday - timedelta(days=6), sunday)


def digest(db: Database, company: str, today: date, filters: Filters | None = None) -> Digest:
    """Read a week and the one before, and say what there is to say: at most ten sentences."""
    period, narrowed = last_week(today), filters or Filters()
    before = Period(period.first - timedelta(days=WEEK), period.first - timedelta(days=1))
    now, then = (insights.read(db, week, narrowed, ("part",)) for week in (period, before))
    history = volumes(db, period.last, narrowed)
    days = [0] * max(0, 2 * WEEK - len(history)) + history
    changed = changes(
        samples(db, period, narrowed, _CHANNELS),
        samples(db, before, narrowed, _CHANNELS),
        days[-WEEK:],
        days[-2 * WEEK : -WEEK],
    )
    (summary,) = now.summary()
    if summary.turns:
        week = said.Week(now, then, changed)
        sentences = (*said.figures(week), *said.ahead(history, period), said.rest(week))
    else:
        sentences = (say("week.empty"),)
    return Digest(_title(company, period, narrowed), period, narrowed, sentences)


def as_text(found: Digest) -> str:
    """For a terminal or a plain mail."""
    return (
        "\n".join((found.title, "", *(f"- {sentence}" for sentence in found.sentences), "", say("week.note")))
        + "\n"
    )


def as_html(found: Digest, language: str) -> str:
    """A page of its own, for a mail or a browser."""
    listed = "".join(tag("li", plain(sentence)) for sentence in found.sentences)
    body = tag("h1", plain(found.title)) + tag("ul", listed) + tag("p", plain(say("week.note")))
    return (
        f'<!doctype html>\n<html lang="{plain(language)}"><head><meta charset="utf-8">'
        f"<title>{plain(found.title)}</title></head><body>{body}</body></html>\n"
    )


def file_name(found: Digest, ending: str) -> str:
    """A file's name: the week's Monday, and what the week was narrowed to."""
    filters = (found.filters.language, found.filters.intent, found.filters.channel)
    return "-".join(("glassdesk-week", str(found.period.first), *filter(None, filters))) + f".{ending}"


def _title(company: str, period: Period, filters: Filters) -> str:
    week = say("week.title", company=company, first=times.date(period.first), last=times.date(period.last))
    return " · ".join([week, *views.narrowed(filters)])
