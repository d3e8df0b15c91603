"""Pages of charts name the script that draws them, and it is there."""

from __future__ import annotations

from pathlib import Path

import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from console.application import CHART_PAGES, chart_scripts
from console.roles import PAGES
from glassdesk.preload import Preload


async def page(_: object) -> PlainTextResponse:
    return PlainTextResponse("page")


def test_only_pages_of_charts_name_the_script() -> None:
    app = Starlette(
        routes=[Route("/insights", page), Route("/other", page)],
        middleware=[Middleware(Preload, pages=["/insights"], scripts=["/a.js", "/b.js"])],
    )
    client = TestClient(app)
    assert client.get("/insights").headers["link"] == "</a.js>; rel=modulepreload, </b.js>; rel=modulepreload"
    assert "link" not in client.get("/other").headers


def test_the_framework_still_has_one_script_for_charts_and_the_pages_exist() -> None:
    (script,) = chart_scripts()
    assert (Path(streamlit.__file__).parent / "static" / script.lstrip("/")).stat().st_size > 1_000_000
    assert set(CHART_PAGES) <= {f"/{spec.name}" for spec in PAGES}
