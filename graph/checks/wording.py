"""Language, length and tone of a draft."""

from __future__ import annotations

import re

from graph.checks.grounds import Grounds
from graph.checks.results import blocked, passed, warned
from graph.checks.words import words
from graph.material import CheckResult, DraftRequest
from language import detect

SHORTEST, LONGEST, BEYOND = 40, 2_500, 8_000  # characters
OPENING = 320  # characters in which an upset customer must find an acknowledgement
UPSET = ("anger", "worry", "disappointment", "sadness")
# Detection says little about fewer words than this.
ENOUGH_WORDS = 6
_SHOUTING = re.compile(r"!{2,}|[\U0001F300-\U0001FAFF]|(?<![\w.-])[A-ZÄÖÜÅÆØ]{4,}(?:\s+[A-ZÄÖÜÅÆØ]{4,})+")


def language(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """The draft is in the customer's language."""
    wanted = request.understanding.language
    if len(text.split()) < ENOUGH_WORDS:
        return passed("language", "The draft is too short to tell its language.")
    found = detect(text, fallback=wanted)
    if found != wanted:
        return blocked("language", f"The draft reads as {found!r}, the customer writes {wanted!r}.")
    return passed("language", f"The draft is in the customer's language, {wanted!r}.")


def length(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Neither empty nor a wall of text."""
    size = len(text.strip())
    if not size or size > BEYOND:
        return blocked("length", f"The draft has {size} characters; at most {BEYOND} can be sent.")
    if not SHORTEST <= size <= LONGEST:
        return warned("length", f"The draft has {size} characters; {SHORTEST} to {LONGEST} read well.")
    return passed("length", f"The draft has {size} characters.")


def tone(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Someone upset finds an acknowledgement at the start, and nobody is shouted at."""
    emotion = request.understanding.emotion
    loud = [match.span() for match in _SHOUTING.finditer(text)]
    if emotion not in UPSET:
        return warned("tone", "The draft is loud.", loud) if loud else passed("tone", "The tone is calm.")
    if loud:
        return warned("tone", f"The draft is loud, and the customer shows {emotion}.", loud)
    if not words(request.understanding.language).acknowledges.search(text[:OPENING]):
        return warned(
            "tone", f"The customer shows {emotion}, and the draft doesn't begin with an acknowledgement."
        )
    return passed("tone", f"The draft begins with an acknowledgement; the customer shows {emotion}.")
