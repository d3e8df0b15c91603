"""What an article's passage can lend a reply: plain sentences, the ones that share words with the question."""

from __future__ import annotations

import re

from graph.drafters.sentences import split
from graph.gather.words import stems

_MARKUP = re.compile(r"(?m)^[ \t]*(?:#{1,6}|[-*+]|\d+\.)\s+|\*\*|__|`")
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()]{0,500}\)")
LONGEST = 420  # characters of a quoted passage
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
