"""`glassdesk digest` as a command: text, a page, a language, and clear failures."""

from __future__ import annotations

from pathlib import Path

from tests.glassdesk.test_cli import command

__all__ = ["command"]  # a fixture


def test_the_digest_of_a_quiet_week_is_printed_or_written(command, tmp_path: Path) -> None:
    done = command("digest", "--on", "2026-11-16")
    assert done.returncode == 0 and "There were no requests in this week." in done.stdout
    assert "9 November 2026 to 15 November 2026" in done.stdout
    page = tmp_path / "week.html"
    assert command("digest", "--form", "html", "--language", "de", "--out", str(page)).returncode == 0
    assert '<html lang="de">' in page.read_text("utf-8") and "keine Anfragen" in page.read_text("utf-8")


def test_what_is_no_day_or_no_language_is_said(command) -> None:
    for given in (("--on", "monday"), ("--language", "tlh")):
        done = command("digest", *given)
        assert done.returncode == 2 and repr(given[1]) in done.stderr
