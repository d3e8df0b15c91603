"""Reads YAML, JSON Lines and front matter, and takes values out with errors that name file, place and cure."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from data.sample.model import SampleError

#: The loader made of C reads ten times as fast; not every machine has it.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FRONT_MATTER = "---"


class Fields:
    """The keys of one mapping in a file; every taker raises SampleError naming file, place and key."""

    def __init__(self, values: Any, path: Path, place: str) -> None:
        self.path, self.place = path, place
        if not isinstance(values, dict):
            raise self.error(f"is {values!r}; write a mapping of keys to values here")
        self.values: dict[str, Any] = values

    def error(self, problem: str) -> SampleError:
        """A SampleError about this place of this file."""
        return SampleError(f"{self.path.name}, {self.place}: {problem} ({self.path})")

    def value(self, key: str) -> Any:
        """The raw value; missing is an error."""
        if key not in self.values:
            raise self.error(f"key {key!r} is missing; add it")
        return self.values[key]

    def text(self, key: str) -> str:
        """A text that isn't empty."""
        value = self.value(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{key!r} is {value!r}; write a text (in quotes if it looks like a number)")
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None where the key is missing or null."""
        return None if self.values.get(key) is None else self.text(key)

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """One of the allowed words."""
        value = self.text(key)
        if value not in allowed:
            raise self.error(f"{key!r} is {value!r}; use one of {', '.join(allowed)}")
        return value

    def texts(self, key: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of texts, each among the allowed ones where these are given."""
        value = self.value(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(f"{key!r} is {value!r}; write a list of texts")
        strange = [item for item in value if allowed is not None and item not in allowed]
        if strange:
            raise self.error(f"{key!r} holds {strange!r}; use only {', '.join(allowed or ())}")
        return tuple(value)

    def whole(self, key: str) -> int:
        """A whole number."""
        value = self.value(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(f"{key!r} is {value!r}; write a whole number")
        return value

    def optional_whole(self, key: str) -> int | None:
        """A whole number, or None where the key is missing or null."""
        return None if self.values.get(key) is None else self.whole(key)

    def money(self, key: str) -> Decimal:
        """An amount of at least 0."""
        value = self.value(key)
        try:
            amount = Decimal(str(value)).quantize(Decimal("0.01"))
        except InvalidOperation:
            amount = Decimal(-1)
        if isinstance(value, bool) or amount < 0:
            raise self.error(f"{key!r} is {value!r}; write an amount such as 49.90")
        return amount

    def flag(self, key: str) -> bool:
        """true or false."""
        value = self.value(key)
        if not isinstance(value, bool):
            raise self.error(f"{key!r} is {value!r}; write true or false")
        return value

    def day(self, key: str) -> date:
        """A date."""
        value = self.value(key)
        if type(value) is not date:
            raise self.error(f"{key!r} is {value!r}; write a date such as 2026-03-01, without quotes")
        return value

    def within(self, key: str) -> Fields:
        """The mapping under a key."""
        return Fields(self.value(key), self.path, f"{self.place}, key {key!r}")

    def each(self, key: str) -> list[Fields]:
        """The list of mappings under a key."""
        return entries(self.value(key), self.path, f"{self.place}, key {key!r}")


def entries(values: Any, path: Path, place: str) -> list[Fields]:
    """A list of mappings as Fields, numbered from 1."""
    if not isinstance(values, list):
        raise SampleError(f"{path.name}, {place}: is {type(values).__name__}; write a list ({path})")
    return [Fields(value, path, f"{place}, entry {n}") for n, value in enumerate(values, 1)]


def read_text(path: Path) -> str:
    """The file as UTF-8 text."""
    try:
        return path.read_text(encoding="utf-8-sig")  # editors on Windows may add a byte order mark
    except FileNotFoundError:
        raise SampleError(
            f"{path.name} is missing in {path.parent}; copy it from the sample company"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SampleError(f"{path.name} can't be read: {error}; save it as UTF-8 ({path})") from error


def parse_yaml(text: str, path: Path) -> Any:
    """The YAML in `text`."""
    try:
        return yaml.load(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise SampleError(f"{path.name} isn't valid YAML: {error}; check indentation and quotes") from error


def read_mapping(path: Path) -> Fields:
    """A YAML file whose top is a mapping."""
    return Fields(parse_yaml(read_text(path), path), path, "top level")


def read_list(path: Path) -> list[Fields]:
    """A YAML file whose top is a list of mappings."""
    return entries(parse_yaml(read_text(path), path), path, "top level")


def read_lines(path: Path) -> Iterator[Fields]:
    """The objects of a JSON Lines file; blank lines are skipped."""
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield Fields(json.loads(line, parse_float=Decimal), path, f"line {number}")
        except json.JSONDecodeError as error:
            raise SampleError(
                f"{path.name}, line {number}: isn't JSON: {error}; write one object a line ({path})"
            ) from error


def read_page(path: Path) -> tuple[Fields, str]:
    """A Markdown file: its YAML front matter and the body after it."""
    opening, fence = f"{FRONT_MATTER}\n", f"\n{FRONT_MATTER}\n"
    text = read_text(path)
    head, separator, body = text.removeprefix(opening).partition(fence)
    if not (text.startswith(opening) and separator):
        raise SampleError(
            f"{path.name} has no front matter; start it with keys between two {FRONT_MATTER} lines ({path})"
        )
    return Fields(parse_yaml(head, path), path, "front matter"), body.strip()
