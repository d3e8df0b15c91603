"""Floors for what the checks find in the planted drafts; `python -m benchmarks checks` prints the whole table."""

from __future__ import annotations

import pytest

from benchmarks.checks import GRAVE, HALVES, looked, promised
from tests.graph.planted.reading import LANGUAGES, Half, drafts


@pytest.mark.parametrize("half", HALVES)
def test_each_half_has_ten_faulty_and_ten_clean_drafts_a_language(half: Half) -> None:
    counts = {(one.language, one.fault is None): 0 for one in drafts(half)}
    for one in drafts(half):
        counts[one.language, one.fault is None] += 1
        assert one.place is not None  # the planted words stand in the draft
    assert counts == {(language, clean): 10 for language in LANGUAGES for clean in (True, False)}


@pytest.mark.parametrize("half", HALVES)
def test_hardly_any_grave_fault_passes_unseen(half: Half) -> None:
    grave = [one for one in looked(half) if one.draft.fault in GRAVE]
    missed = [one.draft.id for one in grave if not one.flagged]
    assert len(missed) <= 0.06 * len(grave), missed


@pytest.mark.parametrize("half", HALVES)
def test_most_of_all_faults_are_seen(half: Half) -> None:
    faulty = [one for one in looked(half) if one.draft.fault]
    missed = [one.draft.id for one in faulty if not one.flagged]
    assert len(missed) <= 0.1 * len(faulty), missed


@pytest.mark.parametrize("half", HALVES)
def test_clean_drafts_are_hardly_ever_blocked(half: Half) -> None:
    clean = [one for one in looked(half) if one.draft.fault is None]
    blocked = [one.draft.id for one in clean if one.blocked]
    assert len(blocked) <= 0.1 * len(clean), blocked


def test_promises_are_seen_also_in_words_that_no_list_foresaw() -> None:
    *_, seen, number = promised("dev")
    assert seen >= 0.9 * number
    *_, seen, number = promised("held")
    assert seen >= 0.7 * number
