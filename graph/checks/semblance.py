"""Promises in words that no list holds: sentences that seem to promise something, for a reviewer to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process, utils

from data.said import Said
from graph.checks.claims import sentences
from graph.checks.grounds import Grounds
from graph.checks.results import passed, quoted, warned
from graph.checks.words import things
from graph.material import CheckResult, DraftRequest

Promising = Callable[[Sequence[str]], Sequence[bool]]
Check = Callable[[str, DraftRequest, Grounds], CheckResult]
SHORTEST = 12  # characters; greetings and single words promise nothing
ALIKE = 80.0  # of 100 (rapidfuzz's token_set_ratio): a source says nearly the same


def commitment(promising: Promising) -> Check:
    """The check that points at such sentences. It only warns: `promises` forbids what the lists know for certain."""

    def commitment(text: str, request: DraftRequest, sources: Grounds) -> CheckResult:
        open_to_doubt = _unlisted(text, request.understanding.language)
        seeming = promising([sentence for _, sentence in open_to_doubt])
        said = [sentence for _, sentence in sentences(sources.company)]
        places = [
            (start, start + len(sentence))
            for (start, sentence), seems in zip(open_to_doubt, seeming, strict=True)
            if seems and not _said(sentence, said)
        ]
        if not places:
            return passed(
                "commitment",
                Said("evidence.commitment.none", "No further sentence seems to promise something."),
            )
        seems = "This may promise something that no source says: {words}."
        evidence = Said("evidence.commitment.seems", seems, words=quoted(text, places))
        return warned("commitment", evidence, places)

    return commitment


def _unlisted(text: str, language: str) -> list[tuple[int, str]]:
    """Sentences that state something and hold no listed promise, with where they begin."""
    trimmed = (
        (start + len(sentence) - len(sentence.lstrip()), sentence.strip())
        for start, sentence in sentences(text)
    )
    return [
        (start, sentence)
        for start, sentence in trimmed
        if len(sentence) >= SHORTEST and not sentence.endswith("?") and not things(sentence, language)
    ]


def _said(sentence: str, said: Sequence[str]) -> bool:
    scorer = fuzz.token_set_ratio
    return (
        process.extractOne(sentence, said, scorer=scorer, processor=utils.default_process, score_cutoff=ALIKE)
        is not None
    )
