"""`glassdesk replay` as a process: table, page and JSON, the gate's exit codes, Ctrl-C, and nothing changed or told."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from data import audit, connect, desk, drafts, sent
from data.sample import load_customers, load_inbox
from glassdesk.house import House
from glassdesk.sample import Player, load_sample
from glassdesk.sample.load import ensure_account
from glassdesk.settings import load
from tests.glassdesk.commands import Done, invoke
from tests.graph.openai_server import Reply, completion, serving

Command = Callable[..., Done]
MESSAGES = ("en-01", "da-01", "sv-01", "en-02", "de-01", "nl-01")  # some may go to a person instead
NONSENSE = json.dumps({"sentences": ["The moon is made of cheese and nothing else whatsoever."], "notes": []})


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which some sample messages were answered: edited, and sent."""
    folder = tmp_path_factory.mktemp("played") / "var"
    at_once = {"settle_seconds": 0.0, "settle_at_most_seconds": 0.0, "undo_seconds": 0.0}
    house = House.open(load(data_dir=folder, **at_once))
    customers = load_sample(house)
    for inbox in (MESSAGES[:3], MESSAGES[3:]):
        Player(house, customers, speed=0, inbox=[m for m in load_inbox() if m.id in inbox]).play()
        house.runner.run_until_idle()
        signe = ensure_account(house, "signe", "Signe Holm", "supervisor")
        for item in desk.queue(house.db):
            desk.claim(house.db, item.draft_id, signe.id)
            text = drafts.get(house.db, item.draft_id).text
            house.desk.edit(item.draft_id, signe, text + "\n\nYour Nordlys team")
        house.runner.run_until_idle()
        house.delivery.run_until_idle()
    house.close()
    return folder


