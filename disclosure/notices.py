"""Fixed automatic messages around a conversation: first notice, takeover, a person is here, the AI is back."""

from __future__ import annotations

from .errors import DisclosureError
from .lines import name_of
from .texts import wordings


def opening(language: str, company: str, assistant: str, minutes: int, unread: bool = False) -> str:
    """What a customer reads before typing: AI drafts, a person checks, how to reach a person, how soon.

    unread: some replies may leave without a person; then each reply says whether one has checked it.
    """
    return _notice(
        "opening_unread" if unread else "opening",
        language,
        company=name_of("company", company),
        assistant=name_of("assistant", assistant),
        minutes=_minutes(language, minutes),
    )


def takeover_notice(language: str, company: str, minutes: int) -> str:
    """A person is coming, usually within this many minutes (at least 1)."""
    return _notice(
        "takeover", language, company=name_of("company", company), minutes=_minutes(language, minutes)
    )


def person_joined(language: str, company: str, person: str) -> str:
    """A named person is in the conversation now."""
    return _notice(
        "person_joined", language, company=name_of("company", company), person=name_of("person", person)
    )


def hand_back_notice(language: str, company: str, assistant: str, unread: bool = False) -> str:
    """The AI drafts again, and a person checks; unread: as in `opening`."""
    return _notice(
        "hand_back_unread" if unread else "hand_back",
        language,
        company=name_of("company", company),
        assistant=name_of("assistant", assistant),
    )


def late_person_notice(language: str, company: str, minutes: int) -> str:
    """Nobody has come within the minutes (at least 1) that were named."""
    return _notice(
        "late_person", language, company=name_of("company", company), minutes=_minutes(language, minutes)
    )


def late_reply_notice(language: str, company: str) -> str:
    """The reply still waits for a person's check, longer than it should, and how to reach a person."""
    return _notice("late_reply", language, company=name_of("company", company))


def human_keyword(language: str) -> str:
    """The word that brings a person, in capitals: HUMAN, MENSCH, MENNESKE, MENS, MÄNNISKA."""
    return wordings(language).keyword


def _notice(kind: str, language: str, **values: str) -> str:
    return wordings(language).notices[kind].format_map(values)


def _minutes(language: str, minutes: int) -> str:
    if minutes < 1:
        raise DisclosureError(f"minutes is {minutes!r}; promise a whole number of at least 1")
    texts = wordings(language)
    return texts.minute if minutes == 1 else texts.minutes.format(count=minutes)
