"""Policy for supervisors: what each use case has earned, what a change would have done, the stop button."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from data import brake, earning, policy
from data.database import Database
from data.earning import Earning, Past, Sampled
from data.ids import clock
from data.records import Account
from data.records.policy import Cause, Evidence, NewPolicy, Policy, Pull, Writer
from graph.autonomy.never import MONEY_INTENTS
from graph.autonomy.verdict import Why, lower, more_wanted, sampled, unearned
from graph.modules import Module, Modules
from language import detect
from redaction import RedactionError, Redactor

log = logging.getLogger(__name__)

DAYS = 30  # of the past that a rehearsal looks at
DEFAULTS = NewPolicy(intent="", mode="auto")


@dataclass(frozen=True, slots=True)
class Row:
    """A use case in one language, or in all where nothing is known yet of any (None).

    policy: in force; None: people review. evidence: by the writer of the newest drafts. missing: what it would take to
    earn auto, by the figures in force or the usual ones; more: how many more unchanged approvals. today: how many left
    by themselves this UTC day. always: its own rules, or the fixed list, keep all of its drafts for people.
    """

    intent: str
    language: str | None
    policy: Policy | None
    writer: Writer | None
    evidence: Evidence
    lower: float
    missing: tuple[Why, ...]
    more: int
    today: int
    always: bool


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a policy would have done in the last days, once it was earned.

    drafts: decided first drafts. alone: of these those that would have left by themselves; changed: of those alone the
    ones that reviewers edited, rejected or took over. sampled: drawn to be reviewed all the same.
    """

    drafts: int
    alone: int
    changed: int
    sampled: int


class Policies:
    """What the console's page works with. Who may do what is for the caller to hold."""

    def __init__(self, db: Database, modules: Modules, redactor: Redactor) -> None:
        self._db, self._modules, self._redactor = db, modules, redactor

    def rows(self, *, now: datetime | None = None) -> list[Row]:
        """Every use case, in the order of the modules, by the languages it is known in."""
        at = clock(now)
        earned = earning.by_writer(self._db, now=at)
        set_up = policy.listing(self._db)
        left = earning.left(self._db, at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0))
        found: list[Row] = []
        for module in self._modules.written():
            always = _always(module)
            for language in _languages(module.intent, earned, set_up):
                in_force = _in_force(module.intent, language, set_up)
                mine = _newest(module.intent, language, earned)
                evidence = self._evidence(module.intent, language, mine, in_force, at)
                found.append(_row(module.intent, language, in_force, mine, evidence, left, always))
        return found

    def change(self, new: NewPolicy, account: Account) -> Policy:
        """Set a policy. Raises UnfitPolicy, RedactionError."""
        return policy.change(self._db, replace(new, reason=self._masked(new.reason)), account.id)

    def history(self) -> list[Policy]:
        """Every policy that was ever set, the newest first."""
        return policy.listing(self._db)

    def rehearse(self, new: NewPolicy, *, now: datetime | None = None) -> Rehearsal:
        """What this policy would have done with the drafts of the last 30 days, had it been earned."""
        since = clock(now) - timedelta(days=DAYS)
        return rehearsal(new, earning.past(self._db, new.intent, new.language, since))

    def samples(self, limit: int = 50) -> list[Sampled]:
        """The newest reviewed drafts of the random sample."""
        return earning.samples(self._db, limit)

    def brake(self) -> Pull | None:
        """The last pull of the stop button, or start after it; None when nobody ever pressed it."""
        return brake.newest(self._db)

    def pulls(self) -> list[Pull]:
        """The last pulls and starts, the newest first."""
        return brake.listing(self._db)

    def stop(self, account: Account, cause: Cause, note: str = "") -> int:
        """Stop everything at once; how many replies went back to the reviewers. A note that can't be masked is left out."""
        try:
            told = self._masked(note)
        except RedactionError as error:
            log.error("the note of a stop can't be masked: %s", type(error).__name__)
            told = ""
        return brake.stop(self._db, account.id, cause, told)

    def start(self, account: Account, note: str) -> bool:
        """Let replies leave by themselves again; False when nothing was stopped. Raises RedactionError."""
        return brake.start(self._db, account.id, self._masked(note))

    def _evidence(
        self, intent: str, language: str | None, mine: Earning | None, row: Policy | None, now: datetime
    ) -> Evidence:
        if language is None:
            return Evidence()
        since = earning.since(row.began_at if row else None, now)
        heard = (
            earning.reactions(self._db, intent, language, since) if row and row.mode == "auto" else Evidence()
        )
        return replace(heard, number=mine.number, unchanged=mine.unchanged) if mine else heard

    def _masked(self, words: str) -> str:
        """What staff wrote, with placeholders for personal data; nobody can put it back."""
        said = words.strip()
        return self._redactor.redact(said, detect(said)).text if said else ""


def rehearsal(new: NewPolicy, past: Iterable[Past]) -> Rehearsal:
    """What a policy would have done with these drafts; pure."""
    drafts = alone = changed = drawn = 0
    days: dict[object, int] = {}
    for one in past:
        drafts += 1
        if new.mode != "auto" or not one.clear or (one.newcomer and not new.newcomers):
            continue
        day = one.decided_at.astimezone(UTC).date()
        if sampled(one.turn_id, new.sample):
            drawn += 1
        elif days.get(day, 0) < new.daily:
            days[day] = days.get(day, 0) + 1
            alone += 1
            changed += not one.unchanged
    return Rehearsal(drafts, alone, changed, drawn)


def _always(module: Module) -> bool:
    """Whether nothing of a use case can ever leave by itself."""
    own = "always" in module.never_auto or module.approval in ("supervisor", "two_people")
    return own or module.intent in MONEY_INTENTS


def _row(
    intent: str,
    language: str | None,
    row: Policy | None,
    mine: Earning | None,
    evidence: Evidence,
    left: dict[tuple[str, str], int],
    always: bool,
) -> Row:
    figures = row or DEFAULTS
    return Row(
        intent=intent,
        language=language,
        policy=row,
        writer=mine.writer if mine else None,
        evidence=evidence,
        lower=lower(evidence),
        missing=unearned(figures, evidence),
        more=more_wanted(figures, evidence),
        today=left.get((intent, language or ""), 0),
        always=always,
    )


def _languages(intent: str, earned: Sequence[Earning], rows: Sequence[Policy]) -> list[str | None]:
    """The languages that a use case is known in; none are known: all as one."""
    known = {one.language for one in earned if one.intent == intent}
    known |= {row.language for row in rows if row.intent == intent and row.language}
    return [*sorted(known)] or [None]


def _in_force(intent: str, language: str | None, rows: Sequence[Policy]) -> Policy | None:
    """The newest of the rows, given newest first, that is for this language."""
    fits = (row for row in rows if row.intent == intent and row.language in (None, language))
    return next(fits, None)


def _newest(intent: str, language: str | None, earned: Sequence[Earning]) -> Earning | None:
    """What the writer of the newest decided drafts has earned; given newest first."""
    return next((one for one in earned if (one.intent, one.language) == (intent, language)), None)