@pytest.fixture
def replay(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run `glassdesk replay WORDS` on the played folder, in this process: starting one takes longer than replaying."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, **environment: str) -> Done:
        return invoke("replay", *words, **{"GLASSDESK_DATA_DIR": str(played), **environment})

    return run


@pytest.fixture
def model() -> Iterator[dict[str, str]]:
    """A model server that always answers the same nonsense, as settings."""
    with serving(lambda _: completion(NONSENSE)) as server:
        yield {"GLASSDESK_OPENAI_BASE_URL": server.url, "GLASSDESK_OPENAI_MODEL": "small"}


class Fetched(HTMLParser):
    """Everything that a page would load from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [f"{tag} {name}={value}" for name, value in attrs if name in ("src", "href", "srcset")]


def sent_replies(folder: Path) -> int:
    db = connect(f"duckdb://{folder / 'glassdesk.duckdb'}", read_only=True)
    try:
        return len(sent.replies(db))
    finally:
        db.close()


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def test_a_replay_writes_table_page_and_json_and_changes_nothing(
    replay: Command, played: Path, tmp_path: Path
) -> None:
    before = hashes(played)
    done = replay("--json", "r.json", "--page", "r.html", "--texts")
    assert done.returncode == 0, done.stderr
    assert "with examples" in done.stdout and "edit distance" in done.stdout and "Gate: " in done.stdout
    assert hashes(played) == before  # to the byte: no row, no key, no log, nothing beside them

    told = json.loads((tmp_path / "r.json").read_text())
    assert told["finished"] and told["replayed"] == sent_replies(played) == len(told["pairs"]) > 2
    assert {group["kind"] for group in told["groups"]} >= {"all", "language", "intent"}
    assert told["bootstrap"]["resamples"] == 10_000
    page = (tmp_path / "r.html").read_text()
    fetched = Fetched()
    fetched.feed(page)
    assert fetched.found == [] and "Plotly" in page and "@import" not in page
    for file in ("r.json", "r.html"):
        assert (tmp_path / file).stat().st_mode & 0o777 == 0o600
        names = [customer.name for customer in load_customers()] + ["mailbox.example"]
        assert [name for name in names if name in (tmp_path / file).read_text()] == []
    assert "<PERSON_1>" in told["pairs"][0]["sent"]


def test_limits_hold_and_texts_are_left_out_unless_asked_for(replay: Command, tmp_path: Path) -> None:
    assert replay("--json", "r.json", "--language", "en").returncode == 0
    told = json.loads((tmp_path / "r.json").read_text())
    assert {pair["language"] for pair in told["pairs"]} == {"en"} and told["limits"] == "in 'en'"
    assert told["pairs"][0]["b"]["examples"] == []  # the very first reply had nothing to learn from
    assert "Nordlys team" not in json.dumps(told)


def test_the_gate_shuts_for_a_worse_side_and_opens_for_a_better_one(
    replay: Command, model: dict[str, str]
) -> None:
    worse = replay("--compare", "drafter", "--a", "offline", "--b", "openai", "--fail-if-worse", **model)
    assert worse.returncode == 1 and "Gate: shut. edit distance: worse by" in worse.stdout, worse.stderr
    better = replay("--compare", "drafter", "--a", "openai", "--b", "offline", "--fail-if-worse", **model)
    assert better.returncode == 0 and "Gate: open" in better.stdout
    unasked = replay("--compare", "drafter", "--last", "1", **model)
    assert unasked.returncode == 0 and "Gate: shut" in unasked.stdout


def test_a_server_that_never_answers_leaves_the_gate_shut(replay: Command) -> None:
    away = {"GLASSDESK_OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "GLASSDESK_OPENAI_MODEL": "small"}
    done = replay("--compare", "drafter", "--last", "1", "--fail-if-worse", **away)
    assert (
        done.returncode == 1
        and "nothing to compare" in done.stdout
        and "No answer from a side" in done.stdout
    )


def test_two_models_and_two_prompts_can_be_compared(
    replay: Command, model: dict[str, str], tmp_path: Path
) -> None:
    models = replay("--compare", "model", "--a", "one", "--b", "two", "--last", "1", **model)
    assert models.returncode == 0 and "A: one · B: two" in models.stdout
    (tmp_path / "mine.md").write_text("{fence} Answer briefly.")
    prompts = replay("--compare", "prompt", "--b", "mine.md", "--last", "1", **model)
    assert prompts.returncode == 0 and "A: current · B: mine.md" in prompts.stdout, prompts.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--compare", "model", "--a", "one"), "--b is missing"),
        (("--compare", "drafter", "--b", "nobody"), "choose offline or openai"),
        (("--compare", "prompt", "--b", "none.md"), "no prompt file"),
        (("--language", "fr"), "choose one of"),
        (("--json", "nowhere/r.json"), "no folder"),
    ],
)
def test_what_cannot_work_is_said_at_once(
    replay: Command, model: dict[str, str], words: tuple[str, ...], said: str
) -> None:
    done = replay(*words, **model)
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr


def test_with_nothing_to_replay_the_gate_stays_shut(replay: Command) -> None:
    done = replay("--since", "2099-01-01")
    assert done.returncode == 0 and "Nothing to replay" in done.stdout
    assert replay("--since", "2099-01-01", "--fail-if-worse").returncode == 1


def test_a_missing_database_is_not_made(replay: Command, tmp_path: Path) -> None:
    done = replay(GLASSDESK_DATA_DIR=str(tmp_path / "new"))
    assert done.returncode == 2 and "no database" in done.stderr and not (tmp_path / "new").exists()


def process(played: Path, folder: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    """`glassdesk replay WORDS` as a process of its own."""
    env = {**os.environ, "GLASSDESK_DATA_DIR": str(played), **environment}
    return subprocess.Popen(
        [sys.executable, "-m", "glassdesk", "replay", *words],
        env=env, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_while_a_server_has_the_file_the_command_says_so(played: Path, tmp_path: Path) -> None:
    running = connect(f"duckdb://{played / 'glassdesk.duckdb'}")
    try:
        refused = process(played, tmp_path)
        _, said = refused.communicate(timeout=200)
    finally:
        running.close()
    assert refused.returncode == 2 and "in use by process" in said and "copy" in said
    assert "Traceback" not in said


def test_ctrl_c_reports_what_was_done(played: Path, tmp_path: Path) -> None:
    asked: list[float] = []

    def slow(_: object) -> Reply:
        asked.append(time.monotonic())
        return completion(NONSENSE) if len(asked) == 1 else (200, None)  # the second one is never answered

    with serving(slow) as server:
        model = {"GLASSDESK_OPENAI_BASE_URL": server.url, "GLASSDESK_OPENAI_MODEL": "small"}
        running = process(played, tmp_path, "--compare", "drafter", "--json", "r.json", **model)
        end = time.monotonic() + 200
        while len(asked) < 2 and running.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        said, _ = running.communicate(timeout=60)
    assert running.returncode == 130 and f"Stopped after 1 of {sent_replies(played)}" in said
    told = json.loads((tmp_path / "r.json").read_text())
    assert told["replayed"] == 1 and told["finished"] is False


def test_the_audit_still_verifies(played: Path) -> None:
    db = connect(f"duckdb://{played / 'glassdesk.duckdb'}", read_only=True)
    assert audit.verify(db).ok
    db.close()


@pytest.mark.browser
def test_the_page_opens_in_a_browser_and_asks_for_nothing(
    replay: Command, tmp_path: Path, chromium: object
) -> None:
    assert replay("--page", "r.html").returncode == 0
    page = chromium.new_page()  # type: ignore[attr-defined]
    asked: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto((tmp_path / "r.html").as_uri())
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=30_000)
    assert page.locator(".js-plotly-plot").count() == 3
    assert asked == [(tmp_path / "r.html").as_uri()] and problems == []
    page.close()
