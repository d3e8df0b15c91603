"""`glassdesk redact` and `glassdesk triage`: JSON lines in, JSON lines out, nothing kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any, TextIO

import typer

from language import LANGUAGES, Reader, detect
from redaction import Redactor, normal

Answer = dict[str, Any]


def redact() -> None:
    """Redact texts: reads {"id","text","language"?} lines, writes id, language, redacted text and findings."""
    redactor = Redactor(finder=Reader().find)

    def answer(line: Answer, language: str) -> Answer:
        found = redactor.redact(line["text"], language)
        findings = [
            {
                "start": one.start,
                "end": one.end,
                "type": one.type,
                "score": round(one.score, 3),
                "rule": one.rule,
            }
            for one in found.findings
        ]
        return {"id": line["id"], "language": language, "redacted": found.text, "findings": findings}

    _each_line(answer)


def triage() -> None:
    """Triage texts: reads {"id","text","language"?} lines, writes language, sentiment, emotion, intent and flags."""
    reader = Reader(normal)

    def answer(line: Answer, language: str) -> Answer:
        read = reader.understand(line["text"], language)
        return {
            "id": line["id"],
            "language": read.language,
            "sentiment": round(read.sentiment, 3),
            "emotion": read.emotion,
            "intent": read.intent,
            "urgency": read.urgency,
            "wants_human": read.wants_human,
            "must_escalate": read.must_escalate,
        }

    _each_line(answer)


def _each_line(answer: Callable[[Answer, str], Answer]) -> None:
    """Answer every line; a bad one is named on standard error, the others are answered, and the exit code is 2."""
    bad = 0
    for number, line in _lines(sys.stdin):
        problem = _problem(line)
        if problem:
            typer.echo(f"line {number}: {problem}", err=True)
            bad += 1
            continue
        result = answer(line, line.get("language") or detect(line["text"]))
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    if bad:
        raise typer.Exit(2)


def _lines(stream: TextIO) -> Iterator[tuple[int, Any]]:
    for number, text in enumerate(stream, 1):
        if text.strip():
            try:
                yield number, json.loads(text)
            except ValueError:
                yield number, None


def _problem(line: Any) -> str | None:
    if not isinstance(line, dict):
        return 'not a JSON object; write {"id": …, "text": …}'
    for key in ("id", "text"):
        if not isinstance(line.get(key), str):
            return f"{key!r} is missing or not a text"
    if line.get("language") not in (None, *LANGUAGES):
        return f"language is {line['language']!r}; choose one of {', '.join(LANGUAGES)} or leave it out"
    return None
