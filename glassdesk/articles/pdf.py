"""PDF files with text in them. Scans hold none: they need text recognition first."""

from __future__ import annotations

import io
import logging
import re

import pypdf
from pypdf.errors import PyPdfError

from data.sample.model import INTENTS
from glassdesk.articles.page import MOST_CHARS, BrokenFile, Page, Place, known_language
from language import detect

MOST_PAGES = 500
_HYPHEN = re.compile(r"(?<=[a-zäöüåæøß])-\n(?=[a-zäöüåæøß])")  # a word that a line's end has cut
_WRAP = re.compile(r"(?<![.!?:;\n])\n(?=[^\n•\-–*\d])")  # a line's end within a sentence
_PROGRAM = re.compile(r"(?i)^microsoft \w+ - |^untitled|\.(?:docx?|indd|odt|tmp)$")
logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every small flaw that it mends


def read(raw: bytes, place: Place) -> list[Page]:
    """The article of a PDF file, each of its pages under a heading of its own. Raises BrokenFile."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BrokenFile("it is locked by a password; save it without one")
        if len(reader.pages) > MOST_PAGES:
            raise BrokenFile(f"it has {len(reader.pages)} pages; {MOST_PAGES} are the most: cut it up")
        texts = [_text(page.extract_text()) for page in reader.pages]
        about, language = reader.metadata, _language(reader)
    except BrokenFile:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        raise BrokenFile(f"it can't be read as PDF ({type(error).__name__}); save it anew") from None
    body = "\n\n".join(f"## p. {number}\n\n{text}" for number, text in enumerate(texts, 1) if text)
    if not body:
        raise BrokenFile("it holds no text; if it is a scan, run text recognition on it first")
    title = str((about.title if about else None) or "").strip()
    spoken = place.language or language
    return [
        Page(
            slug=place.slug,
            language=known_language(spoken) if spoken else detect("\n".join(texts)),
            title=place.slug.replace("-", " ").capitalize() if not title or _PROGRAM.search(title) else title,
            intents=_intents(str((about.keywords if about else None) or "")),
            updated=place.updated,
            body=body[:MOST_CHARS],
        )
    ]


def _text(found: str) -> str:
    """A page's text with cut words and wrapped lines put together."""
    lines = "\n".join(" ".join(line.split()) for line in found.replace("\x00", "").splitlines())
    return _WRAP.sub(" ", _HYPHEN.sub("", lines)).strip()


def _language(reader: pypdf.PdfReader) -> str | None:
    found = reader.root_object.get("/Lang")
    return str(found) if found else None


def _intents(keywords: str) -> tuple[str, ...]:
    """Intents among a file's keywords; other keywords are nobody's mistake."""
    words = (word.strip() for word in re.split("[,;]", keywords))
    return tuple(dict.fromkeys(word for word in words if word in INTENTS))
