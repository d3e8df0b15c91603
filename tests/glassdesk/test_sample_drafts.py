"""The offline drafter on the whole sample inbox: nothing invented, nothing blocked; and gold replies that stay apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml
from rapidfuzz import fuzz

from benchmarks.drafts import GOLD, halves
from data import conversations, drafts, messages, orders
from data.records import Conversation, Draft, Order
from data.sample import load_articles, load_company, load_inbox, load_templates
from glassdesk.house import House
from glassdesk.sample import Player, load_sample
from glassdesk.settings import load

TEMPLATES = {f"{each.language}/{each.slug}": each.body for each in load_templates()}
PROMISED = " ".join(map(str, load_company().promises.values()))
MASK = re.compile(r"\{\{.*?\}\}|\{\w+\}|<\w+>|NH-\d+|\d[\d.,]*|\[\[|\]\]")
LONG = 35  # characters of a sentence that is worth comparing
COPY = 90.0  # likeness, of 100, of a copy
OWN = 5.0  # an article that is as like, but for this, makes it the shop's own wording
ALIKE = 0.2  # share of the sentences of gold replies that may be alike


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, list[Draft]]]:
    folder = tmp_path_factory.mktemp("sample")
    house = House.open(load(data_dir=folder, settle_seconds=0.0, settle_at_most_seconds=0.0))
    Player(house, load_sample(house), speed=0).play()
    house.runner.run_until_idle()
    talks = conversations.listing(house.db, limit=200)
    yield house, [draft for talk in talks for draft in drafts.of_conversation(house.db, talk.id)]
    house.close()


def test_no_check_blocks_a_draft(drafted: tuple[House, list[Draft]]) -> None:
    _, made = drafted
    blocked = [
        (check["name"], check["evidence"], draft.text)
        for draft in made
        for check in draft.checks
        if check["verdict"] == "block"
    ]
    assert len(made) >= 30 and not blocked


def test_every_digit_of_a_draft_stands_in_what_it_rests_on(drafted: tuple[House, list[Draft]]) -> None:
    house, made = drafted
    for draft in made:
        talk = conversations.get(house.db, draft.conversation_id)
        known = set(re.findall(r"\d+", f"{PROMISED} {_sources(house, draft)} {_written(house, talk)}"))
        assert set(re.findall(r"\d+", draft.text)) <= known, (draft.text, draft.notes)


def _sources(house: House, draft: Draft) -> str:
    """Raw templates, the order as it is kept and the articles that a draft names; not the text it made of them."""
    parts = []
    for source in draft.sources:
        if source["kind"] == "template":
            parts.append(TEMPLATES[source["id"]])
        elif source["kind"] == "order":
            parts.append(_told(orders.by_number(house.db, source["id"])))
        else:
            parts.append(source["text"])
    return " ".join(parts)


def _told(order: Order | None) -> str:
    assert order
    days = (order.placed_on, order.promised_on, order.shipped_on, order.delivered_on)
    written = [f"{day.day} {day.year}" for day in days if day]
    return " ".join([order.number, order.tracking or "", f"{order.total:.2f}", str(order.items), *written])


def _written(house: House, talk: Conversation) -> str:
    return " ".join(message.redacted or "" for message in messages.of_conversation(house.db, talk.id))


def test_gold_replies_are_there_for_routine_messages_in_every_language() -> None:
    gold, inbox = yaml.safe_load(GOLD.read_text("utf-8")), {message.id: message for message in load_inbox()}
    assert len(gold) >= 60
    for id in gold:
        assert not (inbox[id].expected.wants_human or inbox[id].expected.must_escalate), id
    held = [id for id, half in halves(gold).items() if half == "held"]
    assert all(
        sum(id.startswith(language) for id in held) >= 5 for language in ("en", "de", "da", "nl", "sv")
    )


@pytest.mark.parametrize("language", ["en", "de", "da", "nl", "sv"])
def test_templates_are_no_copies_of_held_back_gold_replies(language: str) -> None:
    """Some plain sentences are alike ("you can follow it with …"); more would make the benchmark measure itself."""
    gold = yaml.safe_load(GOLD.read_text("utf-8"))
    held = [gold[id] for id, half in halves(gold).items() if half == "held" and id.startswith(language)]
    said = _sentences([article.body for article in load_articles() if article.language == language])
    ours = _sentences([body for id, body in TEMPLATES.items() if id.startswith(language)])
    sentences = _sentences(held)
    copies = [
        sentence
        for sentence in sentences
        if _likeness(sentence, ours) >= COPY and _likeness(sentence, said) < _likeness(sentence, ours) - OWN
    ]
    assert len(sentences) >= 15 and len(copies) <= len(sentences) * ALIKE, copies


def _likeness(sentence: str, others: list[str]) -> float:
    return max(fuzz.ratio(sentence, other) for other in others)


def _sentences(texts: list[str]) -> list[str]:
    masked = (MASK.sub("#", text) for text in texts)
    found = (part.strip() for text in masked for part in re.split(r"(?<=[.!?:;])\s+|\n+", text))
    return [part for part in found if len(part) > LONG]
