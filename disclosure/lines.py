"""The disclosure line of a reply: put it there, and tell whether it is there."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from .errors import DisclosureError
from .labels import label
from .texts import LANGUAGES, wordings

Authorship = Literal["ai", "ai_approved", "ai_edited", "human"]
AUTHORSHIPS: tuple[Authorship, ...] = get_args(Authorship)
BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A reply as the customer reads it: `text` is the disclosure, a blank line, the reply."""

    text: str
    disclosure: str
    language: str
    authorship: Authorship
    label: dict[str, object]


def disclose(
    reply: str, authorship: str, language: str, company: str, assistant: str, person: str | None = None
) -> Disclosed:
    """Put the line for this authorship and language in front of a reply.

    An unknown authorship is disclosed as `ai`, an unknown language in English. `human` without a person's
    name gets a wording without one. Raises DisclosureError when the reply is blank, when it holds words
    of a disclosure itself, or when company or assistant is blank.
    """
    if not reply.strip():
        raise DisclosureError("the reply is empty; there is nothing to disclose")
    claim = claim_in(reply)
    if claim:
        raise DisclosureError(
            f"the reply says {claim!r} itself; take that out, the disclosure is added for you"
        )
    known = known_authorship(authorship)
    line = _lines(known, language, company, assistant, person)[0]
    tongue = wordings(language).language
    reviewed = known in ("ai_approved", "ai_edited")
    return Disclosed(
        line + BREAK + reply, line, tongue, known, label(known, language=tongue, reviewed=reviewed)
    )


def is_disclosed(
    text: str, authorship: str, language: str, company: str, assistant: str, person: str | None = None
) -> bool:
    """Whether a text starts with the line that this authorship and language demand, and claims nothing else.

    Earlier wordings that are still listed count too. A reply must follow after a blank line, and it must
    not hold words of any disclosure in any language: so a person's text never carries an AI line.
    """
    known = known_authorship(authorship)
    for line in _lines(known, language, company, assistant, person):
        if text.startswith(line + BREAK):
            reply = text.removeprefix(line + BREAK)
            return bool(reply.strip()) and claim_in(reply) is None
    return False


def known_authorship(authorship: str) -> Authorship:
    """The authorship itself, or `ai` for anything unknown: never claim a check that nobody can name."""
    return next((known for known in AUTHORSHIPS if known == authorship), "ai")


def claim_in(reply: str) -> str | None:
    """The first phrase of our disclosures, in any language, that this reply holds; None when it holds none.

    Case, punctuation, line breaks, full-width and invisible characters make no difference.
    """
    folded = f" {_folded(reply)} "
    return next((claim for claim, words in _claims() if f" {words} " in folded), None)


def name_of(kind: str, value: str) -> str:
    """A name on one line; raises DisclosureError when nothing is left of it."""
    name = " ".join(value.split())
    if not name:
        raise DisclosureError(f"{kind} is {value!r}; give the name that customers should read")
    return name


def _lines(
    authorship: Authorship, language: str, company: str, assistant: str, person: str | None
) -> tuple[str, ...]:
    """The accepted lines, the current wording first."""
    named = " ".join((person or "").split())
    kind = "human_unnamed" if authorship == "human" and not named else authorship
    values = {
        "company": name_of("company", company),
        "assistant": name_of("assistant", assistant),
        "person": named,
    }
    return tuple(wording.format_map(values) for wording in wordings(language).lines[kind])


@cache
def _claims() -> tuple[tuple[str, str], ...]:
    return tuple((claim, _folded(claim)) for language in LANGUAGES for claim in wordings(language).claims)


def _folded(text: str) -> str:
    """Words only: compatibility forms unified, invisible characters gone, lower case, single spaces."""
    plain = unicodedata.normalize("NFKC", text)
    visible = "".join(character for character in plain if unicodedata.category(character) != "Cf")
    return re.sub(r"[\W_]+", " ", visible.casefold()).strip()
