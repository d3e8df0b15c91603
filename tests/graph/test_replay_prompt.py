"""Two prompts side by side: another main file is another version, and one that can't work is refused before it is used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.drafters import OpenAIDrafter
from graph.drafters.prompt import FILE, demand_fit, prompt_version
from tests.graph.drafting import request
from tests.graph.openai_server import completion, serving


def test_a_prompt_file_of_ones_own_is_asked_with_and_named_by_its_hash(tmp_path: Path) -> None:
    mine = tmp_path / "mine.md"
    mine.write_text(FILE.read_text("utf-8") + "\nBe brief beyond measure.\n", "utf-8")
    with serving(lambda _: completion(json.dumps({"sentences": ["Hello."], "notes": []}))) as server:
        drafted = OpenAIDrafter(server.url, "key", "model", prompt=mine).draft(request())
        assert "Be brief beyond measure." in server.asked[0]["messages"][0]["content"]
    assert drafted.prompt_version == prompt_version(mine) != prompt_version()
    demand_fit(mine)


@pytest.mark.parametrize(
    ("text", "problem"),
    [("{fence} {nonsense}", "nonsense"), ("Write well.", "fence"), ("{fence} {", "expected|Single")],
)
def test_a_prompt_file_that_cannot_work_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    mine = tmp_path / "mine.md"
    mine.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=problem):
        demand_fit(mine)
