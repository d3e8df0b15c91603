"""`glassdesk doctor`: what is configured, what is missing, what each language can do."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import typer

from data.database import connect
from data.errors import DataError
from data.outside import OutsideError
from data.sample import SampleError, load_phrases, load_templates
from data.sample.people import HERE as SAMPLE
from glassdesk.articles import survey
from glassdesk.cli.failures import clear_failures, settings
from glassdesk.gathering import ARTICLES, build_connectors
from glassdesk.settings import CONFIG_FILE, Settings, SettingsError
from glassdesk.telemetry import Telemetry
from graph.connectors import FILE, TooSlow
from graph.modules import Modules
from language import LANGUAGES, Reader
from redaction import Redactor

Verdict = Literal["ok", "note", "problem"]
MARKS = {"ok": "ok     ", "note": "note   ", "problem": "PROBLEM"}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding of the doctor."""

    verdict: Verdict
    text: str


def doctor() -> None:
    """Say what is configured, what is missing and what each language can do; exit code 1 on a problem."""
    problems = 0
    for line in examine(settings()):
        problems += line.verdict == "problem"
        typer.echo(f"{MARKS[line.verdict]} {line.text}")
    typer.echo(f"\n{problems} problem{'' if problems == 1 else 's'}." if problems else "\nReady.")
    if problems:
        raise typer.Exit(1)


def examine(chosen: Settings) -> Iterator[Line]:
    """Every finding, in the order an operator would look."""
    file = "read" if CONFIG_FILE.exists() else "not there; defaults and environment apply"
    yield Line("ok", f"settings: {CONFIG_FILE} {file}")
    yield _key(chosen)
    yield _database(chosen)
    yield _drafter(chosen)
    yield _https(chosen)
    yield _spans(chosen)
    yield from _company(chosen)
    yield from _modules(chosen)
    yield from _articles(chosen)
    yield from _connectors(chosen)
    yield from _languages(chosen)


def _key(chosen: Settings) -> Line:
    if chosen.key:
        return Line("ok", "installation key: from the environment")
    path = chosen.key_path
    if not path.exists():
        return Line("note", f"installation key: {path} will be created at the first start; keep a copy of it")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Line("problem", f"installation key: {path} can be read by others; run: chmod 600 {path}")
    return Line("ok", f"installation key: {path} (keep a copy: without it nothing sealed can be read)")


def _database(chosen: Settings) -> Line:
    kind = chosen.database_url.split(":", 1)[0]
    if kind == "duckdb" and not Path(chosen.database_url.removeprefix("duckdb:///")).exists():
        return Line("note", "database: embedded DuckDB, created at the first start")
    try:
        db = connect(chosen.database_url)
    except DataError as error:
        return Line("problem", f"database: {error}")
    db.close()
    return Line("ok", f"database: {db.kind}, reachable and up to date")


def _drafter(chosen: Settings) -> Line:
    if chosen.drafter_in_use == "openai":
        said = f"drafter: openai, model {chosen.openai_model!r}, only redacted text is sent to it"
        return Line("ok", f"{said}; the offline drafter stands in when it fails")
    if chosen.openai_base_url or chosen.openai_api_key:
        return Line("problem", "drafter: a model server is set but no model; set GLASSDESK_OPENAI_MODEL")
    return Line("ok", "drafter: offline (templates, articles, orders and examples; no model server)")


def _https(chosen: Settings) -> Line:
    if chosen.secure_cookies:
        return Line("ok", f"address: {chosen.url}, cookies are Secure")
    return Line(
        "note",
        f"address: {chosen.url} without https; set GLASSDESK_PUBLIC_URL when others reach this machine",
    )


def _spans(chosen: Settings) -> Line:
    if not chosen.otel_endpoint:
        return Line("ok", "spans: off, whatever OTEL_* variables say")
    try:
        Telemetry.of(chosen).close()
    except SettingsError as error:
        return Line("problem", f"spans: {error}")
    place = urlsplit(chosen.otel_endpoint).hostname or "where OTEL_* variables say"
    told = "with prompts and answers of models, redacted" if chosen.otel_content else "ids and counts only"
    return Line("ok", f"spans: to {place}, {told}")


def _company(chosen: Settings) -> Iterator[Line]:
    if chosen.company_dir is None:
        yield Line("note", "company: the sample company; set GLASSDESK_COMPANY_DIR to your own folder")
    elif not chosen.company_dir.is_dir():
        yield Line("problem", f"company: {chosen.company_dir} is not a folder; copy data/sample and edit it")
    else:
        yield Line("ok", f"company: {chosen.company_dir}")


def _modules(chosen: Settings) -> Iterator[Line]:
    """Read the use cases; a company's own replace those of the same name."""
    folder = chosen.company_dir
    own = sorted(path.stem for path in (folder / "modules").glob("*.yaml")) if folder else []
    try:
        modules = Modules.load(*([folder] if folder else [])).all()
    except SampleError as error:
        yield Line("problem", f"use cases: {error}")
        return
    senior = sum(module.approval != "reviewer" for module in modules)
    theirs = f", your own for {', '.join(own)}" if own else ""
    yield Line("ok", f"use cases: {len(modules)}{theirs}; a reviewer alone can't let {senior} of them out")


def _articles(chosen: Settings) -> Iterator[Line]:
    pages, broken = survey((chosen.company_dir or SAMPLE) / ARTICLES)
    if not pages:
        yield Line("note", f"articles: none; put files into the folder {ARTICLES!r} of the company's")
    for one in broken:
        yield Line("problem", f"article {one.path}: {one.reason}")


def _connectors(chosen: Settings) -> Iterator[Line]:
    """Try each connector with a customer who doesn't exist."""
    with clear_failures():
        connectors = build_connectors(chosen)
    if chosen.company_dir and not connectors:
        yield Line("note", f"connectors: none; {FILE} names the shop's own data, see docs/connecting.md")
    for connector in connectors:
        spec = connector.spec
        try:
            connector.probe()
        except (OutsideError, TooSlow) as error:
            detail = getattr(error, "detail", "")
            yield Line("problem", f"connector {spec.name!r}: {error}" + (f": {detail}" if detail else ""))
        else:
            yield Line("ok", f"connector {spec.name!r}: answers; gives {spec.gives}")


def _languages(chosen: Settings) -> Iterator[Line]:
    folder = (chosen.company_dir,) if chosen.company_dir else ()
    with clear_failures():
        templates, phrases = load_templates(*folder), load_phrases(*folder)
    articles, _ = survey((chosen.company_dir or SAMPLE) / ARTICLES)
    reader = Reader()
    Redactor(finder=reader.find).find("Doctor", "en")
    reader.understand("Doctor", "en")
    for language in LANGUAGES:
        pages = sum(article.language == language for article in articles)
        replies = sum(template.language == language for template in templates)
        able = language in phrases and replies > 0
        yield Line(
            "ok" if able else "note",
            f"{language}: redaction, triage, disclosure; {pages} articles, {replies} templates"
            + ("" if able else " — offline drafts need phrases and templates; messages go to a person"),
        )
