"""The sign-in pages break no rule that axe-core can check, in light and dark, English and German."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.database import connect
from glassdesk.signin import SignIn
from tests.accessible import violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "de")])
@pytest.mark.parametrize("path", ["/sign-in", "/sign-in?ended", "/sign-in/link?token=x", "wrong"])
def test_signing_in_is_accessible(
    tmp_path: Any, chromium: Any, scheme: str, language: str, path: str
) -> None:
    db = connect(f"duckdb:///{tmp_path / 'g.duckdb'}")
    client = TestClient(Starlette(routes=SignIn(db, 3600, secure=False, company="Nordlys Hjem").routes()))
    asked = {"accept-language": language}
    wrong = {"username": "mette", "password": "wrong"}
    answer = (
        client.post("/sign-in", data=wrong, headers=asked)
        if path == "wrong"
        else client.get(path, headers=asked)
    )
    context = chromium.new_context(viewport={"width": 400, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.set_content(answer.text)  # the pages have no script and load nothing
    found = violations(page)
    context.close()
    db.close()
    assert found == []
