"""The drafter that the settings ask for: with a stand-in, within budgets, and known to /health when it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data import drafts
from data.database import Database, connect
from data.sample import load_company, load_phrases
from glassdesk.cli.doctor import Line, examine
from glassdesk.drafting import build_drafter
from glassdesk.house import House
from glassdesk.settings import SettingsError, load
from graph.drafters import Breaker, OfflineDrafter
from tests.graph.drafting import an_order, request
from tests.graph.openai_server import completion, error, serving

GOOD = '{"sentences": [{"text": "It is on its way.", "source": "s1"}], "notes": [], "needs_person": false}'
SPENT = "today's 1000 tokens are spent"
ASKED = request("Where is it?", order=an_order("in_transit"))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = connect(f"duckdb:///{tmp_path / 'drafting.duckdb'}")
    yield database
    database.close()


def built(db: Database, **settings: Any) -> Any:
    return build_drafter(load(**settings), load_company(), load_phrases(), db)


def test_without_a_model_the_offline_drafter_works_alone(db: Database) -> None:
    assert isinstance(built(db), OfflineDrafter)


def test_prices_limits_and_the_companys_forms_reach_the_model(db: Database) -> None:
    with serving(lambda _: completion(GOOD, usage=(1_000_000, 1_000_000))) as server:
        drafter = built(
            db, openai_base_url=server.url, openai_model="m", openai_price_input=0.2, openai_price_output=0.8,
            openai_max_tokens=77,
        )  # fmt: skip
        usage = drafter.draft(ASKED).usage
        drafter.draft(request("Wo ist es?", "de"))
    assert usage and usage.cost == pytest.approx(1.0)
    assert server.asked[0]["max_tokens"] == 77
    assert 'as "Sie"' in server.asked[1]["messages"][0]["content"]


def test_failures_and_pause_are_as_set(db: Database) -> None:
    with serving(lambda _: error(500)) as server:
        drafter = built(
            db, openai_base_url=server.url, openai_model="m", draft_failures=1, openai_retries=0,
        )  # fmt: skip
        assert isinstance(drafter, Breaker)
        assert [drafter.draft(ASKED).fallback for _ in range(3)] == [
            "the model server answered with status 500"
        ] * 3
    assert len(server.asked) == 1


def test_what_rows_tell_of_today_counts_for_the_days_budget(tmp_path: Path) -> None:
    with serving(lambda _: completion(GOOD, usage=(600, 400))) as server:
        chosen = load(
            data_dir=tmp_path,
            openai_base_url=server.url,
            openai_model="m",
            draft_day_tokens=1_000,
            settle_seconds=0.0,
        )
        house = House.open(chosen)
        try:
            conversation, _ = house.intake.open_chat("en")
            house.intake.receive(conversation, "Hello, where is my parcel? When will it be delivered?")
            house.runner.run_until_idle()
            (draft,) = drafts.of_conversation(house.db, conversation.id)
            assert (draft.fallback, draft.usage["input_tokens"]) == (None, 600)
            assert house.drafter.draft(ASKED).fallback == SPENT
            assert f"the offline drafter stands in for the model: {SPENT}" in house.problems()
        finally:
            house.close()
    assert len(server.asked) == 1


def test_an_answer_too_large_for_a_draft_is_refused_at_start() -> None:
    with pytest.raises(SettingsError, match="draft_tokens must be at least twice openai_max_tokens"):
        load(draft_tokens=1_000, openai_max_tokens=900)


def test_the_doctor_names_a_mistake_in_a_companys_use_case(tmp_path: Path) -> None:
    company = tmp_path / "company"
    (company / "modules").mkdir(parents=True)
    (company / "modules" / "warranty.yaml").write_text("title: Warranty\napproval: nobody\n")
    assert told(tmp_path, company).verdict == "problem" and "warranty.yaml" in told(tmp_path, company).text
    (company / "modules" / "warranty.yaml").write_text("title: Warranty\napproval: supervisor\n")
    said = "use cases: 12, your own for warranty; a reviewer alone can't let 1 of them out"
    assert told(tmp_path, company) == Line("ok", said)


def told(folder: Path, company: Path) -> Line:
    """What the doctor says of the use cases."""
    lines = examine(load(data_dir=folder, company_dir=company))
    return next(line for line in lines if line.text.startswith("use cases"))
