"""The console as an ASGI application, with the routes and middleware of whoever serves it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from streamlit.starlette import App

from console.errors import calm, log_without_texts

# The script lies in a folder of its own: Streamlit runs files in a `pages/` folder beside it without asking it.
SCRIPT = Path(__file__).parent / "script" / "app.py"


def application(routes: Sequence[Any] = (), middleware: Sequence[Any] = (), lifespan: Any = None) -> App:
    """The console's application; `console/script/.streamlit/config.toml` is its configuration.

    Call `console.context.provide` first. One process may hold one application: Streamlit's configuration is
    global to the process.
    """
    log_without_texts()
    return App(
        SCRIPT, routes=list(routes), middleware=list(middleware), lifespan=lifespan, on_script_error=calm
    )
