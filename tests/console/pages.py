"""Pages in tests: what can be read on them, and pressing a button by its label."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]


def shown(test: AppTest) -> str:
    """Everything that can be read on the page."""
    assert not test.exception, test.exception
    kinds = (
        "html",
        "markdown",
        "caption",
        "subheader",
        "info",
        "warning",
        "error",
        "success",
        "code",
        "text",
        "title",
    )
    return "\n".join(
        str(getattr(one, "body", getattr(one, "value", ""))) for kind in kinds for one in test.get(kind)
    )


def press(test: AppTest, label: str) -> AppTest:
    """Press the first button with this label."""
    return next(button for button in test.button if button.label == label).click().run()
