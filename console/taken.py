"""Words that a browser sends count once, however often they come.

The answer can get lost with the line after the words were taken in: they still stand in their field, and are sent again. So a
browser gives them an id, and keeps it until the words are others. Known in this process, so until it ends.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable

MOST = 5000  # fields remembered, those used last
EACH = 10  # ids of one field: several tabs of a person may show it
LONGEST = 60  # characters of an id

Field = tuple[str, str]  # an account's id, and the name of the field in its browser


class Taken:
    """What was taken in lately, by field."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._ids: OrderedDict[Field, deque[str]] = OrderedDict()
        self._under_way: set[tuple[Field, str]] = set()

    def ids(self, field: Field) -> list[str]:
        """The ids of words taken in from this field: its browser lets go of them."""
        with self._lock:
            return list(self._ids.get(field, ()))

    def once(self, field: Field, id: object, take: Callable[[], bool]) -> bool:
        """Whether the words with this id are taken in: by `take`, unless they were before.

        False as well while another session is about it: whether they will be isn't known yet, and they can be sent again.
        """
        if not isinstance(id, str) or not 0 < len(id) <= LONGEST:
            return False
        with self._lock:
            if id in self._ids.get(field, ()):
                return True
            if (field, id) in self._under_way:
                return False
            self._under_way.add((field, id))
        done = False
        try:
            done = take()
        finally:
            with self._lock:
                self._under_way.discard((field, id))
                if done:
                    self._note(field, id)
        return done

    def _note(self, field: Field, id: str) -> None:
        self._ids.setdefault(field, deque(maxlen=EACH)).append(id)
        self._ids.move_to_end(field)
        if len(self._ids) > self._most:
            self._ids.popitem(last=False)


taken = Taken()
