"""The articles folder: which files there are, and each of them read. One that can't be read stops no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from glassdesk.articles import markdown, pdf, table, web
from glassdesk.articles.page import MOST_CHARS, BrokenFile, Page, Place

log = logging.getLogger(__name__)

MOST_BYTES = 20 * 2**20  # of one file
Reader = Callable[[bytes, Place], list[Page]]
READERS: Mapping[str, Reader] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": markdown.read,
    ".html": web.read,
    ".htm": web.read,
    ".pdf": pdf.read,
    ".csv": table.read,
}
#: Documents that people may expect to be read. Pictures and the like are passed over without a word.
UNREAD = (".doc", ".docx", ".odt", ".rtf", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".epub", ".xml", ".json")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder. path: relative to it, with forward slashes; stamp: changes whenever the file does."""

    path: str
    place: Path
    stamp: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that gives no articles, and why."""

    path: str
    reason: str


def files(folder: Path) -> Iterator[File]:
    """The documents of a folder in order; hidden ones, and those that begin with an underscore, are drafts."""
    for place in sorted(folder.rglob("*")):
        inner = place.relative_to(folder)
        if any(part.startswith((".", "_", "~")) for part in inner.parts):
            continue
        if place.suffix.casefold() not in READERS and place.suffix.casefold() not in UNREAD:
            continue
        try:
            if place.is_file():
                status = place.stat()
                yield File(inner.as_posix(), place, (status.st_mtime_ns, status.st_size))
        except OSError:
            continue  # it has gone since it was listed


def read(file: File, raw: bytes) -> list[Page]:
    """The articles of a file with these bytes. Raises BrokenFile."""
    kind = file.place.suffix.casefold()
    if kind not in READERS:
        raise BrokenFile(f"{kind} files aren't read; save it as PDF, HTML or Markdown")
    if not raw.strip():
        raise BrokenFile("it is empty")
    updated = datetime.fromtimestamp(file.stamp[0] / 1e9, UTC).date()
    try:
        pages = READERS[kind](raw, Place.of(PurePosixPath(file.path), updated))
    except BrokenFile:
        raise
    except Exception as error:  # a parser's own mistake; the file's name must reach whoever can mend it
        log.debug("reading %s", file.path, exc_info=True)
        raise BrokenFile(f"it can't be read ({type(error).__name__})") from None
    for page in pages:
        if not page.body.strip():
            raise BrokenFile("it holds no text")
        if len(page.body) > MOST_CHARS:
            raise BrokenFile(f"it has more than {MOST_CHARS} characters; cut it up")
    return pages


def raw(file: File) -> bytes:
    """A file's bytes. Raises BrokenFile."""
    if file.stamp[1] > MOST_BYTES:
        raise BrokenFile(f"it has {file.stamp[1] // 2**20} MiB; {MOST_BYTES // 2**20} are the most")
    try:
        return file.place.read_bytes()
    except OSError as error:
        raise BrokenFile(f"it can't be opened: {error.strerror}") from None


def survey(folder: Path) -> tuple[list[Page], list[Broken]]:
    """Everything in a folder, read once: for looking at, without a database."""
    pages: list[Page] = []
    broken: list[Broken] = []
    taken: dict[str, str] = {}
    for file in files(folder):
        try:
            found = read(file, raw(file))
            fresh(found, file, taken)
        except BrokenFile as problem:
            broken.append(Broken(file.path, str(problem)))
        else:
            pages += found
    return pages, broken


def fresh(pages: list[Page], file: File, taken: dict[str, str]) -> None:
    """Note whose ids these are in `taken`. Raises BrokenFile when another file has one of them."""
    other = next((taken[page.id] for page in pages if page.id in taken), None)
    if other is not None:
        raise BrokenFile(f"it makes the same article as {other!r}; rename one of them")
    taken.update((page.id, file.path) for page in pages)
