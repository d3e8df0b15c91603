"""The console speaks every language fully: words, dates, numbers, and whoever chose it."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import data
import glassdesk
import graph
from console import texts
from console.texts import FIRST, closest, languages, own, say
from console.views import numbers, times

CONSOLE, SIGNING = texts.FOLDER.parent, Path(glassdesk.__file__).parent / "signin"
SOURCE = "\n".join(
    path.read_text("utf-8")
    for path in (*CONSOLE.rglob("*.py"), *SIGNING.rglob("*.py"), *SIGNING.rglob("*.html"))
)
BELOW = "\n".join(
    path.read_text("utf-8") for room in (data, graph) for path in Path(room.__path__[0]).rglob("*.py")
)
OTHERS = [code for code in languages() if code != FIRST]
FORMS = re.compile(r"\.(one|many)$")
NOW = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)


@pytest.fixture
def german() -> Iterator[None]:
    texts.chosen_by(lambda: "de")
    yield
    texts.chosen_by(lambda: FIRST)


def fields(text: str) -> list[str]:
    """The {fields} of a text, each once; Plotly's own `%{…}` are none."""
    found = string.Formatter().parse(re.sub(r"%\{[^}]*\}", "", text))
    return sorted({name for _, name, _, _ in found if name is not None})


@pytest.mark.parametrize("code", OTHERS)
def test_no_words_are_missing_and_none_are_left_over(code: str) -> None:
    missing, left_over = own(FIRST).keys() - own(code).keys(), own(code).keys() - own(FIRST).keys()
    assert not missing, f"write these in words/{code}/: {', '.join(sorted(missing))}"
    assert not left_over, f"words/{code}/ has what words/{FIRST}/ hasn't: {', '.join(sorted(left_over))}"


@pytest.mark.parametrize("code", languages())
def test_no_key_is_a_word_that_yaml_reads_as_something_else(code: str) -> None:
    """`on`, `off`, `yes` and `no` must be quoted, else they are True and False."""
    assert [key for key in own(code) if {"True", "False", "None"} & set(key.split("."))] == []


@pytest.mark.parametrize("code", OTHERS)
def test_words_have_the_same_fields_in_every_language(code: str) -> None:
    other = own(code)
    unlike = {
        key: (text, other[key])
        for key, text in own(FIRST).items()
        if key in other and fields(text) != fields(other[key])
    }
    assert unlike == {}


@pytest.mark.parametrize("code", OTHERS)
def test_keys_stand_in_files_of_the_same_name(code: str) -> None:
    names = [sorted(path.name for path in (texts.FOLDER / one).glob("*.yaml")) for one in (FIRST, code)]
    assert names[0] == names[1]


def test_every_word_is_asked_for() -> None:
    """By its whole key, or by the beginning of it, which pages put together with a name from the data."""
    whole = {FORMS.sub("", key) for key in own(FIRST)}
    asked = set(re.findall(r"""["']([a-z_0-9.]+)["']""", SOURCE))
    begun = tuple(re.findall(r"""["']([a-z_0-9]+\.[a-z_0-9.]*?)["'{]""", SOURCE))
    asked |= set(re.findall(r'Said\(\s*"([a-z_.]+)"', BELOW))
    sections = re.findall(r"""(?:known|named)\(\s*["']([a-z_]+)["']""", SOURCE + BELOW)
    unused = [
        key
        for key in sorted(whole - asked)
        if not key.startswith(tuple(start for start in begun if start != key))
        and key.partition(".")[0] not in sections
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("wanted", "code"),
    [("de-AT", "de"), ("fr, de;q=0.5", "de"), ("en-US,de", "en"), ("fi", "en"), ("", "en")],
)
def test_the_nearest_language_that_is_spoken(wanted: str, code: str) -> None:
    assert closest(wanted) == code


def test_english_dates_and_numbers() -> None:
    assert times.at(NOW - timedelta(days=40), UTC, NOW) == "2 Apr 10:00"
    assert times.day(NOW, UTC) == "12 May 2026"
    assert (numbers.number(1234.5, 2), numbers.percent(0.5), numbers.signed(0.25)) == (
        "1,234.50",
        "50%",
        "+0.25",
    )


def test_german_dates_and_numbers(german: None) -> None:
    assert say("review.start") == "Dringendsten Entwurf öffnen"
    assert times.at(NOW - timedelta(days=40), UTC, NOW) == "2. Apr. 10:00"
    assert times.at(NOW - timedelta(days=1), UTC, NOW) == "gestern 10:00"
    assert times.day(NOW, UTC) == "12. Mai 2026"
    assert (numbers.number(1234.5, 2), numbers.percent(0.5), numbers.signed(-0.25)) == (
        "1.234,50",
        "50\u00a0%",
        "-0,25",
    )


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert [numbers.signed(value) for value in (0.001, -0.001, 0.0)] == ["0.00"] * 3
