"""What a reviewer changed in one draft: sentences taken out, put in, reworded, and words put in place of others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rapidfuzz import fuzz

from graph.drafters.lessons import REWORDED, masked
from graph.drafters.sentences import Sentence, split

EQUAL = 92.0  # of 100: two sentences are the same but for a comma
LONGEST_PHRASE = 5  # words
MOST_PHRASES = 2  # in one sentence: with more it was written anew
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\S")


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of one edit, and all sentences before and after it."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    replaced: tuple[tuple[str, str], ...]
    phrases: tuple[tuple[str, str], ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


def changes(draft: str, reply: str) -> Changes:
    """Compare sentence by sentence. A sentence of which only figures changed counts as unchanged."""
    old, new = split(draft), split(reply)
    removed: list[str] = []
    added: list[str] = []
    pairs: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, [s.text for s in old], [s.text for s in new], autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind != "equal":
            _block(old[i:i_end], new[j:j_end], removed, added, pairs)
    worded = [pair for pair in pairs if plain(pair[0]) != plain(pair[1])]
    return Changes(
        removed=tuple(removed),
        added=tuple(added),
        replaced=tuple(worded),
        phrases=tuple(phrase for pair in worded for phrase in phrases(*pair)),
        before=tuple(s.text for s in old),
        after=tuple(s.text for s in new),
    )


def phrases(old: str, new: str) -> list[tuple[str, str]]:
    """The words that stand in place of others in a sentence that is otherwise the same; [] for one written anew."""
    ours, theirs = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    changed = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if not 0 < len(changed) <= MOST_PHRASES or any(code[0] != "replace" for code in changed):
        return []
    if any(i_end - i > LONGEST_PHRASE or j_end - j > LONGEST_PHRASE for _, i, i_end, j, j_end in changed):
        return []
    found = [(_joined(ours[i:i_end]), _joined(theirs[j:j_end])) for _, i, i_end, j, j_end in changed]
    return [(one, other) for one, other in found if one and other]


@lru_cache(maxsize=20_000)
def plain(sentence: str) -> str:
    """A sentence to be compared: figures masked, white space and case levelled."""
    return " ".join(masked(sentence).casefold().split())


def same(one: str, other: str) -> bool:
    """Whether two sentences are the same but for figures, case and a comma."""
    return fuzz.ratio(plain(one), plain(other), score_cutoff=EQUAL) > 0


def holds(sentences: tuple[str, ...], wanted: str) -> bool:
    """Whether a sentence stands among others."""
    return any(same(sentence, wanted) for sentence in sentences)


def _block(
    gone: list[Sentence],
    new: list[Sentence],
    removed: list[str],
    added: list[str],
    pairs: list[tuple[str, str]],
) -> None:
    """Tell the reworded sentences of a changed block from those that came or went; the most alike are a pair."""
    free = [sentence.text for sentence in gone]
    for text in (sentence.text for sentence in new):
        best = max(free, key=lambda old: fuzz.ratio(plain(old), plain(text)), default=None)
        if best is not None and fuzz.ratio(plain(best), plain(text)) >= REWORDED:
            free.remove(best)
            pairs.append((best, text))
        else:
            added.append(text)
    removed += free


def _joined(words: list[str]) -> str:
    """Words as a phrase; "" where anything but words was changed."""
    return " ".join(words) if all(word[0].isalpha() for word in words) else ""
