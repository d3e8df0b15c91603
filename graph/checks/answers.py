"""Whether the reply is about what the customer wrote: questions left open, and replies that would fit anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from data.said import Said
from graph.checks.greeting import opening, signed
from graph.checks.grounds import Grounds
from graph.checks.results import passed, warned
from graph.checks.tokens import Token, tokens
from graph.checks.topics import STEM, stems, topics
from graph.material import CheckResult, DraftRequest

LONGEST_QUESTION = 300  # characters that are looked at
INFORMED = 3  # stems shared with the passages: the reply tells what they tell
SHORT = 5  # stems; a shorter message says too little to be missed in the reply
_TIMES = {"minute", "hour", "day", "week", "month", "year", "workday", "clock"}
_QUESTION = re.compile(r"[^.!?\n]{3,}[.!?\n]?[?]*")


def unanswered(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Each question of the customer has a word of its topic, or the day or amount it asks for, in the reply.

    Only a hint: a question in other words, or answered in other words, passes unseen or is named for nothing.
    """
    missing = [question for question in _questions(request.text) if not _answered(question, text)]
    if missing:
        told = ", ".join(f"“{_short(question)}”" for question in missing[:3])
        return warned(
            "unanswered",
            Said(
                "evidence.unanswered.open",
                "The customer asks {words}; the reply doesn't seem to answer.",
                words=told,
            ),
        )
    return passed(
        "unanswered", Said("evidence.unanswered.none", "Every question found in the message is taken up.")
    )


def generic(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """The reply says something about this customer's case: a figure, a date, an item, or words the customer used."""
    body = _body(text)
    if any(token.kind in ("date", "code", "number", "link", "email") for token in tokens(body)):
        return passed("generic", Said("evidence.generic.facts", "The reply holds facts of this case."))
    said, here = stems(request.text), stems(body)
    items = " ".join(str(item.get("name", "")) for order in request.material.orders for item in order.items)
    passages = "\n".join(scored.item.text for scored in request.material.passages)
    told = stems(body, STEM) & stems(passages, STEM)
    if len(said) >= SHORT and len(told) < INFORMED and not here & (said | stems(items)):
        return warned(
            "generic",
            Said(
                "evidence.generic.empty",
                "The reply says nothing about this customer's case; it would fit anybody.",
            ),
        )
    return passed("generic", Said("evidence.generic.words", "The reply takes up the customer's words."))


def _body(text: str) -> str:
    """The reply without greeting and closing."""
    start = opening(text)
    return text[start.end() if start else 0 : signed(text)]


def _questions(text: str) -> Iterator[str]:
    for match in _QUESTION.finditer(text):
        question = match[0].strip()[-LONGEST_QUESTION:]
        if question.endswith("?") or topics().asks.match(question):
            yield question


def _answered(question: str, reply: str) -> bool:
    known = topics()
    if known.unknown.search(reply):
        return True
    about, found = known.of(question), tokens(reply)
    priced = _tells_number(found) or known.priced.search(reply) is not None
    if known.when.search(question):
        return _tells_time(found) or known.timely.search(reply) is not None
    if known.much.search(question):
        return priced
    open_ones = (about - known.broad or about) - known.of(reply)
    return not open_ones - ({"fee"} if priced else set())


def _tells_time(found: Iterable[Token]) -> bool:
    return any(token.kind == "date" or token.unit in _TIMES for token in found)


def _tells_number(found: Iterable[Token]) -> bool:
    return any(token.kind == "number" for token in found)


def _short(question: str, most: int = 90) -> str:
    words = " ".join(question.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"
