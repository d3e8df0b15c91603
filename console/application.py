"""The console as an ASGI application, with the routes and middleware of whoever serves it."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit
from streamlit.starlette import App

from console import texts
from console.errors import calm, log_without_texts
from console.roles import PAGES
from console.whole import callbacks_run_whole

# The script lies in a folder of its own: Streamlit runs files in a `pages/` folder beside it without asking it.
SCRIPT = Path(__file__).parent / "script" / "app.py"

CHART_PAGES = ("/insights", "/care")


def application(routes: Sequence[Any] = (), middleware: Sequence[Any] = (), lifespan: Any = None) -> App:
    """The console's application; `console/script/.streamlit/config.toml` is its configuration.

    Call `console.context.provide` first. One process may hold one application: Streamlit's configuration is
    global to the process.
    """
    log_without_texts()
    callbacks_run_whole()
    return App(
        SCRIPT, routes=list(routes), middleware=list(middleware), lifespan=lifespan, on_script_error=calm
    )


def chart_scripts() -> list[str]:
    """Addresses of what the framework's pages load before they draw a chart."""
    static = Path(streamlit.__file__).parent / "static"
    return [f"/{path.relative_to(static).as_posix()}" for path in static.glob("static/js/PlotlyChart.*.js")]


def warm() -> None:
    """Read what the first page would wait for: the words, the pages, and what the framework's own elements take with them."""
    for code in texts.languages():
        texts.words(code)
    for name in ("pandas", *(f"console.pages.{spec.name}" for spec in PAGES)):
        importlib.import_module(name)
