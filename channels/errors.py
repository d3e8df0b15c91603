"""Why a customer's message can't be taken in. Each has a `code` for programs and a plain sentence for people."""

from __future__ import annotations

from typing import ClassVar


class IntakeError(ValueError):
    """A message that is refused before anything is written; the sender can correct it and send again."""

    code: ClassVar[str] = "refused"


class EmptyMessage(IntakeError):
    """Nothing that can be seen."""

    code = "empty"

    def __init__(self) -> None:
        super().__init__("the message is empty; write something")


class TooLong(IntakeError):
    """More characters than the installation accepts."""

    code = "too_long"

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"the message has {length} characters; at most {limit} are accepted")
        self.length = length
        self.limit = limit


class NotText(IntakeError):
    """Characters that no text holds: control characters, NUL, halves of surrogate pairs."""

    code = "not_text"

    def __init__(self, position: int, character: str) -> None:
        super().__init__(
            f"the message holds U+{ord(character):04X} at position {position}, which is not text; take it out"
        )
        self.position = position


class IdTaken(IntakeError):
    """The sender's id belongs to an earlier message with another text: taking it for that one would lose this one."""

    code = "id_taken"

    def __init__(self) -> None:
        super().__init__(
            "this id was used for a message with another text; give each message an id of its own"
        )


class Gone(IntakeError):
    """The customer was erased, so there is no key to seal their words with."""

    code = "gone"

    def __init__(self) -> None:
        super().__init__("this conversation was erased; start a new one")


class BadContact(IntakeError):
    """An e-mail address that can't be one. The message doesn't repeat it."""

    code = "contact"

    def __init__(self) -> None:
        super().__init__("the e-mail address can't be right; correct it or leave it out")
