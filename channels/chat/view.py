"""From what is known to HTML: the template's environment, its filters, and the fragments that live updates send."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from channels.parts import Parts
from data import policy
from disclosure import LANGUAGES, opening

from .transcript import Line, Standing
from .words import words

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")


class View:
    """Renders the chat page and its parts. Everything that isn't Markup is escaped."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.zone = ZoneInfo(parts.time_zone)
        self.environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.version = version_of(STATIC)
        self.environment.filters.update(clock=self.clock, linked=linked)

    def page(self, language: str, shown: list[Line], standing: Standing, **form: Any) -> str:
        """The whole page. `form` holds what the form starts with: text, email, error, client_id, start, conversation."""
        company = self.parts.company
        return self.environment.get_template("chat.html").render(
            self._common(language),
            lines=shown,
            standing=standing,
            status=self.status(language, standing),
            opening=opening(
                language,
                company.name,
                company.assistant,
                company.minutes,
                unread=policy.any_auto(self.parts.db),
            ),
            languages=[(code, words(code)["name"]) for code in LANGUAGES],
            max_chars=self.parts.intake.max_chars,
            last_seq=shown[-1].seq if shown else 0,
            **form,
        )

    def problem(self, language: str, message: str) -> str:
        """A page that says only what is wrong and leads back."""
        return self.environment.get_template("problem.html").render(self._common(language), message=message)

    def fragment(self, language: str, shown: list[Line]) -> str:
        """The messages alone."""
        return self.environment.get_template("lines.html").render(self._common(language), lines=shown)

    def status(self, language: str, standing: Standing) -> Markup:
        """One or two sentences on how things stand; empty when there is nothing to say."""
        texts = words(language)
        if standing.state == "quiet":
            return Markup()
        if standing.typing:
            return escape(texts["person_typing"])
        if standing.state != "waiting" or standing.asked_at is None:
            return escape(texts[standing.state])
        said = Markup(texts["waiting_late" if standing.late else "waiting"]).format(
            time=self.clock(standing.asked_at), minutes=self.parts.company.minutes
        )
        return said + " " + ahead(language, standing.ahead)

    def clock(self, at: datetime) -> Markup:
        """A point in time for reading: the hour of today, or the date with it; scripts put it in local time."""
        local = at.astimezone(self.zone)
        today = datetime.now(self.zone).date() == local.date()
        shown = f"{local:%H:%M}" if today else f"{local:%Y-%m-%d %H:%M}"
        zone = Markup(' <span class="zone">{}</span>').format(local.tzname())
        return Markup('<time datetime="{}">{}{}</time>').format(
            f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", shown, zone
        )

    def _common(self, language: str) -> dict[str, Any]:
        return {
            "t": words(language),
            "language": language,
            "company": self.parts.company,
            "version": self.version,
        }


def ahead(language: str, count: int) -> str:
    """How many wait before the reader, in words."""
    kind = {0: "ahead_none", 1: "ahead_one"}.get(count, "ahead_many")
    return words(language)[kind].format(count=count)


def version_of(folder: Path) -> str:
    """A short hash of the files in a folder, so that browsers fetch them anew when they change."""
    contents = b"".join(path.read_bytes() for path in sorted(folder.iterdir()))
    return hashlib.sha256(contents).hexdigest()[:12]


def linked(text: str) -> Markup:
    """A reply's text with its web addresses as links; the rest is escaped."""
    out, end = Markup(), 0
    for match in _LINK.finditer(text):
        out += escape(text[end : match.start()])
        out += Markup('<a href="{0}" rel="noopener noreferrer" target="_blank">{0}</a>').format(match.group())
        end = match.end()
    return out + escape(text[end:])
