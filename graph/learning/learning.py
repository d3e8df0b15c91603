"""What is learnt, for supervisors: how examples fare, which contradict each other, and rules drawn from edits."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from data import accounts, examples, lessons, outcomes, tone_rules
from data.database import Database
from data.records import Account, Edit, Example, NewRule, ToneRule, Trial
from graph.learning.changes import Changes, changes, same
from graph.learning.conflicts import Conflict, conflicts
from graph.learning.fitness import Fitness, UnfitRule
from graph.learning.habits import Habit, habits
from graph.learning.standing import Standing, standings
from graph.modules import Additions, Modules, Wording
from redaction import Redactor

log = logging.getLogger(__name__)

BY_ITSELF = "system"  # who switches off an example that hurts


@dataclass(frozen=True, slots=True)
class Report:
    """All examples, the newest first, how each fares, and the pairs that contradict each other."""

    examples: tuple[Example, ...]
    standings: dict[str, Standing]
    conflicts: tuple[Conflict, ...]


class Learning:
    """Safe to share between threads. It remembers the decisions it compared last, as they read then."""

    def __init__(self, db: Database, redactor: Redactor, modules: Modules) -> None:
        self._db, self._redactor, self._modules = db, redactor, modules
        self._lock = threading.Lock()
        self._compared: dict[tuple[str, str], Changes] = {}
        self._seen: tuple[list[Edit], list[ToneRule]] | None = None
        self._found: tuple[Habit, ...] = ()

    def report(self) -> Report:
        """How examples fare now."""
        found = examples.listing(self._db)
        return Report(
            tuple(found),
            standings(found, self._trials(), lessons.uses(self._db), examples.switches(self._db)),
            tuple(conflicts(found, lessons.kept_pairs(self._db))),
        )

    def keep(self, other: Example, account: Account, reason: str) -> None:
        """Settle a contradiction by keeping one: the other is switched off, for this reason."""
        examples.switch(self._db, other.id, False, account.id, reason)

    def keep_both(self, example: Example, other: Example, account: Account) -> None:
        """Settle a contradiction: there is none."""
        lessons.keep_both(self._db, example.id, other.id, account.id)

    def proposals(self) -> tuple[Habit, ...]:
        """Habits of reviewers that nobody has decided on, fit to be rules. Worked out anew when there is something new.

        Raises RedactionError.
        """
        decided = tone_rules.listing(self._db)
        edits = lessons.edits(self._db)
        with self._lock:
            if (edits, decided) != self._seen:
                self._found = tuple(habit for habit in self._habits(edits) if not _known(habit, decided))
                self._seen = (edits, decided)
            return self._found

    def accept(
        self, habit: Habit, account: Account, old: str | None = None, new: str | None = None
    ) -> ToneRule:
        """Put a proposal in force, as it is or in a supervisor's words. Raises UnfitRule, RedactionError."""
        old = habit.old if old is None else old.strip()
        new = habit.new if new is None else new.strip()
        if (habit.kind != "add" and not old) or (habit.kind != "remove" and not new):
            raise UnfitRule("there are no words in it; write some, or dismiss the proposal")
        self._fitness(habit).demand(old, new)
        return tone_rules.decide(self._db, _rule(habit, old, new), True, account.id)

    def dismiss(self, habit: Habit, account: Account) -> ToneRule:
        """Never propose this again; it stays on the list of rules, out of force."""
        return tone_rules.decide(self._db, _rule(habit, habit.old, habit.new), False, account.id)

    def look(self, now: datetime | None = None) -> None:
        """The regular look: who has been silent, who asked for a person, which example hurts."""
        outcomes.note_silence(self._db, now=now)
        outcomes.note_wishes(self._db, now=now)
        self.switch_off_harmful(now)

    def switch_off_harmful(self, now: datetime | None = None) -> list[str]:
        """Switch off the examples in use that hurt beyond doubt, with the reason; returns their ids."""
        found = examples.active(self._db)
        fare = standings(found, self._trials(), lessons.uses(self._db), examples.switches(self._db))
        harmful = {id: harm for id, standing in fare.items() if (harm := standing.harm) is not None}
        for id, harm in harmful.items():
            examples.switch(self._db, id, False, BY_ITSELF, harm, now=now)
            log.info("example %s was switched off: %s", id, harm)
        return list(harmful)

    def _trials(self) -> Sequence[Trial]:
        return lessons.trials(self._db)

    def _habits(self, edits: Sequence[Edit]) -> list[Habit]:
        there = {(edit.draft, edit.reply) for edit in edits}
        self._compared = {texts: found for texts, found in self._compared.items() if texts in there}

        def compare(draft: str, reply: str) -> Changes:
            if (draft, reply) not in self._compared:
                self._compared[draft, reply] = changes(draft, reply)
            return self._compared[draft, reply]

        return habits(edits, self._fits, compare)

    def _fits(self, habit: Habit) -> bool:
        return self._fitness(habit).fits(habit.old, habit.new)

    def _fitness(self, habit: Habit) -> Fitness:
        names = {
            word
            for account in accounts.listing(self._db)
            for word in account.display_name.casefold().split()
            if len(word) > 1
        }
        module = self._modules.for_(habit.intent, language=habit.language)
        return Fitness(self._redactor, habit.language, names, module.may_promise)


def _known(habit: Habit, decided: Sequence[ToneRule]) -> bool:
    """Whether somebody has decided on this habit, or one that is the same but for a comma."""
    return any(
        rule.proposal == habit.key
        or (rule.intent, rule.language, rule.kind) == (habit.intent, habit.language, habit.kind)
        and _alike(rule.old, habit.old)
        and _alike(rule.new, habit.new)
        for rule in decided
    )


def _alike(one: str, other: str) -> bool:
    return one == other or bool(one and other and same(one, other))


def _rule(habit: Habit, old: str, new: str) -> NewRule:
    return NewRule(
        habit.intent, habit.language, habit.kind, old, new, habit.key, habit.decisions, habit.reviewers
    )


def rules_in_force(db: Database) -> Additions:
    """What `Modules` asks for the rules of an intent and a language."""

    def found(intent: str, language: str) -> tuple[Wording, ...]:
        rules = tone_rules.in_force(db, intent, language)
        return tuple(Wording(rule.kind, rule.old, rule.new) for rule in rules)

    return found
