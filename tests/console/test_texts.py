"""Every word the console asks for exists, and no word is left over."""

import re
from pathlib import Path

import pytest

import console
from console.texts import UnknownText, known, say, words
from console.views.editing import WORDS
from console.views.insights import DECISIONS
from data.errors import DataError
from disclosure import LANGUAGES
from graph.checks import CHECKS
from language import EMOTIONS, INTENTS, URGENCIES

FOLDER = Path(console.__file__).parent
SOURCE = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.py")))
ASKED = set(re.findall(r'say\(\s*"([a-z_0-9.]+)"', SOURCE)) | set(re.findall(r'"(refused\.[a-z_]+)"', SOURCE))


def there(key: str) -> bool:
    return key in words("en") or f"{key}.many" in words("en")


@pytest.mark.parametrize("key", sorted(key for key in ASKED if not key.endswith(".")))
def test_words_that_pages_ask_for_exist(key: str) -> None:
    assert there(key)


@pytest.mark.parametrize(
    ("section", "names"),
    [
        ("editor", WORDS),
        ("language", LANGUAGES),
        ("intent", INTENTS),
        ("emotion", EMOTIONS),
        ("urgency", URGENCIES),
        ("outcome", DECISIONS),
        ("author", ("ai", "ai_approved", "ai_edited", "human")),
        ("state", ("ai", "waiting_human", "human", "closed")),
        ("takeover", ("customer_asked", "must_escalate", "reviewer", "no_sources", "failed")),
        ("decision", ("approve", "edit", "reject", "take_over")),
        ("done", ("approve", "edit", "reject", "redraft", "take_over")),
        ("blocked", ("claimed", "decided", "new_message", "taken_over", "redrafted", "stale")),
        ("page", ("review", "waiting", "conversations", "insights", "examples", "audit", "accounts")),
        ("role", ("reviewer", "supervisor", "admin")),
        ("verdict", ("pass", "warn", "block")),
        ("source", ("article", "template", "order", "example")),
        ("check", [check.__name__ for check in CHECKS]),
    ],
)
def test_words_for_names_out_of_the_data_exist(section: str, names: tuple[str, ...]) -> None:
    assert [name for name in names if not there(f"{section}.{name}")] == []


def test_one_and_many() -> None:
    assert say("queue.summary", n=1, wait="4 min") == "1 draft, waiting 4 min"
    assert say("queue.summary", n=2, wait="4 min") == "2 drafts, longest wait 4 min"


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(UnknownText, match="no.such"):
        say("no.such")
    assert known("intent", "new_intent") == "New intent"


def test_refusals_speak_of_each_error() -> None:
    from console.views.decide import MEANINGS, refusal

    for kinds, key, _ in MEANINGS:
        assert there(key), (kinds, key)
    assert "odd" in refusal(DataError("odd")).message
