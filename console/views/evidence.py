"""What stands beside a draft: checks, sources and the drafter's notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.markup import chips, plain, tag
from console.texts import known, say
from console.views.readable import readable
from data.records import JsonDicts

ORDER = {"block": 0, "warn": 1, "pass": 2}
SIGNS = {"block": ("✕", "bad"), "warn": ("!", "warn"), "pass": ("✓", "good")}


@dataclass(frozen=True, slots=True)
class Check:
    """One check in words, with the words of the draft it speaks of."""

    verdict: str
    name: str
    evidence: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """One source in words."""

    kind: str
    title: str
    text: str
    score: str
    fields: tuple[tuple[str, str], ...] = ()


def checks(raw: JsonDicts, draft_text: str) -> list[Check]:
    """The checks, failing ones first."""
    found = [
        Check(
            verdict=str(check.get("verdict", "warn")),
            name=known("check", str(check.get("name", ""))),
            evidence=str(check.get("evidence", "")),
            quotes=_quotes(check.get("spans"), draft_text),
        )
        for check in raw
    ]
    return sorted(found, key=lambda check: ORDER.get(check.verdict, 1))


def checks_line(shown: Sequence[Check]) -> str:
    """All checks in one sentence; empty when all passed, for then the fold beneath says it."""
    if not shown:
        return say("checks.none")
    failing = sum(check.verdict == "block" for check in shown)
    doubtful = sum(check.verdict not in ("block", "pass") for check in shown)
    if failing or doubtful:
        return say("checks.some", failing=failing, doubtful=doubtful, n=len(shown))
    return ""


def checks_line_html(shown: Sequence[Check]) -> str:
    """That sentence as safe HTML; nothing where the fold of those that passed says it all."""
    line = checks_line(shown)
    return tag("p", plain(line), classes="gd-quiet") if line else ""


def checks_html(shown: Sequence[Check]) -> str:
    """The checks that need a look as a list, those that passed folded away beneath it."""
    open_ones = "".join(_check(check) for check in shown if check.verdict != "pass")
    passed = "".join(_check(check) for check in shown if check.verdict == "pass")
    number = sum(check.verdict == "pass" for check in shown)
    words = say("checks.passed", n=number) if open_ones else say("checks.fine", n=number)
    folded = tag("summary", plain(words)) + tag("ul", passed, classes="gd-checks")
    return (tag("ul", open_ones, classes="gd-checks") if open_ones else "") + (
        tag("details", folded) if passed else ""
    )


def cited(raw: JsonDicts) -> list[Cited]:
    """The sources in the order the drafter gave them."""
    return [
        Cited(
            kind=known("source", str(source.get("kind", ""))),
            title=str(source.get("title") or source.get("id") or ""),
            text=str(source.get("text", "")),
            score=_score(source.get("score")),
            fields=_fields(str(source.get("text", ""))) if source.get("kind") == "order" else (),
        )
        for source in raw
    ]


def source_html(source: Cited) -> str:
    """A source that unfolds to its passage."""
    head = tag("span", plain(source.kind), classes="gd-kind") + chips(source.title)
    fit = (
        tag("span", plain(source.score), classes="gd-quiet", title=say("sources.fit_help"))
        if source.score
        else ""
    )
    rows = "".join(tag("dt", plain(name)) + tag("dd", chips(value)) for name, value in source.fields)
    body = tag("dl", rows) if rows else tag("div", chips(readable(source.text)), classes="gd-text")
    return tag("details", tag("summary", head + " " + fit) + body)


def sources_html(shown: Sequence[Cited]) -> str:
    """All sources, or what their absence means."""
    if not shown:
        return tag("p", say("sources.none"), classes="gd-quiet")
    return tag("div", "".join(source_html(source) for source in shown), classes="gd-sources")


def notes_html(notes: Sequence[str]) -> str:
    """The drafter's notes for the reviewer."""
    return tag("ul", "".join(tag("li", chips(note)) for note in notes), classes="gd-notes") if notes else ""


def _check(check: Check) -> str:
    sign, tone = SIGNS.get(check.verdict, SIGNS["warn"])
    head = tag("span", sign, classes=f"gd-sign gd-{tone}", aria_hidden="true")
    head += tag("b", plain(check.name)) + tag(
        "span", ": " + known("verdict", check.verdict), classes="gd-hidden"
    )
    quotes = "".join(" " + tag("q", chips(quote)) for quote in check.quotes)
    said = (
        tag("span", chips(check.evidence) + quotes, classes="gd-evidence") if check.evidence or quotes else ""
    )
    return tag("li", head + " " + said, classes=f"gd-check-{check.verdict}")


def _quotes(spans: object, text: str) -> tuple[str, ...]:
    """The words at the spans; pairs that lie outside the text are left out."""
    pairs = [tuple(span) for span in spans if len(span) == 2] if isinstance(spans, list | tuple) else []
    found = (text[start:end] for start, end in pairs if 0 <= start < end <= len(text))
    return tuple(dict.fromkeys(found))[:5]


def _fields(text: str) -> tuple[tuple[str, str], ...]:
    """An order's lines ("carrier: Vibepost") with their names in words; none when it isn't made of such lines."""
    pairs = [line.partition(": ") for line in text.splitlines() if line.strip()]
    if not all(name and parted for name, parted, _ in pairs):
        return ()
    return tuple((known("order", name), value) for name, _, value in pairs)


def _score(value: object) -> str:
    """The drafter's own measure of fit; not a probability, so no per cent sign."""
    return say("sources.fit", score=f"{value:.2f}") if isinstance(value, int | float) and value > 0 else ""
