"""The stop button on the command line and beside the database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from data import audit, brake, connect
from glassdesk.cli import app, stop
from glassdesk.stopping import Lever

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GLASSDESK_DATA_DIR", str(tmp_path / "var"))
    return tmp_path / "var"


def url(folder: Path) -> str:
    return f"duckdb:///{(folder / 'glassdesk.duckdb').resolve()}"


def test_it_is_a_row_and_an_audit_event_and_the_file_is_gone(folder: Path) -> None:
    done = CliRunner().invoke(app, ["stop-auto", "--because", "complaint"])
    assert done.exit_code == 0 and "Stopped." in done.output
    db = connect(url(folder))
    pull = brake.newest(db)
    assert pull and pull.stopped and (pull.cause, pull.account_id) == ("complaint", "operator")
    assert [event.kind for event in audit.events(db)] == ["policy.stopped"] and not Lever(folder).pulled()
    db.close()


HOLD = "import sys; from data import connect; db = connect(sys.argv[1]); print('open', flush=True); sys.stdin.read(); db.close()"


def test_while_another_process_has_the_database_the_file_stops_everything(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stop, "PATIENCE", 0.2)
    folder.mkdir()
    command = [sys.executable, "-c", HOLD, url(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as server:
        assert server.stdout is not None and server.stdout.readline() == b"open\n"
        done = CliRunner().invoke(app, ["stop-auto"])
        assert done.exit_code == 0 and "nothing leaves by itself" in done.output and Lever(folder).pulled()
        server.communicate()


def test_the_server_makes_a_row_of_the_file(folder: Path) -> None:
    lever = Lever(folder)
    lever.pull("wrong_reply")
    db = connect(url(folder))
    assert lever.hand_over(db) == 0 and lever.hand_over(db) is None
    pull = brake.newest(db)
    assert pull and pull.stopped and pull.cause == "wrong_reply" and not lever.pulled()
    db.close()
