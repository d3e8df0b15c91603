"""The page of articles and templates, by role: what is listed, what may be written, what is said of its use."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from console.views import knowledge as views
from data import drafts, knowledge, versions
from data.records import Template
from graph.knowledge.item import Words, new_item
from tests.console.pages import press, shown
from tests.console.room import REPLY, Room

Open = Callable[..., AppTest]
LATE = Template(
    "en/late-en",
    "late-en",
    "en",
    "delivery_delay",
    "late",
    None,
    "Late: search",
    "We are sorry for the delay.",
)


@pytest.fixture
def stocked(room: Room) -> Room:
    """A room with two templates and an article."""
    knowledge.save_templates(
        room.db, [LATE, replace(LATE, id="de/late-de", slug="late-de", language="de", title="Verspätet")]
    )
    item = new_item("article", "en", "Wool care", [])
    words = Words("Wool care", "Wash wool cold and dry it flat.", {"intents": ["product_question"]})
    room.parts.knowledge.save(item, room.people["supervisor"], words, 0)
    return room


def cite(room: Room, number: int = 1) -> None:
    """Drafts made of the template, sent as they are."""
    for _ in range(number):
        room.write(room.open())
        turn = room.taken()
        source = {"kind": "template", "id": LATE.id, "title": LATE.title, "text": LATE.body, "score": 1.0}
        draft = drafts.add(
            room.db, turn_id=turn.id, version=1, text=REPLY, language="en", drafter="offline", model="offline",
            prompt_version="1", sources=[source],
        )  # fmt: skip
        drafts.set_interrupt(room.db, draft.id, "interrupt")
        room.parts.desk.approve(room.claimed(draft).id, room.people["reviewer"])


def test_a_link_that_is_no_address_leaves_the_page_whole(stocked: Room, page: Open) -> None:
    item = stocked.parts.knowledge.item("article", "en/wool-care")
    words = replace(item.words, body="See https://[your-shop]/wool for more.")
    stocked.parts.knowledge.typed(item, stocked.people["supervisor"], words, 1)
    test = page("knowledge", role="supervisor", item="article:en/wool-care")
    assert not test.exception and not test.error and "[your-shop" in shown(test)


def test_the_lists_say_how_each_fares_and_what_needs_a_look(stocked: Room, page: Open) -> None:
    cite(stocked, 2)
    test = page("knowledge", role="supervisor")
    assert "Wool care" in shown(test) and "no draft used it" in shown(test)
    test.session_state["knowledge-section"] = "templates"
    text = shown(test.run())
    assert "Late: search" in text and "100% (34%–100%)" in text and "never in 90 days" in text
    heads = re.findall(r'scope="col"[^>]*>([^<]*)', text)
    cells = [
        cell.split("<")[0]
        for cell in text.split(">never in 90 days")[0].rsplit("<tr>", 1)[1].split("<td")[1:]
    ]
    assert heads[1] == "Needs a look" and "no draft used it" in cells[0] and len(heads) == len(cells) + 1


def test_translations_stand_side_by_side(stocked: Room, page: Open) -> None:
    test = page("knowledge", role="reviewer")
    test.session_state["knowledge-section"] = "translations"
    text = shown(test.run())
    assert "up to date" in text and "German" in text


def test_a_reviewer_reads_and_a_supervisor_writes(stocked: Room, page: Open) -> None:
    text = shown(page("knowledge", item="article:en/wool-care"))
    assert "Supervisors and admins can change this" in text and "Wash wool cold" in text
    text = shown(page("knowledge", role="supervisor", item="article:en/wool-care"))
    assert "Supervisors and admins" not in text and "Nothing speaks against" in text


def test_a_template_shows_its_use_with_the_way_to_the_conversations(stocked: Room, page: Open) -> None:
    cite(stocked)
    text = shown(page("knowledge", item=f"template:{LATE.id}", part="use"))
    assert "1 draft cites it. Of 1 decided 1 was sent unchanged" in text and "of=cited" in text
    listed = shown(page("conversations", **dict(pair.split("=") for pair in _query(text))))
    assert "that cites this" in listed


def _query(text: str) -> list[str]:
    from html import unescape
    from urllib.parse import unquote

    return unquote(unescape(text.split('href="/conversations?')[1].split('"')[0])).split("&")


def test_an_earlier_version_is_restored_with_a_click(stocked: Room, page: Open) -> None:
    room, item = stocked, stocked.parts.knowledge.item("template", LATE.id)
    assert item is not None
    room.parts.knowledge.save(item, room.people["admin"], replace(item.words, body="Sorry!"), 1, "shorter")
    test = page("knowledge", role="supervisor", item=f"template:{LATE.id}", part="versions")
    assert "shorter" in str([one.label for one in test.expander])
    press(test, "Restore this version")
    assert knowledge.templates(room.db, "en")[0].body == LATE.body
    assert [one.number for one in room.parts.knowledge.history(item)] == [3, 2, 1]


def test_what_is_begun_is_found_again_and_a_gone_one_says_so(stocked: Room, page: Open) -> None:
    item = stocked.parts.knowledge.item("template", LATE.id)
    assert item is not None
    stocked.parts.knowledge.typed(item, stocked.people["supervisor"], replace(item.words, title="Half"), 1)
    assert "You have begun" in shown(page("knowledge", role="supervisor"))
    assert "no such article" in shown(page("knowledge", item="article:en/none"))


def test_somebody_elses_version_is_shown_beside_mine(stocked: Room, page: Open) -> None:
    item, writing = stocked.parts.knowledge.item("template", LATE.id), stocked.parts.knowledge
    assert item is not None
    writing.typed(item, stocked.people["supervisor"], replace(item.words, body="Mine is better."), 1)
    writing.save(item, stocked.people["admin"], replace(item.words, body="Theirs came first."), 1)
    test = page("knowledge", role="supervisor", item=f"template:{LATE.id}")
    text = shown(test)
    assert "Ada Lindqvist saved version 2" in text.replace("\\", "") and "first" in text and "better" in text
    press(test, "Keep writing on top of theirs")
    assert "saved version 2" not in shown(test.run())


def test_a_habit_of_reviewers_is_put_into_the_template_it_belongs_in(stocked: Room, page: Open) -> None:
    room, added = stocked, "You can follow it online."
    source = {"kind": "template", "id": LATE.id, "title": LATE.title, "text": LATE.body, "score": 1.0}
    for _ in range(3):
        room.write(room.open())
        draft = drafts.add(
            room.db, turn_id=room.taken().id, version=1, text=REPLY, language="en", drafter="offline", model="offline",
            prompt_version="1", sources=[source],
        )  # fmt: skip
        room.parts.desk.edit(room.claimed(draft).id, room.people["reviewer"], f"{REPLY} {added}")
    test = page("examples", role="supervisor")
    test.segmented_control[0].set_value("rules").run()
    press(test, "Put it into “Late\\: search”")
    text = shown(test.run()).replace("\\", "")
    assert "Reviewers did this 3 times" in text and f"{LATE.body} {added}" in text
    edit = versions.unfinished(room.db, "template", LATE.id, room.people["supervisor"].id)
    assert edit is not None and edit.body == f"{LATE.body} {added}"
    assert knowledge.templates(room.db, "en")[0].body == LATE.body  # nothing is saved by the click


def test_the_preview_reads_markdown_and_nothing_that_is_streamlits() -> None:
    assert views.calm("# One\n## Two\n#tag") == "#### One\n##### Two\n#tag"
    assert views.calm("$5 and $6 :red[loud] :material/home: at 10:30") == (
        r"\$5 and \$6 \:red[loud] \:material/home: at 10:30"
    )
    assert views.calm("![logo](https://shop.example/a.png)").startswith(r"\![logo]")
