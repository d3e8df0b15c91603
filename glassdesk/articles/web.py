"""HTML pages: the text of their main part, with headings, lists and tables, without navigation and scripts."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from glassdesk.articles.page import BrokenFile, Page, Place, known_intents, known_language
from language import detect

SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "iframe",
        "object",
        "head",
    ]
)
MAIN = frozenset(["main", "article"])
HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "tr",
        "section",
        "main",
        "article",
        "ul",
        "ol",
        "table",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "figure",
        "header",
        "br",
        "hr",
    ]
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,40})""", re.I)


def read(raw: bytes, place: Place) -> list[Page]:
    """The article of an HTML file. Raises BrokenFile.

    `<html lang>` gives the language where folder doesn't, `<meta name="intents">` the intents.
    """
    page = _Blocks()
    page.feed(_decoded(raw))
    page.close()
    title, body = page.title(), page.body()
    if not body:
        raise BrokenFile("it holds no text outside of navigation and scripts")
    language = place.language or page.language
    return [
        Page(
            slug=place.slug,
            language=known_language(language) if language else detect(body),
            title=title or place.slug.replace("-", " ").capitalize(),
            intents=known_intents(page.intents),
            updated=place.updated,
            body=body,
        )
    ]


def _decoded(raw: bytes) -> str:
    declared = _CHARSET.search(raw[:4096])
    name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        return raw.decode("utf-8-sig" if name.casefold() in ("utf-8", "utf8") else name)
    except (UnicodeDecodeError, LookupError):
        raise BrokenFile(f"it isn't {name} as it says; save it as UTF-8") from None


class _Blocks(HTMLParser):
    """Collects blocks of text. Unclosed and crossed tags are no error: that is how pages are."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language: str | None = None
        self.intents: list[str] = []
        self._skipping: list[str] = []
        self._main = 0
        self._blocks: list[tuple[bool, str]] = []  # in the main part?, text
        self._line: list[str] = []
        self._prefix = ""
        self._title: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html" and given.get("lang"):
            self.language = given["lang"]
        elif tag == "meta" and given.get("name", "").casefold() == "intents":
            self.intents = [each.strip() for each in given.get("content", "").split(",") if each.strip()]
        elif tag == "title":
            self._in_title = True
        if tag in SKIPPED:
            self._skipping.append(tag)
        if tag in BLOCKS or tag in HEADINGS:
            self._end_block()
            self._prefix = f"{HEADINGS[tag]} " if tag in HEADINGS else "- " if tag == "li" else ""
        elif tag in ("td", "th") and "".join(self._line).strip():
            self._line.append(" | ")
        self._main += tag in MAIN

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag in SKIPPED and tag in self._skipping:
            while self._skipping.pop() != tag:
                pass
        if tag in BLOCKS or tag in HEADINGS:
            self._end_block()
        if tag in MAIN:
            self._main = max(0, self._main - 1)

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self._title.append(data)
        elif not self._skipping:
            self._line.append(data)

    def _end_block(self) -> None:
        text = " ".join("".join(self._line).split())
        if text:
            self._blocks.append((self._main > 0, self._prefix + text))
        self._line, self._prefix = [], ""

    def title(self) -> str:
        """The first main heading, else what the page calls itself."""
        self._end_block()
        heading = next((text[2:] for _, text in self._blocks if text.startswith("# ")), "")
        return heading or " ".join("".join(self._title).split())

    def body(self) -> str:
        """The main part's blocks, or all of them where nothing is marked as such; without the title."""
        self._end_block()
        main = [text for inside, text in self._blocks if inside]
        kept = main or [text for _, text in self._blocks]
        title = f"# {self.title()}"
        return "\n\n".join(text for text in kept if text != title)
