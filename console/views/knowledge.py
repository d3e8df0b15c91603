"""Articles and templates in tables and words: how they fare, what needs a look, what is wrong, what changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta, tzinfo
from typing import get_args
from urllib.parse import urlencode

from console.markup import plain, tag
from console.texts import known, say
from console.views import insights_drill as drill
from console.views import numbers, times, words
from console.views.insights_table import NONE, Column, Line, Table
from data.records import Among, Fare, Filters, KnowledgeKind, Period, Version
from graph.knowledge.item import Item
from graph.knowledge.judging import Problem
from graph.knowledge.overview import CONFIDENCE, DAYS, FEWEST, Row, State
from graph.learning.intervals import wilson

_HEADING = re.compile(r"(?m)^#{1,6}(?= )")
_DIRECTIVE = re.compile(r":(?=[\w-]+\[|[\w-]+/?[\w-]*:)")
KINDS: tuple[KnowledgeKind, ...] = get_args(KnowledgeKind)
COLUMNS = (
    "title", "look", "language", "intent", "drafts", "unchanged", "edited", "rejected", "customers", "last",
)  # fmt: skip


def address(kind: str, id: str, **more: str) -> str:
    """Where an item is shown."""
    return f"/knowledge?{urlencode({'item': f'{kind}:{id}', **more})}"


def named(given: str | None) -> tuple[KnowledgeKind, str] | None:
    """The item that an address names, if it names one."""
    kind, mark, id = (given or "").partition(":")
    return next(((known, id) for known in KINDS if known == kind and mark and id), None)


def matching(
    rows: Sequence[Row], text: str, language: str | None, intent: str | None, only_attention: bool
) -> list[Row]:
    """The rows that the filters leave."""
    wanted = text.casefold().split()
    return [
        row
        for row in rows
        if (language is None or row.item.language == language)
        and (intent is None or intent in row.item.words.intents)
        and (row.reasons or not only_attention)
        and all(
            word in f"{row.item.id} {row.item.words.title} {row.item.words.body}".casefold()
            for word in wanted
        )
    ]


def table(rows: Sequence[Row], kind: KnowledgeKind, zone: tzinfo) -> Table:
    """One line for each; its first cell leads to it."""
    columns = [
        Column(say(f"knowledge.column.{name}"), "count" if name == "drafts" else "text") for name in COLUMNS
    ]
    return Table(kind, tuple(columns), tuple(_line(row, zone) for row in rows))


def _line(row: Row, zone: tzinfo) -> Line:
    item, fare = row.item, row.fare
    cells = (
        item.words.title,
        why(row),
        words.language(item.language),
        ", ".join(words.intent(intent) for intent in item.words.intents) or NONE,
        fare.drafts if fare else 0,
        share(fare),
        str(fare.edited) if fare else NONE,
        str(fare.rejected) if fare else NONE,
        heard(fare),
        times.day(fare.last_used, zone) if fare else say("knowledge.never", n=DAYS),
    )
    return Line(cells, address(item.kind, item.id))


def why(row: Row) -> str:
    """Why it needs a look, in words; a dash when it doesn't."""
    if row.item.archived:
        return say("knowledge.state.archived")
    return "; ".join(known("knowledge.reason", reason) for reason in row.reasons) or NONE


def share(fare: Fare | None) -> str:
    """The share of judged drafts that were sent as drafted, with its interval."""
    if fare is None or not fare.judged:
        return NONE
    low, high = wilson(fare.unchanged, fare.judged, CONFIDENCE)
    shown = (numbers.percent(each) for each in (fare.unchanged / fare.judged, low, high))
    return say("knowledge.share", **dict(zip(("share", "low", "high"), shown, strict=True)))


def heard(fare: Fare | None) -> str:
    """How customers took to the replies."""
    if fare is None or not fare.heard:
        return say("knowledge.unheard")
    return say("knowledge.heard", n=fare.heard, badly=fare.badly)


def fared(fare: Fare | None) -> str:
    """How the drafts that cite it fared, in a sentence or three."""
    if fare is None:
        return say("knowledge.use_none", n=DAYS)
    said = say(
        "knowledge.use_some", days=DAYS, n=fare.drafts, unchanged=fare.unchanged, judged=fare.judged, edited=fare.edited,
        rejected=fare.rejected,
    )  # fmt: skip
    few = f" {say('knowledge.use_few')}" if fare.judged < FEWEST else ""
    return f"{said}{few} {heard(fare).capitalize()}."


