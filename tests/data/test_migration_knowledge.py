"""A database of before: its articles and templates become first versions, its drafts' sources citations."""

from __future__ import annotations

import json

from data import connect, knowledge, migrate
from data.ids import clock, new_id

DRAFT = """INSERT INTO draft (id, turn_id, conversation_id, version, text, text_hash, language, last_seq, drafter, model,
    prompt_version, sources, notes, checks, examples, seconds, created_at)
    VALUES ($1, $1, 'c', 1, 'Hello', 'h', 'en', 1, 'offline', 'm', '1', $2, '[]', '[]', '[]', 0, $3)"""
ARTICLE = """INSERT INTO article (id, slug, language, title, intents, body, content_hash, updated_at)
    VALUES ('en/returns', 'returns', 'en', 'It''s "back"', '["return_refund"]', 'Send it.', 'h', $1)"""
TEMPLATE = """INSERT INTO template VALUES ('en/late-en', 'late-en', 'en', 'delivery_delay', 'late', NULL, 'Late', 'Sorry.')"""
SOURCES = [
    {"kind": "article", "id": "en/returns#12", "title": "t", "text": 'a "b"', "score": 1},
    {"kind": "article", "id": "en/returns#3", "title": "t", "text": "c", "score": 1},
    {"kind": "template", "id": "en/late-en", "title": "t", "text": "d", "score": 1},
    {"kind": "order", "id": "NL-1", "title": "t", "text": "e", "score": 1},
]


def test_what_was_there_has_a_first_version_and_citations(bare_url, monkeypatch):
    steps = migrate._steps()
    monkeypatch.setattr(migrate, "_steps", lambda: {n: step for n, step in steps.items() if n != 13})
    before, ids = connect(bare_url), [new_id(), new_id()]
    before.write(lambda cursor: cursor.run(ARTICLE, clock()))
    before.write(lambda cursor: cursor.run(TEMPLATE))
    before.write(lambda cursor: cursor.run(DRAFT, ids[0], json.dumps(SOURCES), clock()))
    before.write(lambda cursor: cursor.run(DRAFT, ids[1], "[]", clock()))
    before.close()
    monkeypatch.undo()

    db = connect(bare_url)
    sql = "SELECT kind, item_id, number, origin, title, body, details FROM knowledge_version ORDER BY kind"
    article, template = db.read(lambda cursor: cursor.rows(sql))
    assert article[:6] == ("article", "en/returns", 1, "file", 'It\'s "back"', "Send it.")
    assert json.loads(article[6]) == {"intents": ["return_refund"]}
    assert json.loads(template[6]) == {"intent": "delivery_delay", "condition": "late", "emotion": None}
    cited = db.read(
        lambda cursor: cursor.rows("SELECT draft_id, kind, part, item_id FROM citation ORDER BY part")
    )
    assert cited == [
        (ids[0], "template", "en/late-en", "en/late-en"),
        (ids[0], "article", "en/returns#12", "en/returns"),
        (ids[0], "article", "en/returns#3", "en/returns"),
    ]
    (kept,) = knowledge.articles(db)
    assert (kept.version, kept.held, kept.archived) == (1, False, False)
    db.close()
