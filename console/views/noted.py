"""Notes and mentions as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from console.markup import chips, plain, tag
from console.texts import say
from console.views import times
from data.records import HandBack, Note
from graph.desk.keeping import MENTION


def as_html(notes: Sequence[Note], names: Mapping[str, str], zone: tzinfo, now: datetime) -> str:
    """The notes in order, as safe HTML; `names` maps account ids to display names."""
    if not notes:
        return tag("p", plain(say("note.none")), classes="gd-quiet")
    return tag("div", "".join(_note(note, names, zone, now) for note in notes), classes="gd-internal")


def text_html(text: str) -> str:
    """A note's words: placeholders as chips, mentions set off."""
    parts, end = [], 0
    for found in MENTION.finditer(text):
        parts += [chips(text[end : found.start()]), tag("b", plain(found[0]))]
        end = found.end()
    return "".join([*parts, chips(text[end:])])


def _note(note: Note, names: Mapping[str, str], zone: tzinfo, now: datetime) -> str:
    head = tag("b", plain(names.get(note.account_id, "?"))) + tag(
        "span", plain(times.at(note.created_at, zone, now)), classes="gd-at"
    )
    return tag("article", tag("header", head) + tag("div", text_html(note.text), classes="gd-text"))


def agreed_html(told: Sequence[HandBack], names: Mapping[str, str], zone: tzinfo) -> str:
    """What people agreed with the customer, the newest first."""
    shown = [
        tag(
            "article",
            tag("header", plain(say("handing.agreed_by", name=names.get(one.account_id, "?"), at=times.at(one.created_at, zone))))
            + tag("div", chips(one.summary), classes="gd-text"),
        )
        for one in told
    ]  # fmt: skip
    return tag("h3", plain(say("handing.agreed"))) + tag("div", "".join(shown), classes="gd-internal")
