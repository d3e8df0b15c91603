"""What stands beside a draft: checks, sources and the drafter's notes."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from console.markup import chips, plain, tag
from console.spoken import spoken
from console.texts import known, say
from console.views import numbers
from console.views.readable import readable
from data.records import JsonDict, JsonDicts
from graph.overriding import NEVER

ORDER = {"block": 0, "warn": 1, "pass": 2}
SIGNS = {"block": ("✕", "bad"), "warn": ("!", "warn"), "pass": ("✓", "good")}


@dataclass(frozen=True, slots=True)
class Check:
    """One check in words. places: the words it speaks of, each with where they begin; todo: what can be done about it."""

    verdict: str
    name: str
    evidence: str
    quotes: tuple[str, ...]
    severity: str = ""
    places: tuple[tuple[str, int], ...] = ()
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """One source in words."""

    kind: str
    title: str
    text: str
    score: str
    fields: tuple[tuple[str, str], ...] = ()


def checks(raw: JsonDicts, text: str, failing: Collection[str] | None = None) -> list[Check]:
    """The checks of a text, failing ones first.

    failing: those that forbid it; what else says so is only pointed out, since the reviewer wrote it. None: all that say so.
    """
    found = [_of(check, text, failing) for check in raw]
    return sorted(
        found, key=lambda check: (ORDER.get(check.verdict, 1), check.severity != say("severity.high"))
    )


def _of(check: JsonDict, text: str, failing: Collection[str] | None) -> Check:
    name, verdict = str(check.get("name", "")), str(check.get("verdict", "warn"))
    own = verdict == "block" and failing is not None and name not in failing
    places = _places(check.get("spans"), text)
    todo = say("checks.own") if own else _todo(name) if verdict == "block" else ""
    return Check(
        verdict="warn" if own else verdict,
        name=known("check", name),
        evidence=spoken(check.get("evidence", "")),
        quotes=tuple(dict.fromkeys(words for words, _ in places))[:5],
        severity=known(
            "severity", str(check.get("severity") or ("high" if verdict == "block" else "medium"))
        ),
        places=places,
        todo=todo,
    )


def _todo(name: str) -> str:
    return say(f"never.{name}") if name in NEVER else say("checks.edit_or_ask")


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


def marked_html(shown: str, found: Sequence[Check]) -> str:
    """A reply's safe HTML with the words marked that checks speak of; tags and their attributes stay as they are."""
    tones = {
        plain(quote): check.verdict
        for check in reversed(found)
        if check.verdict != "pass"
        for quote in check.quotes
    }
    if not tones:
        return shown
    words = re.compile("|".join([*map(re.escape, sorted(tones, key=len, reverse=True)), r"&#?\w+;"]))

    def mark(match: re.Match[str]) -> str:
        if match[0] not in tones:  # an escaped character stays whole
            return match[0]
        return tag("mark", match[0], classes=f"gd-mark-{tones[match[0]]}")

    pieces = re.split(r"(<[^>]*>)", shown)
    return "".join(piece if piece.startswith("<") else words.sub(mark, piece) for piece in pieces)


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
    return (
        tag("ul", "".join(tag("li", chips(spoken(note))) for note in notes), classes="gd-notes")
        if notes
        else ""
    )


def _check(check: Check) -> str:
    sign, tone = SIGNS.get(check.verdict, SIGNS["warn"])
    head = tag("span", sign, classes=f"gd-sign gd-{tone}", aria_hidden="true")
    head += tag("b", plain(check.name)) + tag(
        "span", ": " + known("verdict", check.verdict), classes="gd-hidden"
    )
    if check.verdict != "pass":
        head += " " + tag("span", plain(check.severity), classes="gd-severity")
    if check.places:  # the editor listens for these (`components/editor.js`)
        find = json.dumps(check.places)
        head = tag(
            "span",
            head,
            classes="gd-find",
            role="button",
            tabindex="0",
            data_find=find,
            title=say("checks.find"),
        )
    quotes = "".join(" " + tag("q", chips(quote)) for quote in check.quotes if quote not in check.evidence)
    todo = tag("span", plain(check.todo), classes="gd-todo") if check.todo else ""
    said = (
        tag("span", chips(check.evidence) + quotes, classes="gd-evidence") if check.evidence or quotes else ""
    )
    return tag("li", head + " " + said + todo, classes=f"gd-check-{check.verdict}")


def _places(spans: object, text: str) -> tuple[tuple[str, int], ...]:
    """The words at the spans, with their beginnings; pairs that lie outside the text are left out."""
    pairs = [tuple(span) for span in spans if len(span) == 2] if isinstance(spans, list | tuple) else []
    return tuple((text[start:end], start) for start, end in pairs if 0 <= start < end <= len(text))[:20]


def _fields(text: str) -> tuple[tuple[str, str], ...]:
    """An order's lines ("carrier: Vibepost") with their names in words; none when it isn't made of such lines."""
    pairs = [line.partition(": ") for line in text.splitlines() if line.strip()]
    if not all(name and parted for name, parted, _ in pairs):
        return ()
    return tuple((known("order", name), value) for name, _, value in pairs)


def _score(value: object) -> str:
    """The drafter's own measure of fit; not a probability, so no per cent sign."""
    return (
        say("sources.fit", score=numbers.number(value, 2))
        if isinstance(value, int | float) and value > 0
        else ""
    )
