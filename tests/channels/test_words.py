"""The chat's texts: complete in five languages, with the same numbers and names in them."""

from __future__ import annotations

import string

import pytest

from channels.chat.view import linked
from channels.chat.words import preferred, words
from disclosure import LANGUAGES


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language: str) -> None:
    texts, english = words(language), words("en")
    assert texts.keys() == english.keys()
    assert {key: fields(text) for key, text in texts.items()} == {
        key: fields(text) for key, text in english.items()
    }
    assert all(isinstance(text, str) and text.strip() for text in texts.values())


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "en"), ("fr-FR,fr", "en"), ("da;q=0.5, de-AT", "de"), ("sv-SE,sv;q=0.9,en;q=0.8", "sv"), ("nl;q=x", "en"),
     ("en;q=0, nl;q=0.1", "nl"), (";;;,,,", "en")],
)  # fmt: skip
def test_the_browsers_wish_is_heard(header: str, language: str) -> None:
    assert preferred(header) == language


def test_only_web_addresses_become_links() -> None:
    assert linked("javascript:alert(1) <http://a.example/x>.") == (
        'javascript:alert(1) &lt;<a href="http://a.example/x" rel="noopener noreferrer" '
        'target="_blank">http://a.example/x</a>&gt;.'
    )
