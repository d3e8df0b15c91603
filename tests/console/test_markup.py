"""Text from customers reaches the page as text, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.markup import chips, literal, named, placeholder_name, plain, tag

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![pixel](http://evil.example/p.png)",
    "</div><a href='javascript:alert(1)'>x</a>",
    "<PERSON_1><script>",
    '" onmouseover="alert(1)',
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_no_element(text: str) -> None:
    shown = chips(text).replace('<span class="gd-chip" title="Hidden personal data">Person 1</span>', "")
    assert "<" not in shown
    assert '"' not in plain(text)


@given(st.text())
def test_plain_text_holds_no_markup(text: str) -> None:
    assert not set("<>\"'") & set(plain(text))


def test_placeholders_read_as_chips_and_unknown_marks_stay_text() -> None:
    shown = chips("Dear <PERSON_12>, <EMAIL_ADDRESS_1> <b> <person_1>")
    assert ">Person 12</span>" in shown
    assert ">Email address 1</span>" in shown
    assert "&lt;b&gt; &lt;person_1&gt;" in shown


def test_text_that_turns_direction_around_is_made_visible() -> None:
    assert plain("refund \u202e 001 kr") == "refund \u25c7 001 kr"
    assert "\u202e" not in literal("a\u202eb") + named("a\u202eb") + chips("a\u202eb")


def test_markdown_is_taken_literally() -> None:
    assert literal("![x](http://e.example)") == r"\!\[x\]\(http\:\/\/e\.example\)".replace(r"\/", "/")


def test_attributes_are_escaped() -> None:
    assert (
        tag("p", "x", title='a"b<c', aria_hidden="true")
        == '<p title="a&quot;b&lt;c" aria-hidden="true">x</p>'
    )


def test_placeholder_names() -> None:
    assert placeholder_name("<PERSON_1>") == "Person 1"
    assert named("I am <PERSON_1>.") == "I am Person 1."
    assert placeholder_name("other") == "other"
