"""Which key does what on the review page. The map that is shown and the keys that work are the same list."""

from __future__ import annotations

from dataclasses import dataclass

from console.texts import say


@dataclass(frozen=True, slots=True)
class Key:
    """A key as browsers name it, what it does, and under which heading it is shown.

    what: the name of the action told to the page; empty where the part itself hears the key, also while one types.
    name: of its words; that of the action, unless several keys share one.
    """

    key: str
    what: str
    group: str
    name: str = ""

    def caps(self) -> list[str]:
        """The key as it stands on keyboards."""
        if len(self.key) == 1 and self.key.isupper():
            return [say("keys.cap.shift"), self.key]
        return [say(f"keys.cap.{part}") if len(part) > 1 else part.upper() for part in self.key.split("+")]

    def word(self) -> str:
        """What it does."""
        return say(f"keys.do.{self.name or self.what}")

    def group_word(self) -> str:
        """The heading."""
        return say(f"keys.group.{self.group}")


# C and R are Streamlit's own. A takeover tells the customer at once, so it takes two keys.
REVIEW: tuple[Key, ...] = (
    Key("j", "next", "move"),
    Key("k", "previous", "move"),
    Key("enter", "", "move", "open"),
    Key("q", "queue", "move"),
    Key("ctrl+enter", "", "decide", "approve"),
    Key("e", "edit", "decide"),
    Key("escape", "", "decide", "leave"),
    Key("x", "reject", "decide"),
    Key("a", "ask", "decide"),
    Key("T", "take_over", "decide"),
    Key("s", "snooze", "decide"),
    Key("z", "undo", "decide"),
    Key("m", "mask", "look"),
    Key("p", "customer", "look"),
    Key("?", "", "look", "map"),
)
