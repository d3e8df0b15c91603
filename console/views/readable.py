"""Messages that were pasted as HTML, as a person would read them. The result is text, and is escaped like any other."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# Only what mail programs write counts as markup; a message that merely mentions a tag stays as it is.
MARKUP = re.compile(
    r"</?(?:html|body|div|p|br|table|tr|td|ul|ol|li|span|font|blockquote)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
PLACEHOLDER = re.compile(r"<([A-Z][A-Z_]*_\d+)>")
KEPT = re.compile("\ue000([A-Z][A-Z_]*_\\d+)\ue001")
CUT_OFF = re.compile(r"<[^<>]*\Z")  # an excerpt may end in the middle of a tag
BLOCKS = frozenset(
    [
        "address",
        "blockquote",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tr",
        "ul",
    ]
)
UNSEEN = frozenset(("head", "script", "style", "template", "title"))
SPACES, LINES = re.compile(r"[^\S\n]+"), re.compile(r" ?\n ?(?:\n ?)+")


def is_html(text: str) -> bool:
    """Whether a text was pasted with its markup."""
    return MARKUP.search(text) is not None


def readable(text: str) -> str:
    """The text without its markup, placeholders kept; a text without markup comes back unchanged."""
    if not is_html(text):
        return text
    # Placeholders look like tags: they wait behind characters that no message needs.
    reader = _Reader()
    reader.feed(PLACEHOLDER.sub("\ue000\\1\ue001", CUT_OFF.sub("", text)))
    reader.close()
    lines = LINES.sub("\n\n", SPACES.sub(" ", "".join(reader.found)))
    shown = KEPT.sub(r"<\1>", "\n".join(line.strip() for line in lines.split("\n"))).strip()
    return shown or text


class _Reader(HTMLParser):
    """Collects what a browser would show, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        if tag == "br" or tag in BLOCKS:
            self.found.append("\n• " if tag == "li" else "\n")
        elif tag in ("td", "th"):
            self.found.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in BLOCKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.found.append(re.sub(r"\s+", " ", data))
