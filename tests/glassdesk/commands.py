"""`glassdesk` commands run in this process: starting one of its own takes longer than most of them work."""

from __future__ import annotations

from dataclasses import dataclass

from typer.testing import CliRunner

from glassdesk.cli import app


@dataclass(frozen=True)
class Done:
    """What a command said, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


def invoke(*words: str, text: str = "", **environment: str) -> Done:
    """Run `glassdesk WORDS` with these variables set and `text` as its input; an unexpected failure comes out."""
    ended = CliRunner().invoke(app, words, input=text, env=environment)
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return Done(ended.exit_code, ended.stdout, ended.stderr)
