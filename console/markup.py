"""Text from customers and drafts as safe HTML. Everything is escaped here; nothing of it is ever Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from types import MappingProxyType

from console.texts import known, say

PLACEHOLDER = re.compile(r"<([A-Z][A-Z_]*)_(\d+)>")
# Characters that turn the direction of text around could make a reviewer read something else than is sent.
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")

NOTHING: Mapping[str, str] = MappingProxyType({})
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&])")


def plain(text: str) -> str:
    """The text as HTML, line breaks kept by the style sheet; direction marks become visible."""
    return html.escape(DIRECTION.sub("\u25c7", text), quote=True)


def literal(text: str) -> str:
    """The text for Streamlit's own messages and labels, which read Markdown: here it stays what it is."""
    return MARKDOWN.sub(r"\\\1", DIRECTION.sub("\u25c7", text))


def chips(text: str, whys: Mapping[str, str] = NOTHING) -> str:
    """The text as HTML with placeholders as chips: `<PERSON_1>` reads "Person 1".

    whys: why some of them are there; these can be pointed at, reached by keyboard and opened (`components.marker`).
    """
    parts: list[str] = []
    end = 0
    for found in PLACEHOLDER.finditer(text):
        parts += [plain(text[end : found.start()]), _chip(found[0], whys.get(found[0], ""))]
        end = found.end()
    return "".join([*parts, plain(text[end:])])


def named(text: str) -> str:
    """The text with placeholders as people read them, for places that take no HTML."""
    return PLACEHOLDER.sub(lambda found: placeholder_name(found[0]), DIRECTION.sub("\u25c7", text))


def placeholder_name(placeholder: str) -> str:
    """`<PERSON_1>` as people read it: "Person 1"; anything else unchanged."""
    found = PLACEHOLDER.fullmatch(placeholder)
    if not found:
        return placeholder
    return f"{known('entity', found[1].lower())} {found[2]}"


def tag(name: str, inside: str, *, classes: str = "", **attributes: str) -> str:
    """An element around HTML that is safe already; attribute values are escaped, `_` in names becomes `-`."""
    given = {
        "class": classes,
        **{key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()},
    }
    shown = "".join(f' {key}="{html.escape(value, quote=True)}"' for key, value in given.items() if value)
    return f"<{name}{shown}>{inside}</{name}>"


def hidden(text: str) -> str:
    """Words for screen readers only."""
    return tag("span", plain(text), classes="gd-hidden")


def _chip(name: str, why: str) -> str:
    read = placeholder_name(name)
    if not why:
        return tag("span", plain(read), classes="gd-chip", title=say("chip.title"))
    return tag(
        "span",
        plain(read),
        classes="gd-chip",
        data_name=name.strip("<>"),
        data_why=why,
        tabindex="0",
        role="button",
        aria_label=say("chip.label", name=read, why=why),
    )
