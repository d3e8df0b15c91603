"""What a rule looks for before its pattern never hides a match."""

from __future__ import annotations

import re

import pytest

from language.training.texts import read_messages
from redaction.normalise import normalise
from redaction.recognisers import recognisers
from redaction.recognisers.hints import hints, lowered

RULES = [rule for one in recognisers("en") for rule in getattr(one, "RULES", ())]
EVERY = 25


def texts() -> list[str]:
    plain = [normalise(sample.text).text for sample in read_messages()[::EVERY]]
    return [*plain, *map(str.upper, plain[::2])]


def test_whatever_a_pattern_finds_holds_one_of_its_hints():
    found = 0
    for text in texts():
        low = lowered(text)
        for rule in RULES:
            if rule.hints and (match := rule.pattern.search(text)):
                found += 1
                assert any(hint in low for hint in rule.hints), (rule.name, match[0])
    assert found > 200


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:passport|id card)[: ]+\w", {"passport", "id card"}),
        (r"(?i)(?:PASSPORT)?\d{3} (?:born|geboren)", {"born", "geboren"}),
        (r"\w+@\w+\.(?:com|net)", {"@"}),
        (r"(?=.*street)\d+(?<=road \d)", {"street"}),
        (r"(?:abc){1,3}x|defg", {"abc", "defg"}),
        (r"(?:abc)?x|defg", set()),
        (r"(?!never)\w+", set()),
        (r"[A-Z]{3}\d", set()),
    ],
)
def test_hints_are_what_no_match_can_do_without(pattern, expected):
    assert hints(re.compile(pattern)) == expected


def test_a_turkish_capital_i_hides_nothing():
    pattern = re.compile("passport id", re.I)
    assert pattern.search("PASSPORT İD") and "passport id" in lowered("PASSPORT İD")
    assert hints(pattern) == {"passport id"}
