"""Days counted from or to a day of the data: "17 days ago", "zwei Tage überfällig", "12 dage endnu"."""

from __future__ import annotations

import re
from functools import cache

from graph.checks.grounds import Grounds
from graph.checks.times import alternatives, times
from graph.checks.tokens import Token

BEFORE, BEHIND = 14, 22  # characters beside the figure in which a word must say that it is counted
_DAYS = {"day": 1, "week": 7}


def counted(token: Token, text: str, sources: Grounds) -> bool:
    """Whether a number of days or weeks is the distance of today from a day of the data, and is worded as one."""
    length = _DAYS.get(token.unit)
    if length is None or not _worded(token, text):
        return False
    apart = {abs((day - sources.today).days) for day in sources.dates}
    return bool(token.values & {str(days // length) for days in apart})


def _worded(token: Token, text: str) -> bool:
    start, end = token.reach if token.reach != (0, 0) else (token.start, token.end)
    before = re.split(r"[.,;:!?\n]", text[max(0, start - BEFORE) : start])[-1]
    behind = re.split(r"[.;:!?\n]", text[end : end + BEHIND])[0]
    return bool(_words().search(before) or _words().search(behind))


@cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(times().counted)})\b", re.I)
