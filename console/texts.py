"""All words of the console, by key. They stand in `words/<language>/`: one folder more is one language more."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "words"
FIRST = "en"  # complete at any time; what another language lacks is said in this one

# Whose habits of dates and numbers a language follows where it is spoken in several countries.
REGIONS = {"en": "en_GB"}

_chosen: list[Callable[[], str]] = [lambda: FIRST]


class UnknownText(KeyError):
    """The page asks for words that are not in the files of words; the message names the key."""


@cache
def languages() -> list[str]:
    """Codes of the languages that the console speaks, the first one first."""
    codes = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
    return sorted(codes, key=lambda code: code != FIRST)


def closest(wanted: str) -> str:
    """The language to speak with someone who wants "de-AT" or "de, en;q=0.8": the first that is spoken here."""
    for one in wanted.lower().replace("_", "-").split(","):
        code = one.partition(";")[0].strip().partition("-")[0]
        if code in languages():
            return code
    return FIRST


def chosen_by(chosen: Callable[[], str]) -> None:
    """Who knows the language of whoever is looking; asked for each text."""
    _chosen[:] = [chosen]


def language() -> str:
    """The language in which the console speaks to whoever is looking."""
    return _chosen[0]()


def itself(code: str) -> str:
    """What a language calls itself, for those who can read no other."""
    return own(code)["app.itself"]


def locale() -> str:
    """The locale whose dates and numbers go with the language, as CLDR names it."""
    return REGIONS.get(language(), language())


def say(key: str, **values: object) -> str:
    """The words of a key with values filled in; raises `UnknownText` for a key that is not there.

    Where the words differ for one thing and several, `n` chooses: the key then holds `one` and `many`.
    """
    return say_in(language(), key, **values)


def say_in(code: str, key: str, **values: object) -> str:
    """The same in a certain language, for what is written outside of anybody's session."""
    found = words(code)
    if values.get("n") == 1 and f"{key}.one" in found:
        key = f"{key}.one"
    elif f"{key}.many" in found:
        key = f"{key}.many"
    if key not in found:
        raise UnknownText(f"{key!r} is not in words/{FIRST}/; add it there")
    return found[key].format(**values) if values else found[key]


def known(section: str, name: str) -> str:
    """The words for a name out of the data; a name without words is shown as it is, readable at least."""
    return words(language()).get(f"{section}.{name}") or name.replace("_", " ").capitalize()


@cache
def words(code: str) -> dict[str, str]:
    """All words of a language, keys joined by dots; those it lacks in the first language."""
    return own(FIRST) | own(code)


@cache
def own(code: str) -> dict[str, str]:
    """The words that stand in a language's own folder, keys joined by dots."""
    flat: dict[str, str] = {}
    for path in sorted((FOLDER / code).glob("*.yaml")):
        flat |= _flat(yaml.safe_load(path.read_text("utf-8")))
    return flat


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat
