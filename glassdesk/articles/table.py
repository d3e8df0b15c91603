"""CSV files of questions and answers: each row is an article of its own."""

from __future__ import annotations

import csv
import io

from glassdesk.articles.markdown import decoded
from glassdesk.articles.page import BrokenFile, Page, Place, known_intents, known_language, slugged
from language import detect

MOST_ROWS = 5_000
LONGEST_SLUG = 60
TITLES, TEXTS = ("title", "question"), ("text", "answer", "body")


def read(raw: bytes, place: Place) -> list[Page]:
    """The articles of a CSV file with a heading line. Raises BrokenFile, which names the line.

    Columns: `title` or `question`; `text`, `answer` or `body`; if wanted `language`, `intents` (parted by blanks) and `id`.
    """
    text = decoded(raw)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        names = {name.strip().casefold(): name for name in rows.fieldnames or [] if name}
        title, answer = _column(names, TITLES), _column(names, TEXTS)
        pages: list[Page] = []
        taken: set[str] = set()
        for row in rows:
            page = _page(row, names, title, answer, place, f"line {rows.line_num}")
            slug = _free(page.slug, taken)
            pages.append(Page(slug, page.language, page.title, page.intents, page.updated, page.body))
            if len(pages) > MOST_ROWS:
                raise BrokenFile(f"it has more than {MOST_ROWS} rows; cut it up")
    except csv.Error as error:
        raise BrokenFile(f"line {rows.line_num} can't be read as CSV ({error})") from None
    if not pages:
        raise BrokenFile("it has no rows below its heading line")
    return pages


def _page(
    row: dict[str, str], names: dict[str, str], title: str, answer: str, place: Place, where: str
) -> Page:
    def cell(name: str) -> str:
        return (row.get(names.get(name, "")) or "").strip()

    asked, said = (row.get(title) or "").strip(), (row.get(answer) or "").strip()
    if not asked or not said:
        raise BrokenFile(f"{where} lacks {title if not asked else answer!r}; fill it or take the row out")
    try:
        language = cell("language") or place.language
        spoken = known_language(language) if language else detect(f"{asked} {said}")
        intents = known_intents(cell("intents").replace(",", " ").replace(";", " ").split())
    except BrokenFile as problem:
        raise BrokenFile(f"{where}: {problem}") from None
    slug = f"{place.slug}-{slugged(cell('id') or asked)[:LONGEST_SLUG]}"
    return Page(slug, spoken, asked, intents, place.updated, said)


def _column(names: dict[str, str], wanted: tuple[str, ...]) -> str:
    found = next((names[name] for name in wanted if name in names), None)
    if found is None:
        raise BrokenFile(f"its heading line lacks {' or '.join(map(repr, wanted))}")
    return found


def _delimiter(text: str) -> str:
    """The sign that parts the heading line most often."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _free(slug: str, taken: set[str]) -> str:
    number, free = 2, slug
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    taken.add(free)
    return free
