"""What an article's passage can lend a reply: plain sentences, the ones that share words with the question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.records import Passage
from graph.drafters.sentences import split
from graph.gather.words import stems
from graph.material import Scored

_MARKUP = re.compile(r"(?m)^[ \t]*(?:#{1,6}|[-*+]|\d+\.)\s+|\*\*|__|`")
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()]{0,500}\)")
LONGEST = 420  # characters of a quoted passage
ANSWER = 260  # characters of an answer taken from a passage
NAMED, CERTAIN = (
    0.1,
    0.6,
)  # what a heading that names the matter adds to a score; a score that needs no second look
_QUESTION = re.compile(r"[^.!?\n]*\?")
HELPFUL, HELPFUL_LENGTH = 2, 220  # shared words that make a sentence helpful, and its longest


def plain(text: str) -> str:
    """The passage without Markdown, on one line."""
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", text)).split())


def excerpt(text: str) -> str:
    """The first whole sentences of a passage, at most LONGEST characters; its first sentence in any case."""
    kept = ""
    for sentence in split(plain(text)):
        longer = f"{kept} {sentence.text}".strip()
        if kept and len(longer) > LONGEST:
            break
        kept = longer
    return kept


def answering(passages: Sequence[Scored[Passage]], question: str) -> Scored[Passage] | None:
    """The passage to answer a question with, of those that are relevant enough to quote; None if none surely does.

    One whose heading names what is asked about goes before the others.
    """
    asked = stems(question)

    def fit(scored: Scored[Passage]) -> float:
        return scored.score + NAMED * bool(asked & stems(scored.item.heading))

    best = max(passages, key=fit, default=None)
    if best is None:
        return None
    shared = asked & stems(f"{best.item.heading} {best.item.text}")
    return best if best.score >= CERTAIN or len(shared) >= HELPFUL else None


def answer(text: str, question: str) -> str:
    """The sentences of a passage that answer a question: the one that shares most words with it, and what follows.

    At most ANSWER characters, or one sentence; "" for an empty passage.
    """
    sentences = [sentence.text for sentence in split(plain(text))]
    if not sentences:
        return ""
    asked = stems(question)
    shared = [len(stems(sentence) & asked) for sentence in sentences]
    first = shared.index(max(shared))
    kept = sentences[first]
    for following in sentences[first + 1 :]:
        if len(kept) + len(following) >= ANSWER:
            break
        kept = f"{kept} {following}"
    return kept


def open_questions(text: str, body: str) -> str:
    """The questions of a message of which a reply mentions no word."""
    said = stems(body)
    return "\n".join(question for question in _QUESTION.findall(text) if not stems(question) & said)


def helpful_sentence(passage: str, question: str, body: str) -> str | None:
    """A sentence that answers the question's words and says something the body doesn't; None if there is none."""
    asked, said = stems(question), stems(body)
    best, most = None, HELPFUL - 1
    for sentence in split(plain(passage)):
        found = stems(sentence.text)
        shared, new = len(found & asked - said), len(found - said)
        if len(sentence.text) <= HELPFUL_LENGTH and shared > most and new * 2 > len(found):
            best, most = sentence.text, shared
    return best
