"""Language, length and tone of a draft."""

from __future__ import annotations

import re

from graph.checks.greeting import signed
from graph.checks.grounds import Grounds
from graph.checks.results import blocked, passed, quoted, warned
from graph.checks.words import Words, spans, words
from graph.material import CheckResult, DraftRequest
from language import detect

SHORTEST, LONGEST, BEYOND = 40, 2_500, 8_000  # characters
OPENING = 320  # characters in which an upset customer must find an acknowledgement
UPSET = ("anger", "worry", "disappointment", "sadness")
# Detection says little about fewer words than this.
ENOUGH_WORDS = 6
ENOUGH_IN_A_PARAGRAPH = 14
_SHOUTING = re.compile(r"!{2,}|[\U0001F300-\U0001FAFF]|(?<![\w.-])[A-ZÄÖÜÅÆØ]{4,}(?:\s+[A-ZÄÖÜÅÆØ]{4,})+")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")


def language(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """The draft is in the customer's language, from beginning to end."""
    wanted = request.understanding.language
    if len(text.split()) < ENOUGH_WORDS:
        return passed("language", "The draft is too short to tell its language.")
    found = detect(text, fallback=wanted)
    if found != wanted:
        return blocked("language", f"The draft reads as {found!r}, the customer writes {wanted!r}.")
    strange = _strange_paragraphs(text, wanted)
    if strange:
        return warned("language", f"A part isn't in the customer's language, {wanted!r}.", strange)
    return passed("language", f"The draft is in the customer's language, {wanted!r}.")


def length(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Neither empty nor a wall of text."""
    size = len(text.strip())
    if not size or size > BEYOND:
        return blocked("length", f"The draft has {size} characters; at most {BEYOND} can be sent.")
    if not SHORTEST <= size <= LONGEST:
        return warned(
            "length", f"The draft has {size} characters; {SHORTEST} to {LONGEST} read well.", severity="low"
        )
    return passed("length", f"The draft has {size} characters.")


def tone(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Someone upset finds an acknowledgement at the start and no cheer; nobody is blamed or shouted at."""
    emotion, known = request.understanding.emotion, words(request.understanding.language)
    rude = spans(known.dismissive, text)
    if rude:
        return warned("tone", f"This may sound dismissive: {quoted(text, rude)}.", rude)
    loud = [match.span() for match in _SHOUTING.finditer(text)]
    if loud:
        return warned("tone", f"The draft is loud: {quoted(text, loud)}.", loud, "low")
    if emotion not in UPSET:
        return passed("tone", "The tone is calm.")
    return _for_the_upset(text, emotion, known, sources)


def _for_the_upset(text: str, emotion: str, known: Words, sources: Grounds) -> CheckResult:
    cheerful = spans(known.cheerful, text[: signed(text)])
    if cheerful and not known.cheerful.search(sources.company):
        return warned(
            "tone", f"The customer shows {emotion}; this is too cheerful: {quoted(text, cheerful)}.", cheerful
        )
    if not known.acknowledges.search(text[:OPENING]):
        said = f"The customer shows {emotion}, and the draft doesn't begin with an acknowledgement."
        return warned("tone", said, [_first_line(text)])
    return passed("tone", f"The draft begins with an acknowledgement; the customer shows {emotion}.")


def _first_line(text: str) -> tuple[int, int]:
    """The first sentence behind the greeting: there the acknowledgement belongs."""
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    start, end = paragraphs[1] if len(paragraphs) > 1 else (paragraphs or [(0, len(text))])[0]
    stop = re.compile(r"[.!?]").search(text, start, end)
    return start, stop.end() if stop else end


def _strange_paragraphs(text: str, wanted: str) -> list[tuple[int, int]]:
    """Paragraphs that read as another language, if they are long enough to tell."""
    places = [match.span() for match in _PARAGRAPH.finditer(text)]
    long = [span for span in places if len(text[slice(*span)].split()) >= ENOUGH_IN_A_PARAGRAPH]
    return [span for span in long if len(long) > 1 and detect(text[slice(*span)], fallback=wanted) != wanted]