def of_parts(found: Sequence[Fare], kind: str, names: Mapping[str, str], zone: tzinfo) -> Table:
    """How passages, or versions, fared. kind: `part` or `version`; names: what each is called."""
    columns = [
        Column(say(f"knowledge.column.{name}"), "count" if name == "drafts" else "text")
        for name in (kind, "drafts", "unchanged", "edited", "rejected", "customers", "last")
    ]
    lines = [
        Line(
            (
                names.get(fare.part, fare.part), fare.drafts, share(fare), str(fare.edited), str(fare.rejected),
                heard(fare), times.day(fare.last_used, zone),
            )
        )
        for fare in found
    ]  # fmt: skip
    return Table(kind, tuple(columns), tuple(lines))


def conversations(item: Item, today: date) -> str:
    """The address of the conversations whose drafts cite it."""
    period = Period(today - timedelta(days=DAYS), today)
    return drill.address(Among(period, Filters(), "cited", f"{item.kind}:{item.id}"))


def translations(
    items: Sequence[Item], states: Mapping[str, Mapping[str, State]], missing: Mapping[str, Sequence[str]]
) -> Table:
    """Groups by languages; each line leads to the source. Only groups that lack something come first."""
    languages = sorted({item.language for item in items if not item.archived}, key=words.language)
    by_group: dict[str, dict[str, Item]] = {}
    for item in items:
        if not item.archived:
            by_group.setdefault(item.group, {})[item.language] = item
    columns = [Column(say("knowledge.column.title")), *(Column(words.language(code)) for code in languages)]
    lines = []
    for group in sorted(by_group, key=lambda name: (_complete(states[name], missing[name]), name)):
        members = by_group[group]
        first = members.get("en") or members[min(members)]
        cells = [_state(members.get(code), states[group]) for code in languages]
        lines.append(Line((first.words.title, *cells), address(first.kind, first.id, part="translations")))
    return Table("translations", tuple(columns), tuple(lines))


def _complete(states: Mapping[str, State], missing: Sequence[str]) -> bool:
    return not missing and "older" not in states.values()


def _state(item: Item | None, states: Mapping[str, State]) -> str:
    return known("knowledge.state", states[item.id] if item else "missing")


def problems_html(found: Sequence[Problem]) -> str:
    """What is wrong, errors first, as a list that says so in words."""
    if not found:
        return tag("p", "✓ " + plain(say("knowledge.fine")), classes="gd-quiet")
    lines = []
    for problem in found:
        sign, tone = ("✕", "block") if problem.severity == "error" else ("!", "warn")
        said = say(f"problem.{problem.code}", about=problem.about)
        head = f'<span class="gd-sign">{sign}</span><b>{plain(say("problem." + problem.severity))}:</b> '
        lines.append(tag("li", head + plain(said), classes=f"gd-check-{tone}"))
    return tag("ul", "".join(lines), classes="gd-checks")


def calm(body: str) -> str:
    """Markdown without what only Streamlit reads into it (formulas, colours, icons), without pictures from elsewhere,
    and with headings below the title's.
    """
    lower = _HEADING.sub(lambda found: "#" * min(6, len(found[0]) + 3), body)
    return _DIRECTIVE.sub(r"\:", lower.replace("$", r"\$").replace("![", r"\!["))


def version(found: Version, names: Mapping[str, str], zone: tzinfo) -> str:
    """A version's number, when and by whom."""
    by = names.get(found.account_id, "?") if found.account_id else say("knowledge.by_file")
    return say("knowledge.version", n=found.number, day=times.at(found.saved_at, zone), by=by)


def remark(found: Version) -> str:
    """Why a version was made."""
    return found.why or (say("knowledge.no_why") if found.account_id else "")


def source(item: Item) -> str:
    """Whose words are in force."""
    if item.archived:
        return say("knowledge.state.archived")
    return (
        say("knowledge.state.held")
        if item.held or not item.path
        else say("knowledge.state.file", path=item.path)
    )
