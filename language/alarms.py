"""Cue words by category, without any judgement: for whoever must not miss a hint, however faint."""

from __future__ import annotations

from collections.abc import Mapping

from .cues import cues
from .detection import LANGUAGES
from .text import plain, words


def alarms(text: str, language: str) -> Mapping[str, float]:
    """The summed weight of each category's cues in a text: `escalate.crisis`, `wants_human`, `emotion.anger` …

    The categories are those of `cues/<language>.yaml`. English words count in every language; of a language that
    isn't known only they are looked for.
    """
    found = words(plain(text))
    tongues = {"en", language} & set(LANGUAGES)
    hits = [cues(tongue).find(found).scores for tongue in sorted(tongues)]
    return {name: max(each.get(name, 0.0) for each in hits) for each in hits for name in each}
