"""`glassdesk articles` and what `glassdesk doctor` says of articles and connectors."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.glassdesk.commands import Done, invoke
from tests.graph.outside import json_server

CONNECTORS = """
connectors:
  - {{name: stock, kind: http, gives: records, address: "{url}/stock?mail={{email}}", fields: {{level: level}}}}
  - {{name: parcels, kind: file, gives: shipments, address: parcels.csv, by: order_number,
      fields: {{order_number: order, status: state}}}}
"""


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A copy of the sample company with one article of its own."""
    place = tmp_path / "company"
    shutil.copytree("data/sample", place, ignore=shutil.ignore_patterns("*.py", "__pycache__", "articles"))
    (place / "articles/en").mkdir(parents=True)
    (place / "articles/en/care.md").write_text("Wash wool cold and dry it flat.", "utf-8")
    return place


@pytest.fixture
def command(tmp_path: Path, company: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> Done:
        return invoke(*words, GLASSDESK_DATA_DIR=str(tmp_path / "var"), GLASSDESK_COMPANY_DIR=str(company))

    return run


def test_articles_tells_what_came_and_went(command, company: Path) -> None:
    done = command("articles")
    assert done.returncode == 0 and "1 articles: 1 added" in done.stdout and "+ en/care" in done.stdout
    (company / "articles/en/care.md").unlink()
    (company / "articles/torn.pdf").write_bytes(b"%PDF torn")
    done = command("articles")
    assert done.returncode == 1 and "- en/care" in done.stdout
    assert "! torn.pdf: it can't be read as PDF" in done.stderr and "Traceback" not in done.stderr


def test_a_look_at_the_folder_needs_no_database(command, tmp_path: Path) -> None:
    done = command("articles", "--check")
    assert done.returncode == 0 and "1 articles in" in done.stdout and "1 en" in done.stdout
    assert not (tmp_path / "var").exists()


def test_doctor_names_broken_articles_and_tries_each_connector(command, company: Path) -> None:
    (company / "articles/torn.pdf").write_bytes(b"%PDF torn")
    with json_server() as server:
        (company / "connectors.yaml").write_text(CONNECTORS.format(url=server.url), "utf-8")
        done = command("doctor")
        assert "doctor%40glassdesk.invalid" in server.asked[0][0]
    assert done.returncode == 1 and "article torn.pdf: it can't be read as PDF" in done.stdout
    assert "ok      connector 'stock': answers; gives records" in done.stdout
    assert "PROBLEM connector 'parcels': the file 'parcels.csv' isn't there" in done.stdout
    (company / "parcels.csv").write_text("order,status\nNH-1,lost\n", "utf-8")
    done = command("doctor")
    assert "connector 'parcels': it can't be read (BinderException)" in done.stdout
    assert '"state" not found' in done.stdout and "Traceback" not in done.stderr


def test_a_mistake_in_the_mapping_ends_every_command_with_one_line(command, company: Path) -> None:
    (company / "connectors.yaml").write_text(
        "connectors:\n  - {name: a, kind: ftp, gives: orders}\n", "utf-8"
    )
    done = command("articles")
    assert done.returncode == 2 and "'kind' is 'ftp'" in done.stderr and "Traceback" not in done.stderr
