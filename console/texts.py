"""All words of the console, by key. They stand in `words/<language>.yaml`: one file more is one language more."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "words"
LANGUAGE = "en"


class UnknownText(KeyError):
    """The page asks for words that are not in the file of words; the message names the key."""


def say(key: str, **values: object) -> str:
    """The words of a key with values filled in; raises `UnknownText` for a key that is not there.

    Where the words differ for one thing and several, `n` chooses: the key then holds `one` and `many`.
    """
    found = words(LANGUAGE)
    if values.get("n") == 1 and f"{key}.one" in found:
        key = f"{key}.one"
    elif f"{key}.many" in found:
        key = f"{key}.many"
    if key not in found:
        raise UnknownText(f"{key!r} is not in {LANGUAGE}.yaml; add it there")
    return found[key].format(**values) if values else found[key]


def known(section: str, name: str) -> str:
    """The words for a name out of the data; a name without words is shown as it is, readable at least."""
    return words(LANGUAGE).get(f"{section}.{name}") or name.replace("_", " ").capitalize()


@cache
def words(language: str) -> dict[str, str]:
    """All words of a language, keys joined by dots."""
    return _flat(yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8")))


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat
