"""The house plan holds: imports run downwards only, and each big library has one room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GROUND = {"redaction", "disclosure", "language", "data"}
MAY_IMPORT = {
    "glassdesk": {"console", "channels", "graph", *GROUND},
    "console": {"graph", *GROUND},
    "channels": {"graph", *GROUND},
    "graph": GROUND,
    **{room: set() for room in GROUND},
}
ONE_ROOM = {
    "streamlit": {"console"},
    "langgraph": {"graph"},
    "presidio_analyzer": {"redaction"},
    "fastapi": {"channels", "glassdesk"},
    "starlette": {"channels", "glassdesk"},
    "uvicorn": {"channels", "glassdesk"},
    "duckdb": {"data"},
    "psycopg": {"data"},
    "openai": {"graph"},
    "argon2": {"glassdesk"},
    "httpx2": {"graph"},
    "pypdf": {"glassdesk"},
    "reportlab": {"console"},
    "sqlalchemy": {"data"},
}


def imports(path: Path) -> Iterator[str]:
    """The first part of every module that a file imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def files(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_imports_run_downwards_only(room: str) -> None:
    forbidden = set(MAY_IMPORT) - MAY_IMPORT[room] - {room}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files(room)
        for name in imports(path)
        if name in forbidden
    ]
    assert files(room) and not wrong


@pytest.mark.parametrize("library", sorted(ONE_ROOM))
def test_each_big_library_stays_in_its_room(library: str) -> None:
    users = {room for room in MAY_IMPORT for path in files(room) if library in set(imports(path))}
    assert users and users <= ONE_ROOM[library]


def test_sql_stands_only_in_data() -> None:
    phrases = ("SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ")
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for room in set(MAY_IMPORT) - {"data"}
        for path in files(room)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(phrases)
    ]
    assert not wrong


def test_modules_fit_on_a_few_screens() -> None:
    long = [
        f"{path.relative_to(ROOT)} ({lines})"
        for room in MAY_IMPORT
        for path in files(room)
        if (lines := path.read_text("utf-8").count("\n")) > 300
    ]
    assert not long


def test_lock_files_hold_names_versions_and_hashes_only() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        assert "://" not in lock.read_text()
