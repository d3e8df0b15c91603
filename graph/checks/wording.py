"""Language, length and tone of a draft."""

from __future__ import annotations

import re

from data.said import Said, named
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
        return passed(
            "language", Said("evidence.language.short", "The draft is too short to tell its language.")
        )
    found = detect(text, fallback=wanted)
    if found != wanted:
        return blocked(
            "language",
            Said(
                "evidence.language.other",
                "The draft reads as {found}, the customer writes {wanted}.",
                found=named("language", found),
                wanted=named("language", wanted),
            ),
        )
    strange = _strange_paragraphs(text, wanted)
    if strange:
        return warned(
            "language",
            Said(
                "evidence.language.part",
                "A part isn't in the customer's language, {wanted}.",
                wanted=named("language", wanted),
            ),
            strange,
        )
    return passed(
        "language",
        Said(
            "evidence.language.right",
            "The draft is in the customer's language, {wanted}.",
            wanted=named("language", wanted),
        ),
    )


def length(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Neither empty nor a wall of text."""
    size = len(text.strip())
    if not size or size > BEYOND:
        return blocked(
            "length",
            Said(
                "evidence.length.beyond",
                "The draft has {size} characters; at most {most} can be sent.",
                size=size,
                most=BEYOND,
            ),
        )
    if not SHORTEST <= size <= LONGEST:
        return warned(
            "length",
            Said(
                "evidence.length.odd",
                "The draft has {size} characters; {least} to {most} read well.",
                size=size,
                least=SHORTEST,
                most=LONGEST,
            ),
            severity="low",
        )
    return passed("length", Said("evidence.length.good", "The draft has {size} characters.", size=size))


def tone(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
    """Someone upset finds an acknowledgement at the start and no cheer; nobody is blamed or shouted at."""
    emotion, known = request.understanding.emotion, words(request.understanding.language)
    rude = spans(known.dismissive, text)
    if rude:
        return warned(
            "tone",
            Said("evidence.tone.rude", "This may sound dismissive: {words}.", words=quoted(text, rude)),
            rude,
        )
    loud = [match.span() for match in _SHOUTING.finditer(text)]
    if loud:
        return warned(
            "tone",
            Said("evidence.tone.loud", "The draft is loud: {words}.", words=quoted(text, loud)),
            loud,
            "low",
        )
    if emotion not in UPSET:
        return passed("tone", Said("evidence.tone.calm", "The tone is calm."))
    return _for_the_upset(text, emotion, known, sources)


def _for_the_upset(text: str, emotion: str, known: Words, sources: Grounds) -> CheckResult:
    shown = named("shown", emotion)
    cheerful = spans(known.cheerful, text[: signed(text)])
    if cheerful and not known.cheerful.search(sources.company):
        return warned(
            "tone",
            Said(
                "evidence.tone.cheerful",
                "The customer shows {emotion}; this is too cheerful: {words}.",
                emotion=shown,
                words=quoted(text, cheerful),
            ),
            cheerful,
        )
    if not known.acknowledges.search(text[:OPENING]):
        said = Said(
            "evidence.tone.blunt",
            "The customer shows {emotion}, and the draft doesn't begin with an acknowledgement.",
            emotion=shown,
        )
        return warned("tone", said, [_first_line(text)])
    return passed(
        "tone",
        Said(
            "evidence.tone.acknowledged",
            "The draft begins with an acknowledgement; the customer shows {emotion}.",
            emotion=shown,
        ),
    )


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
