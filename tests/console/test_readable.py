"""Messages pasted as HTML read like messages, and the reply that goes out is never touched."""

from datetime import UTC, datetime

import pytest

from console.views.readable import is_html, readable
from console.views.thread import Bubble, as_html, preview_html

NOW = datetime(2026, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("<p>Hi there,</p><p>The <b>lamp</b> of <PERSON_1> broke.</p>", "Hi there,\n\nThe lamp of <PERSON_1> broke."),
        ("<div>a<br/>b&nbsp;&amp; c</div>", "a\nb & c"),
        ("<html><head><style>p{color:red}</style></head><body><ul><li>one</li><li>two</li></ul></body>", "• one\n\n• two"),
        ("<div>Cut off <a href='http", "Cut off"),
        ("<div></div>", "<div></div>"),
    ],
)  # fmt: skip
def test_markup_goes_and_words_stay(pasted: str, shown: str) -> None:
    assert readable(pasted) == shown


@pytest.mark.parametrize(
    "text", ["2 < 3 and 5 > 4", "<PERSON_1>", "use the <b> key", "<script>alert(1)</script>", ""]
)
def test_what_was_not_pasted_as_html_is_unchanged(text: str) -> None:
    assert not is_html(text)
    assert readable(text) == text


def test_a_hidden_script_shows_in_the_original_only_as_text() -> None:
    bubble = Bubble(
        "customer", "Customer", "", "<p>Hi &lt;img src=x&gt;</p><script>alert(1)</script>", "en", "", False
    )
    shown = as_html([bubble])
    assert "<script" not in shown and "<img" not in shown
    assert "Hi &lt;img src=x&gt;</div>" in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_reply_is_shown_exactly_as_it_goes_out() -> None:
    assert "&lt;p&gt;Hi&lt;/p&gt;" in preview_html("AI", "<p>Hi</p>", "", "en")
