"""Sentences with codes come back from the database, and a word that is masked by hand goes from what was filled in too."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data import examples
from data.database import connect
from data.kept import _hidden
from data.records import Switch
from data.rows import dump_json, insert
from data.said import Said, loaded, named, together

SAID = Said(
    "evidence.loose",
    "No source holds {words} ({kinds}).",
    words="“Ingrid”",
    kinds=(named("thing", "refund"),),
)


def read(text: str) -> Said:
    found = json.loads(text, object_hook=loaded)
    assert isinstance(found, Said)
    return found


def test_it_is_its_english_text_wherever_it_goes() -> None:
    assert SAID == "No source holds “Ingrid” (refund)."
    for same in (copy.deepcopy(SAID), pickle.loads(pickle.dumps(SAID)), read(dump_json(SAID))):
        assert (same, same.code, same.values) == (SAID, SAID.code, SAID.values)
        assert same.values["kinds"][0].code == "thing.refund"  # type: ignore[index,union-attr]


def test_a_day_is_kept_as_a_day() -> None:
    assert read(dump_json(Said("remark.x", "On {day}.", day=date(2026, 5, 12)))).values == {
        "day": date(2026, 5, 12)
    }


def test_a_field_that_is_not_filled_in_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        Said("evidence.x", "No {words} here, {more}.", words="word")


def test_masking_by_hand_reaches_what_was_filled_in() -> None:
    for whole in (
        dump_json([{"evidence": SAID, "name": "Ingrid"}]),
        dump_json(together([SAID, "Ask Ingrid."], 99)),
    ):
        hidden = _hidden(whole, whole.startswith("["), lambda text: text.replace("Ingrid", "<PERSON_1>"))
        assert hidden.count("Ingrid") == whole.count('"name": "Ingrid"')  # ids and names of checks stay
        json.loads(hidden)


def test_sentences_that_do_not_fit_stay_out() -> None:
    assert together(["One two.", "Three four.", "Five."], 21) == "One two. Three four."


@pytest.mark.parametrize(
    "text", ['{"said": nonsense', '{"said": "x"}', '{"said": "x", "text": "y", "values": [1]}']
)
def test_a_person_may_write_what_begins_like_one(tmp_path: Path, text: str) -> None:
    db = connect(f"duckdb:///{tmp_path / 'said.duckdb'}")
    try:
        at = datetime(2026, 11, 22, tzinfo=UTC)
        db.write(lambda cursor: insert(cursor, "example_switch", Switch("a", "b", False, "sue", text, at)))
        assert examples.switches(db)["b"].reason == text
        assert _hidden(text, False, str.upper) == text.upper()
    finally:
        db.close()
