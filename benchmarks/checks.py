"""What the checks find in drafts with one planted fault, and what they say of clean ones, by half, kind and language.

`python -m benchmarks checks` prints the table of docs/checks.md. The drafts are in tests/graph/planted: the held half was
written before any check was tuned, the other half (dev) is for development. "flagged": a check that isn't passed marks the
planted words; where something is missing, so that there are no words to mark, the check of that name isn't passed.
"blocked": that check forbids the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from graph.checks import checker
from graph.material import CheckResult
from language import Reader
from language.training.promises import TEXTS
from tests.graph.drafting import request
from tests.graph.planted.reading import HERE, LANGUAGES, Half, Planted, drafts

HALVES: tuple[Half, ...] = ("dev", "held")
#: The kinds that must hardly ever pass unseen.
GRAVE = ("figure", "amount", "date", "order_number", "link", "email", "promise")
_check = checker(Reader().promising)


@dataclass(frozen=True, slots=True)
class Looked:
    """A planted draft and what the checks that weren't passed say of it."""

    draft: Planted
    open: tuple[CheckResult, ...]

    @property
    def flagged(self) -> bool:
        """Whether the planted fault was pointed at."""
        return any(map(self._is_it, self.open))

    @property
    def blocked(self) -> bool:
        """Whether a check forbids the draft; of a faulty one, the check that found the fault."""
        forbidding = (found for found in self.open if found.verdict == "block")
        return any(self.draft.fault is None or self._is_it(found) for found in forbidding)

    @property
    def warned(self) -> bool:
        """Whether a check asks a reviewer to look."""
        return any(found.verdict == "warn" for found in self.open)

    def _is_it(self, found: CheckResult) -> bool:
        start, end = self.draft.place
        if start == end:
            return found.name == self.draft.fault
        return any(first < end and last > start for first, last in found.spans)


@cache
def looked(half: Half) -> tuple[Looked, ...]:
    """Every draft of a half, checked."""
    return tuple(
        Looked(draft, tuple(found for found in _check(draft.text, draft.request) if found.verdict != "pass"))
        for draft in drafts(half)
    )


def promised(half: Half) -> tuple[int, int, int, int]:
    """Of promises in one sentence each, without a source: how many `promises` blocks, any check blocks, any check points at; all."""
    found = [
        [
            result
            for result in _check(f"Hello,\n\n{one}", request(language=language))
            if result.verdict != "pass"
        ]
        for language, every in _sentences(half).items()
        for one in every
    ]
    forbidding = [{result.name for result in results if result.verdict == "block"} for results in found]
    seen = [any(result.spans for result in results) for results in found]
    return sum("promises" in names for names in forbidding), sum(map(bool, forbidding)), sum(seen), len(found)


def main() -> None:
    """Print the tables."""
    for half in HALVES:
        print(f"\n{half}\n")
        _print(("", "planted", "flagged", "blocked", "clean", "blocked", "to look at"), _by_language(half))
        print()
        _print(("fault", "planted", "flagged", "blocked"), _by_kind(half))
    print("\npromises in one sentence each\n")
    _print(
        ("half", "sentences", "`promises` blocks", "any check blocks", "any check points at it"), _promises()
    )


def _by_language(half: Half) -> Iterator[tuple[str, ...]]:
    for language in LANGUAGES:
        yield _row(language, half, lambda one, language=language: one.draft.language == language)  # type: ignore[misc]
    yield _row("all", half, lambda one: True)
    yield _row("grave kinds", half, lambda one: one.draft.fault is None or one.draft.fault in GRAVE)


def _row(name: str, half: Half, belongs: Callable[[Looked], bool]) -> tuple[str, ...]:
    chosen = [one for one in looked(half) if belongs(one)]
    faulty, clean = [one for one in chosen if one.draft.fault], [one for one in chosen if not one.draft.fault]
    found = (len(faulty), _count(one.flagged for one in faulty), _count(one.blocked for one in faulty))
    false = (len(clean), _count(one.blocked for one in clean), _count(one.warned for one in clean))
    return (name, *map(str, found + false))


def _by_kind(half: Half) -> Iterator[tuple[str, ...]]:
    kinds = sorted({one.draft.fault for one in looked(half) if one.draft.fault})
    for kind in kinds:
        chosen = [one for one in looked(half) if one.draft.fault == kind]
        counts = (len(chosen), _count(one.flagged for one in chosen), _count(one.blocked for one in chosen))
        yield (kind, *map(str, counts))


def _promises() -> Iterator[tuple[str, ...]]:
    for half in HALVES:
        *found, number = promised(half)
        yield half, str(number), *map(str, found)


def _sentences(half: Half) -> dict[str, list[str]]:
    """Of the held half those in tests/graph/planted, of the other those that `language.training` learns from."""
    if half == "held":
        held: dict[str, list[str]] = yaml.safe_load((HERE / "promises.yaml").read_text("utf-8"))
        return held
    files = {
        language: yaml.safe_load((TEXTS / f"{language}.yaml").read_text("utf-8")) for language in LANGUAGES
    }
    return {language: [*texts["listed"], *texts["promises"]] for language, texts in files.items()}


def _count(found: Iterable[bool]) -> int:
    return sum(found)


def _print(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    print("| " + " | ".join(head) + " |")
    print("|---" * len(head) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
