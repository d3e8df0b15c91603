"""What a person agreed with the customer binds later drafts: nothing of it is denied, and no other day or sum is told for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from data.said import Said, named
from graph.checks.claims import claims, sentences
from graph.checks.grounds import Grounds
from graph.checks.quantities import MONEY
from graph.checks.results import blocked, passed, quoted
from graph.checks.tokens import Token, tokens
from graph.checks.words import FALLBACK, FREE, compiled, kind_of, spans, things_of, words
from graph.material import CheckResult, DraftRequest

FILE = Path(__file__).parent / "agreed.yaml"
BEHIND = 60  # characters behind a promise in which it may be refused
LANGUAGES = ("en", "de", "da", "nl", "sv")  # in which summaries are read
ARRIVAL = "arrival"  # that something comes, on a day or at all
_CLAUSE_MARK = re.compile(r"[,;:]")
Span = tuple[int, int]
Found = tuple[Span, str]


def agreed(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """The draft keeps to what a person wrote down when handing the conversation back.

    Read by kinds of promise (refund, replacement, day of arrival …): a kind that was promised may not be denied, and the days and
    sums told with it must be those agreed. What it says in other words, or leaves out, is for the reviewer, who has it as a source.
    """
    summaries = request.material.agreed
    if not summaries:
        return passed(
            "agreed", Said("evidence.agreed.nothing", "No person has agreed anything with the customer here.")
        )
    found = [
        one for summary in summaries[:1] for one in _against(text, summary.text, request, sources)
    ]  # what was agreed last counts
    newest = summaries[0]
    if found:
        places = [place for place, _ in found]
        broken = Said(
            "evidence.agreed.broken",
            "{words}: {why}. What {person} agreed on {day}: “{text}”",
            words=quoted(text, places),
            why=tuple(dict.fromkeys(why for _, why in found)),
            person=newest.by,
            day=newest.day,
            text=newest.text,
        )
        return blocked("agreed", broken, places)
    kept = "Nothing in the draft contradicts what {person} agreed on {day}."
    return passed("agreed", Said("evidence.agreed.kept", kept, person=newest.by, day=newest.day))


def _against(text: str, summary: str, request: DraftRequest, sources: Grounds) -> Iterator[Found]:
    promised = _promises(summary)
    language = request.understanding.language
    open_ones = _said(language)["conditions"]
    for start, sentence in sentences(text):
        kinds = _kinds(sentence, language) & promised
        if not kinds or sentence.rstrip().endswith("?"):
            continue
        told = tuple(named("thing", kind) for kind in sorted(kinds))
        if _denied(sentence, language) and not open_ones.search(sentence):
            yield (
                (start, start + len(sentence.rstrip())),
                Said("evidence.agreed.denied", "it denies what was promised ({kinds})", kinds=told),
            )
            continue
        yield from (
            ((start + token.start, start + token.end), _another(what, told))
            for what, token in _others(sentence, summary, kinds, sources)
        )


def _another(what: str, kinds: tuple[Said, ...]) -> Said:
    if what == "day":
        return Said("evidence.agreed.day", "another day was agreed ({kinds})", kinds=kinds)
    return Said("evidence.agreed.sum", "another sum was agreed ({kinds})", kinds=kinds)


def _kinds(sentence: str, language: str) -> set[str]:
    """The kinds of promise that a sentence speaks of, also where it denies them."""
    known = words(language).promises
    found = {kind_of(thing) for thing, pattern in known.items() if spans(pattern, sentence)} - {FREE}
    return found | ({ARRIVAL} if claims(language).arrives.search(sentence) else set())


def _denied(sentence: str, language: str) -> bool:
    """Whether all that the sentence says of a promise is that there is none."""
    known, said = words(language), _said(language)
    hits = [place for pattern in known.promises.values() for place in spans(pattern, sentence)]
    return bool(hits) and all(
        said["negations"].search(_CLAUSE_MARK.split(sentence[:start])[-1])
        or known.denied.match(sentence[end : end + BEHIND])
        or said["refused"].search(sentence[end : end + BEHIND])
        for start, end in hits
    )


@cache
def _said(language: str) -> dict[str, re.Pattern[str]]:
    """The patterns of a language; English for one that isn't listed."""
    blocks = yaml.safe_load(FILE.read_text("utf-8"))
    return {name: compiled(entries) for name, entries in blocks.get(language, blocks[FALLBACK]).items()}


def _others(sentence: str, summary: str, kinds: set[str], sources: Grounds) -> Iterator[tuple[str, Token]]:
    """Days and sums in the sentence that the summary doesn't have, where it has some for the same promise."""
    here = [token for _, part in sentences(summary) if _promises(part) & kinds for token in tokens(part)]
    days = {day for token in here if token.kind == "date" for day in sources.days_of(token)}
    sums = {measure for token in here if token.unit in MONEY for measure in token.measures}
    for token in tokens(sentence):
        if token.kind == "date" and days and not days & sources.days_of(token):
            yield "day", token
        if token.unit in MONEY and sums and not sums & token.measures:
            yield "sum", token


def _promises(part: str) -> set[str]:
    """The kinds of promise that a summary makes, in whatever language it is written."""
    arrives = any(claims(language).arrives.search(part) for language in LANGUAGES)
    return {kind_of(thing) for thing in things_of(part)} - {FREE} | ({ARRIVAL} if arrives else set())
