"""All use cases of an installation, and the one that fits a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from data.sample import SampleError
from graph.modules.module import Module, Wording
from graph.modules.reading import UseCase, read
from language import INTENTS

HERE = Path(__file__).parent
#: Gives the rules that supervisors put in force for an intent and a language, from wherever they are kept.
Additions = Callable[[str, str], Iterable[Wording]]


#: Whether policy has two people let out the replies of an intent in a language.
TwoPeople = Callable[[str, str], bool]


def nothing_added(intent: str, language: str) -> tuple[Wording, ...]:
    """No rules beyond those of the files."""
    return ()


def one_is_enough(intent: str, language: str) -> bool:
    """No policy beyond what the files say."""
    return False


class Modules:
    """Finds the module for a message. Safe to share between threads."""

    def __init__(
        self,
        use_cases: Mapping[str, UseCase],
        additions: Additions = nothing_added,
        two_people: TwoPeople = one_is_enough,
    ) -> None:
        self._use_cases = dict(use_cases)
        self._additions = additions
        self._two_people = two_people

    @classmethod
    def load(
        cls, *folders: Path, additions: Additions = nothing_added, two_people: TwoPeople = one_is_enough
    ) -> Modules:
        """The modules of this program; a file of the same name in a company's `modules` folder replaces one whole.

        Raises SampleError, also for an intent without a module.
        """
        found: dict[str, UseCase] = {}
        for folder in (HERE, *(folder / "modules" for folder in folders)):
            found |= {path.stem: read(path) for path in sorted(folder.glob("*.yaml"))}
        missing = [intent for intent in INTENTS if intent not in found]
        if missing:
            raise SampleError(f"there is no module for {missing[0]!r}; write {missing[0]}.yaml in {HERE}")
        return cls(found, additions, two_people)

    def with_additions(self, additions: Additions) -> Modules:
        """The same use cases with other rules, such as those of a day in the past."""
        return Modules(self._use_cases, additions, self._two_people)

    def for_(self, intent: str, text: str = "", language: str = "en") -> Module:
        """The module of an intent, or the special case of it that the customer's words bring up.

        An intent that isn't known is treated as `other`. Rules that supervisors put in force come last in `tone`, each
        once, and stand in `wording`. Where policy has two people let replies out, `approval` says so.
        """
        module = self._use_cases.get(intent, self._use_cases["other"]).fitting(text, language)
        if self._two_people(module.intent, language):
            module = replace(module, approval="two_people")
        added = tuple(dict.fromkeys(self._additions(module.intent, language)))
        tone = dict.fromkeys((*module.tone, *(rule.tone for rule in added)))
        return replace(module, tone=tuple(tone), wording=added) if added else module

    def all(self) -> tuple[Module, ...]:
        """Every module without its special cases, in the order of the intents."""
        return tuple(self.for_(intent) for intent in INTENTS)

    def written(self) -> tuple[Module, ...]:
        """Every module as its file has it, without special cases and whatever supervisors set beside it."""
        return tuple(self._use_cases[intent].module for intent in INTENTS)

    def titles(self) -> dict[str, str]:
        """The name of each intent's module, in the order of the intents."""
        return {intent: self._use_cases[intent].module.title for intent in INTENTS}
